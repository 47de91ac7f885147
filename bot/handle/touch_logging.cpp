#include "bot/handle/touch_logging.hpp"

#include "bot/handle/customer_people.hpp"
#include "bot/handle/identities.hpp"
#include "bot/handle/mentions.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/render/answers.hpp"
#include "bot/slack/blocks.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/summary/draft.hpp"
#include "storage/pending_evaluations.hpp"
#include "storage/touches.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace holdfast {

namespace {

/// A letter to more people than these is seldom written, and each may be a question to Slack.
constexpr std::size_t most_looked_up = 6;

/// Those who appear in the letter and were never looked up: its writer, under whose name it goes out, and whoever does
/// what is next.
std::set<UserId> strangers_in_the_letter(Desk& desk, const Case& rescue, const UserId& writer) {
    std::set<UserId> strangers;
    const auto add = [&](const UserId& user) {
        const bool is_wanted = !user.empty() && strangers.size() < most_looked_up;
        if (is_wanted && name_of(desk.reader(), user).empty()) strangers.insert(user);
    };
    add(writer);
    for (const auto& row : rescue.plan) {
        if (row.state == PlanRowState::open) add(row.owner);
    }
    return strangers;
}

bool names_the_sponsor(const Case& rescue, const Touch& touch) {
    return !rescue.sponsor.name.empty() && names_person(touch.with, rescue.sponsor.name);
}

/// Spelled as on record, so that one person does not count as two; a name that may mean several stays as typed. Whoever
/// reports the sponsor's call means the sponsor by any beginning that fits nobody else.
std::string as_on_record(Desk& desk, const Subject& subject, const std::string& typed, bool sponsor_call) {
    constexpr std::string_view example = "/rescue touch with:";
    const auto meant = [&](Typed how) -> std::optional<std::string> {
        const auto known = known_person(desk.reader(), subject, typed, how, example);
        return known ? *known : std::nullopt;
    };
    const auto& sponsor = subject.rescue->sponsor.name;
    if (sponsor_call && !sponsor.empty() && meant(Typed::beginning) == sponsor) return sponsor;
    return meant(Typed::words).value_or(typed);
}

/// The call to the sponsor was reported, but the name says that it was with somebody else: it is still owed, and how
/// that changes if the name is the new sponsor's. Nothing where the sponsor has been called before.
std::optional<slack::Message> call_with_another(Desk& desk, const Case& after, const Touch& touch) {
    if (!after.call.owed()) return std::nullopt;
    const auto account = typed(after.account);
    Line line;
    line.stress(fmt::format("This does not count as the call to the sponsor: it was with {}. ", touch.with))
        .say(fmt::format("The call to {} is still owed, due ", after.sponsor.name))
        .at(after.call.due())
        .say(fmt::format(". If {0} decides there now: `/rescue sponsor {1} \"{0}\"`, then `/rescue call {1} reached "
                         "what was said`.",
                         touch.with, account));
    const auto around = desk.around();
    return render::sentence(line, render::Showing::to(touch.by, around, desk.now()));
}

/// What must be known beside the answer stands first in it.
Reply with_aside(Reply reply, std::optional<slack::Message> aside) {
    if (!aside || !reply.message) return reply;
    auto& message = *reply.message;
    if (message.blocks.empty()) message.blocks.emplace_back(slack::Section{.text = message.text});
    message.blocks.insert(message.blocks.begin(), slack::Section{.text = std::move(aside->text)});
    return reply;
}

} // namespace

boost::asio::awaitable<TouchResult> log_touch(Desk& desk, Asker asker, Subject subject, TouchReport report) {
    const auto& rescue = *subject.rescue;
    request::LogTouch asked;
    asked.touch = std::move(report.touch);
    asked.touch.by = asker.user;
    if (asked.touch.at == Instant{}) asked.touch.at = desk.now();
    asked.touch.with = as_on_record(desk, subject, asked.touch.with, report.sponsor_call);
    asked.with_sponsor = report.sponsor_call || names_the_sponsor(rescue, asked.touch);
    if (asked.with_sponsor && asked.touch.with.empty()) asked.touch.with = rescue.sponsor.name;
    asked.draft_shown = report.shows_draft;
    if (asked.touch.reached) {
        auto strangers = strangers_in_the_letter(desk, rescue, asker.user);
        const auto identities = co_await identities_of(desk, std::move(strangers));
        const NameOfColleague called = [&](const UserId& user) {
            const auto identity = identities.find(user);
            const bool is_known = identity != identities.end() && identity->second;
            return is_known ? identity->second->name : name_of(desk.reader(), user);
        };
        const SummaryFacts facts{called, today_of(desk, asker.user)};
        asked.draft = in_customer_words(draft_summary(rescue, asked.touch, desk.rules().catalog, facts), called);
    }
    const auto now = desk.now();
    auto repeated = [id = rescue.id](Transaction& tx, Ledger& ledger) { return Change{ledger.find(tx, id), {}}; };
    auto work = [id = rescue.id, account = subject.account.id, actor = actor_of(asker, subject), asked,
                 now](Transaction& tx, Ledger& ledger) -> Changed {
        auto changed = ledger.apply(tx, id, {asked}, actor, now);
        // A talk about the renewal clears its signal; a request for terms explains one (S0-15, S0-16).
        if (changed) request_evaluation(tx, account, now);
        return changed;
    };
    TouchResult result{co_await desk.change_once(asker.once, std::move(repeated), std::move(work)), 0, std::nullopt};
    if (result.changed) {
        for (const auto& event : result.changed->events) {
            const auto* logged = std::get_if<event::TouchLogged>(&event.what);
            if (logged == nullptr) continue;
            result.number = logged->touch.number;
            if (asked.with_sponsor && !logged->with_sponsor)
                result.aside = call_with_another(desk, *result.changed->after, logged->touch);
        }
    }
    co_return result;
}

boost::asio::awaitable<Reply> log_touch_without_rescue(Desk& desk, Asker asker, Account account, Touch touch) {
    if (touch.reached && touch.text.empty()) {
        co_return Reply::refuse("The touch is not logged", "what moved is missing",
                                fmt::format("/rescue touch {} kind:call what was said", typed(account.id)));
    }
    const auto now = desk.now();
    touch.by = asker.user;
    if (touch.at == Instant{}) touch.at = now;
    auto work = [account_id = account.id, touch, now](Transaction& tx, Ledger&) {
        store_touch(tx, account_id, touch);
        request_evaluation(tx, account_id, now);
    };
    co_await desk.change_once(asker.once, std::move(work));
    const auto around = desk.around();
    Line line;
    line.say("Logged for ").stress(account.name).say(". No rescue is open, so no written summary is chased.");
    co_return Reply::say(render::sentence(line, {around, now}));
}

Reply reply_with_draft(Desk& desk, const TouchResult& result) {
    if (!result.changed) return Reply::refuse(result.changed.error());
    const auto* summary = result.number > 0 ? result.changed->after->summary_of(result.number) : nullptr;
    if (summary == nullptr) return with_aside(reply_to(desk, result.changed), result.aside);
    const auto around = desk.around();
    auto reply = Reply::say(render::summary(*result.changed->after, *summary, summary->writer,
                                            render::Showing::to(summary->writer, around, desk.now())));
    return with_aside(std::move(reply), result.aside);
}

} // namespace holdfast
