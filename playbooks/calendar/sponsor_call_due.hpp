#pragma once

#include "playbooks/calendar/working_time.hpp"

#include <chrono>
#include <string>

namespace holdfast {

/// The numbers of decision Q12, all configurable.
struct SponsorCallRules {
    MinuteOfDay close_of_day = std::chrono::hours{18}; ///< where the sponsor is; may be later than working hours
    std::chrono::minutes minutes_left{60};             ///< with less than this left, the call moves to the next day
    std::chrono::minutes first_hours = std::chrono::hours{2}; ///< of the next working day
};

/// By when the customer's sponsor is to be called, and why then (S1-02, S1-24, Q12).
struct SponsorCallDue {
    Instant due;
    Instant window_start; ///< from when it is decent to call: the trip, or the start of the sponsor's working day
    Day call_day;         ///< where the sponsor is
    bool same_day = true; ///< false: the call had to move to the sponsor's next working day
    std::string reason;   ///< `it is Saturday for the sponsor`, without capital and full stop
};

/// Decision Q12: due at the sponsor's close of day on the day of the trip, if that is a working day with enough time
/// left; otherwise within the first hours of the sponsor's next working day. Never later than its close of day.
/// @param zone where the sponsor is; if that is not known the account's zone, then the manager's.
/// @param hours working days and start of work where the sponsor is.
[[nodiscard]] SponsorCallDue sponsor_call_due(Instant trip, const Zone& zone, const WorkingHours& hours,
                                              const SponsorCallRules& rules = {});

} // namespace holdfast
