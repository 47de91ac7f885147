#include "bot/handle/reply.hpp"

#include "bot/handle/subject.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "playbooks/rescue/notices.hpp"
#include "playbooks/rescue/plan_linter.hpp"
#include "playbooks/rescue/service_advice.hpp"
#include "storage/accounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace holdfast {

namespace {

/// What to type instead is one command alone, or a text with commands between backticks.
std::string instead_with_account(const std::string& instead, const AccountId& account) {
    const bool is_command = instead.starts_with("/rescue") && !instead.contains('`');
    if (!is_command) return with_account(instead, account);
    const auto command = with_account("`" + instead + "`", account);
    return command.substr(1, command.size() - 2);
}

Refusal naming(Refusal refusal, const Account& account) {
    refusal.instead = instead_with_account(refusal.instead, account.id);
    if (refusal.what.contains(account.name) || refusal.why.contains(account.name)) return refusal;
    while (refusal.what.ends_with('.')) refusal.what.pop_back();
    refusal.what += fmt::format(" ({})", account.name);
    return refusal;
}

} // namespace

Reply Reply::say(slack::Message message) {
    Reply reply;
    reply.message = std::move(message);
    return reply;
}

Reply Reply::reading(slack::Message message) {
    auto reply = say(std::move(message));
    reply.is_reading = true;
    return reply;
}

Reply Reply::open(slack::Modal form) {
    Reply reply;
    reply.form = std::move(form);
    return reply;
}

Reply Reply::refuse(const Refusal& refusal) {
    auto reply = say(render::refusal_message(refusal));
    reply.refusal_ = refusal;
    return reply;
}

Reply Reply::refuse(std::string what, std::string why, std::string instead) {
    return refuse(Refusal{std::move(what), std::move(why), std::move(instead), {}});
}

Reply naming_account_elsewhere(Desk& desk, const Asker& asker, Reply reply, AccountId account) {
    const auto& refusal = reply.refusal();
    if (!refusal) return reply;
    if (account.empty()) account = refusal->about;
    if (account.empty()) return reply;
    const auto room = case_of_channel(desk, asker.channel);
    const bool is_implied = room && room->account == account;
    const auto known = is_implied ? std::nullopt : find_account(desk.reader(), account);
    if (!known) return reply;
    auto named = Reply::refuse(naming(*refusal, *known));
    named.replaces = reply.replaces;
    return named;
}

std::vector<std::string> advice_on(Desk& desk, const Change& change) {
    const auto around = desk.around();
    const auto& policy = *around.policy;
    std::vector<std::string> advice;
    const bool about_the_plan = std::ranges::any_of(change.events, [](const RecordedEvent& event) {
        return std::holds_alternative<event::PlanRowAdded>(event.what) ||
               std::holds_alternative<event::PlanRowChanged>(event.what);
    });
    if (about_the_plan) advice = plan_advice(*change.after, policy);
    for (const auto& event : change.events) {
        if (auto hint = service_advice(*change.after, event.what, policy); !hint.empty())
            advice.push_back(std::move(hint));
        const auto* role = std::get_if<event::RoleTaken>(&event.what);
        // Decision Q13: somebody senior should own the rescue; another choice is pointed out, not blocked.
        if (role != nullptr && role->role == RescueRole::recovery_lead && !policy.leaders.empty() &&
            !around.is_among(policy.leaders, role->holder)) {
            advice.emplace_back("The recovery lead is not on the list of senior leaders: make sure they can move "
                                "people and money.");
        }
    }
    return advice;
}

Reply reply_to(Desk& desk, const Changed& changed, std::vector<std::string> advice) {
    if (!changed) return Reply::refuse(changed.error());
    const auto around = desk.around();
    // Who changed it reads this; where nothing changed nothing with a time in it is said.
    const auto reader = changed->events.empty() ? UserId{} : changed->events.front().by;
    const auto showing = render::Showing::to(reader, around, desk.now());
    if (changed->events.empty()) {
        Line line;
        line.say("Nothing changed: it is on record already.");
        return Reply::say(render::sentence(line, showing));
    }
    std::vector<Line> lines;
    for (const auto& event : changed->events) {
        if (auto line = line_about(*changed->after, event, around); !line.empty()) lines.push_back(std::move(line));
    }
    std::ranges::move(advice_on(desk, *changed), std::back_inserter(advice));
    return Reply::say(render::confirmation(lines, advice, showing));
}

} // namespace holdfast
