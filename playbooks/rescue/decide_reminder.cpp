#include "playbooks/rescue/deciding.hpp"
#include "playbooks/rescue/reminders.hpp"

#include <algorithm>

namespace holdfast::deciding {

namespace {

/// A reminder that goes out this long after its time says so.
constexpr auto punctual = std::chrono::minutes{15};
constexpr auto longest_snooze = std::chrono::hours{24 * 14};

} // namespace

Decision decide(const Deciding& d, const request::SnoozeReminder& asked) {
    const auto live = live_reminder(d.state, asked.key, d.around);
    if (!live) {
        return refuse("There is nothing to put off", "this reminder has done its work",
                      "`/rescue todo` shows what is open.");
    }
    const auto standing = d.standing();
    const bool is_theirs =
        std::ranges::any_of(live->to, [&](const UserId& reader) { return d.around.known_as(reader) == d.actor.id; });
    if (!is_theirs && !standing.holdfast && !standing.recovery_lead && !standing.manager && !standing.executive) {
        return refuse("The reminder is not put off",
                      "it is for whoever it went to, the recovery lead, the manager or the executive sponsor",
                      "Ask one of them.");
    }
    if (d.state.snoozes.contains(live->key)) {
        return refuse("The reminder is not put off", "it was put off once already",
                      "Do it now, or say what blocks it: `/rescue step 4 block why`");
    }
    if (asked.until <= d.now) {
        return refuse("The reminder is not put off", "the time has passed", "/rescue snooze tomorrow", "until");
    }
    if (asked.until > d.now + longest_snooze) {
        return refuse("The reminder is not put off", "two weeks is the longest", "/rescue snooze tomorrow", "until");
    }
    if (live->kind == ReminderKind::sponsor_call && asked.until > d.state.call.due()) {
        return refuse("The reminder is not put off", "the sponsor call cannot be put off past its due time",
                      "`/rescue call moved due:tomorrow why`, or delegate the call.", "until");
    }
    return std::vector<Event>{event::ReminderSnoozed{live->key, asked.until, asked.reason}};
}

Decision decide(const Deciding& d, const request::ReminderDue& asked) {
    const auto wanted = wanted_reminders(d.state, d.around);
    const auto found = std::ranges::find(wanted, asked.key, &Reminder::key);
    // Not wanted any more, or moved to later: the clock was faster than the news.
    if (found == wanted.end() || found->due > d.now) return std::vector<Event>{};
    event::ReminderFired fired;
    fired.key = found->key;
    fired.pointless = found->expires && d.now >= *found->expires;
    if (!fired.pointless) fired.to = found->to;
    fired.late = d.now > std::max(found->due, d.state.news_at) + punctual;
    std::vector<Event> events{std::move(fired)};
    if (found->kind == ReminderKind::watch_ends) events.emplace_back(event::RecoveryConfirmed{});
    return events;
}

} // namespace holdfast::deciding
