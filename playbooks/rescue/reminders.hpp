#pragma once

#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/state.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What should be remembered, for whom, and when: a function of the case. Nobody schedules or cancels a reminder; a
/// step that is earned makes its reminders unwanted, and they are gone.
namespace holdfast {

enum class ReminderKind {
    sponsor_call,    ///< a rung of the ladder (S1-24)
    step_nudge,      ///< a first friendly word (S1-01)
    step_due,        ///< to the owner
    step_escalation, ///< one level up for each (S0-86c)
    plan_row_late,   ///< a row overdue for a working day, to the lead
    plan_ends,       ///< two working days or fewer left: write the next one (Q6)
    summary_unsent,  ///< S1-08
    service_ends,    ///< S1-05: seven days before, one day before, on the day
    checkin,         ///< S1-07: a day before, ten minutes before, an hour after
    touch_silence,   ///< S0-88a
    going_alone,     ///< S0-106: too few roles are filled
    review_offered,  ///< S1-09: two weeks on target
    safeguard_due,   ///< S1-09: on its day, to its owner, while the recovery is watched
    watch_ends       ///< S0-110: nobody is told to do anything; the recovery counts from here
};

/// A reminder that goes out this long after its time says so.
inline constexpr std::chrono::minutes punctual{15};

struct Reminder {
    std::string key; ///< unique within the case; never used again once it has gone out
    ReminderKind kind = ReminderKind::step_due;
    Instant due;
    std::vector<UserId> to;
    bool room = false;              ///< also a line in the room
    bool room_thread = false;       ///< also a line in the thread of the card
    std::optional<Instant> expires; ///< from then on it is pointless and only noted
    bool waits_for_nobody = false;  ///< putting it off does not change when it becomes pointless: a meeting begins
    int number = 0;                 ///< of the step, row, touch or service it is about
    int stage = 0;                  ///< rung, level of escalation, how-manieth repeat
};

/// All that is wanted from here on, earliest first. What has gone out is not among it.
[[nodiscard]] std::vector<Reminder> wanted_reminders(const Case& state, const Surroundings& around);

/// Whether two reminders say the same about the same thing, so that of those that are overdue the newest is enough
/// (D-10). The rungs of the sponsor call are not among them: the ladder knows itself which of its rungs count.
[[nodiscard]] bool are_about_the_same(const Reminder& one, const Reminder& other);

/// What a reminder is about, told by its key alone, whether it is still wanted or not.
struct RemindedOf {
    ReminderKind kind = ReminderKind::step_due;
    int number = 0; ///< as in Reminder
};
/// None: this is no key of a reminder.
[[nodiscard]] std::optional<RemindedOf> reminded_of(std::string_view key);

/// The reminder with this key, gone out or not, as long as what it reminds of is still undone.
[[nodiscard]] std::optional<Reminder> live_reminder(const Case& state, const std::string& key,
                                                    const Surroundings& around);

} // namespace holdfast
