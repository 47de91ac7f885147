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

/// Whose message has the buttons: the delegate, else the manager; where that account is missing or deactivated, the
/// next level up.
[[nodiscard]] UserId caller_of(const Case& state, const Surroundings& around);

/// The manager; where that account is missing or deactivated, the next level up.
[[nodiscard]] UserId acting_manager(const Case& state, const Surroundings& around);

/// The ladder's day: 1, and one more with every morning on which it started again.
[[nodiscard]] int ladder_day(const Case& state);

/// The rungs of the current day in order, gone out or not; none once the sponsor was reached or the case is over. A
/// rung that would not come before a more urgent one, or that falls before the sponsor can be called, is left out; the
/// last two never are. A call that was moved starts a new ladder at its new time.
[[nodiscard]] std::vector<Rung> rungs_of_the_day(const Case& state, const Surroundings& around);

} // namespace holdfast
