#pragma once

#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/state.hpp"

#include <optional>
#include <vector>

/// The ladder that gets the sponsor called today (S1-24). It is a function of the case: nothing is scheduled, and what
/// has gone out is known by its key, so that no rung can come twice.
namespace holdfast {

struct Rung {
    int day = 1;  ///< 1 on the day of the call, one more for every day without it
    int step = 0; ///< 1…5 as in the table; rung 0 is the message that stands from the trip on
    Instant due;
    std::optional<Instant> expires; ///< from then on a later rung says it better; none: it is always said
    std::vector<UserId> to;
    bool room = false;        ///< a line in the room itself
    bool room_thread = false; ///< a line in the thread of the card
};

/// The key under which a rung is remembered as sent.
[[nodiscard]] std::string rung_key(const Case& state, int day, int step);

/// Whose message has the buttons: the delegate, else the acting manager.
[[nodiscard]] UserId caller_of(const Case& state, const Surroundings& around);

/// The manager; where that account is missing, deactivated or unknown to Slack, the executive sponsor. Where nobody of
/// these can be reached: the recovery lead, the account manager, others with a role, the company's leaders, its admins.
/// Empty only where nobody at all is on record.
[[nodiscard]] UserId acting_manager(const Case& state, const Surroundings& around);

/// Recovery lead, acting manager, executive sponsor, whoever of them can be reached, without repeats: who hears of
/// overdue work, in this order (S0-86c).
[[nodiscard]] std::vector<UserId> escalation_path(const Case& state, const Surroundings& around);

/// The ladder's day: 1, and one more with every morning on which it started again.
[[nodiscard]] int ladder_day(const Case& state);

/// The rungs of the current day in order, gone out or not; none once the sponsor was reached or the case is over. A
/// rung that would not come before a more urgent one, or that falls before the sponsor can be called, is left out; the
/// last two never are. From the second day on the ladder starts when the sponsor is at work, on a working day of
/// whoever has to call. A call that was moved stays on its ladder: nobody is pressed before the agreed time, but the
/// next level hears of every day that ends without a call. Where nobody stands above the caller, it is the caller who
/// hears it: never somebody below.
[[nodiscard]] std::vector<Rung> rungs_of_the_day(const Case& state, const Surroundings& around);

/// The first moment from `moment` on at which the sponsor is at work and can be called; `moment` itself where that is
/// then, and never before the window of the call opens.
[[nodiscard]] Instant sponsor_can_be_called(const Case& state, Instant moment, const Surroundings& around);

} // namespace holdfast
