#include "playbooks/rescue/checkin_commands.hpp"
#include "playbooks/rescue/deciding.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/reminders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace holdfast::deciding {

namespace {

constexpr auto longest_snooze = std::chrono::hours{24 * 14};

/// What is left to do about something that cannot be put off any more.
std::string instead_of_waiting(const Case& state, const Reminder& reminder) {
    const auto account = typed(state.account);
    const auto number = reminder.number;
    switch (reminder.kind) {
    case ReminderKind::sponsor_call:
        return fmt::format("Call now: `/rescue call {0} reached what was said`. They want another time: `/rescue call "
                           "{0} moved tomorrow 9:00 why`. Somebody else can call: `/rescue call {0} delegate @kim`",
                           account);
    case ReminderKind::step_nudge:
    case ReminderKind::step_due:
    case ReminderKind::step_escalation:
        return fmt::format("Do it now, or say what blocks it: `/rescue step {} {} block why`", account, number);
    case ReminderKind::plan_row_late:
        return fmt::format("`/rescue plan {0} done {1}` when it is done, `/rescue plan {0} move {1} fri` for another "
                           "date",
                           account, number);
    case ReminderKind::plan_ends: return fmt::format("Write the next plan: `/rescue plan {}`", account);
    case ReminderKind::summary_unsent:
        return fmt::format("`/rescue summary {0} {1}` shows it. When it is sent: `/rescue summary {0} {1} sent`. When "
                           "it is not needed: `/rescue summary {0} {1} discard why`",
                           account, number);
    case ReminderKind::service_ends:
        return fmt::format("`/rescue service {0} stop {1}`, or `/rescue service {0} extend {1} +7d why`", account,
                           number);
    case ReminderKind::checkin:
        return fmt::format("`{}` when you met, `{}` for another time", command_to_log(state),
                           command_to_move_the_meeting(state));
    case ReminderKind::touch_silence: return fmt::format("Log one: `/rescue touch {}`", account);
    case ReminderKind::going_alone: return fmt::format("Name somebody: `/rescue role {} support @kim`", account);
    case ReminderKind::review_offered:
        return fmt::format("Hold the review: `/rescue close {} recovered` opens it.", account);
    case ReminderKind::safeguard_due:
    case ReminderKind::watch_ends: return "`/rescue todo` shows what is open.";
    }
    return {};
}

/// Whether somebody hears of the same thing again at once, in a newer reminder.
bool hears_it_newer(const std::vector<Reminder>& wanted, const Reminder& older, const UserId& reader, Instant now) {
    const auto says_it = [&](const Reminder& newer) {
        const bool is_due = newer.due <= now && (!newer.expires || now < *newer.expires);
        return is_due && are_about_the_same(older, newer) && std::ranges::find(newer.to, reader) != newer.to.end();
    };
    // Earliest first, so that whatever stands behind it is newer.
    const auto after = std::ranges::find(wanted, older.key, &Reminder::key);
    return std::any_of(std::next(after), wanted.end(), says_it);
}

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
        return refuse("The reminder is not put off", "it was put off once already", instead_of_waiting(d.state, *live));
    }
    const auto again = [&](std::string_view until) {
        return fmt::format("/rescue snooze {} {} {} why", typed(d.state.account), live->key, until);
    };
    if (asked.until <= d.now) {
        return refuse("The reminder is not put off", "the time has passed", again("1h"), "until");
    }
    if (asked.until > d.now + longest_snooze) {
        return refuse("The reminder is not put off", "two weeks is the longest", again("tomorrow"), "until");
    }
    if (live->waits_for_nobody && live->expires && asked.until >= *live->expires) {
        return refuse("The reminder is not put off", "the meeting has begun by then",
                      fmt::format("`{}` moves the meeting.", command_to_move_the_meeting(d.state)), "until");
    }
    if (live->kind == ReminderKind::sponsor_call && asked.until > d.state.call.due()) {
        return refuse("The reminder is not put off", "the sponsor call cannot be put off past its due time",
                      fmt::format("`/rescue call {0} moved tomorrow 9:00 why`, or `/rescue call {0} delegate @kim`",
                                  typed(d.state.account)),
                      "until");
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
    if (!fired.pointless) {
        std::ranges::copy_if(found->to, std::back_inserter(fired.to),
                             [&](const UserId& reader) { return !hears_it_newer(wanted, *found, reader, d.now); });
        fired.pointless = fired.to.empty() && !found->to.empty();
    }
    fired.late = d.now > std::max(found->due, d.state.news_at) + punctual;
    std::vector<Event> events{std::move(fired)};
    if (found->kind == ReminderKind::watch_ends) events.emplace_back(event::RecoveryConfirmed{});
    return events;
}

} // namespace holdfast::deciding
