#include "bot/handle/touch_logging.hpp"

#include "bot/handle/customer_people.hpp"
#include "bot/handle/identities.hpp"
#include "bot/handle/mentions.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/summary/draft.hpp"
#include "storage/pending_evaluations.hpp"
#include "storage/touches.hpp"

#include <fmt/format.h>

#include <algorithm>
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
    return !rescue.sponsor.name.empty() && same_name(touch.with, rescue.sponsor.name);
}

} // namespace

boost::asio::awaitable<TouchResult> log_touch(Desk& desk, Asker asker, Subject subject, TouchReport report) {
    const auto& rescue = *subject.rescue;
    request::LogTouch asked;
    asked.touch = std::move(report.touch);
    asked.touch.by = asker.user;
    if (asked.touch.at == Instant{}) asked.touch.at = desk.now();
    // Spelled as on record, so that one person does not count as two; a name that may mean several stays as typed.
    const auto known = known_person(desk.reader(), subject, asked.touch.with, Typed::words, "/rescue touch with:");
    if (known && *known) asked.touch.with = **known;
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
    auto work = [id = rescue.id, account = subject.account.id, actor = actor_of(asker, subject), once = asker.once,
                 asked, now](Transaction& tx, Ledger& ledger) -> Changed {
        if (is_repeated(tx, once, now)) return Change{ledger.find(tx, id), {}};
        auto changed = ledger.apply(tx, id, {asked}, actor, now);
        // A talk about the renewal clears its signal; a request for terms explains one (S0-15, S0-16).
        if (changed)
            request_evaluation(tx, account, now);
        else if (!once.key.empty())
            forget(tx, once.key);
        return changed;
    };
    TouchResult result{co_await desk.change(std::move(work)), 0};
    if (result.changed) {
        for (const auto& event : result.changed->events) {
            if (const auto* logged = std::get_if<event::TouchLogged>(&event.what)) result.number = logged->touch.number;
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
    auto work = [account_id = account.id, touch, once = asker.once, now](Transaction& tx, Ledger&) {
        if (is_repeated(tx, once, now)) return;
        store_touch(tx, account_id, touch);
        request_evaluation(tx, account_id, now);
    };
    co_await desk.change(std::move(work));
    const auto around = desk.around();
    Line line;
    line.say("Logged for ").stress(account.name).say(". No rescue is open, so no written summary is chased.");
    co_return Reply::say(render::sentence(line, {around, now}));
}

Reply reply_with_draft(Desk& desk, const TouchResult& result) {
    if (!result.changed) return Reply::refuse(result.changed.error());
    const auto* summary = result.number > 0 ? result.changed->after->summary_of(result.number) : nullptr;
    if (summary == nullptr) return reply_to(desk, result.changed);
    const auto around = desk.around();
    return Reply::say(render::summary(*result.changed->after, *summary, summary->writer, {around, desk.now()}));
}

} // namespace holdfast
