#pragma once

#include "playbooks/rescue/permissions.hpp"
#include "playbooks/rescue/refusal.hpp"
#include "playbooks/rescue/request.hpp"

#include <expected>
#include <string>
#include <vector>

namespace holdfast {

/// The events that a request leads to, or why it leads to none. No events and no refusal: there is nothing to do (a
/// reminder that is no longer wanted, a signal that is listed already).
using Decision = std::expected<std::vector<Event>, Refusal>;

/// Decides what a request means for a case. Pure: the same inputs give the same events.
/// @param now  when it is asked; becomes the time of the events
[[nodiscard]] Decision decide(const Case& state, const Request& request, const Actor& actor, Instant now,
                              const Surroundings& around);

/// What is needed to open a rescue, gathered by the caller.
struct Opening {
    AccountId account;
    std::string account_name;
    int number = 1;
    std::string reason;
    std::vector<Signal> signals;
    UserId owner;
    UserId manager;
    UserId executive_sponsor;
    SponsorContact sponsor;
    std::string account_zone; ///< IANA name or empty
    Money annual_value;       ///< 0: not known
    std::string currency;
    std::optional<Day> renewal_date;
    std::vector<std::string> people; ///< names on record at the customer
};

/// The event that opens a rescue. Never refuses: at the first signal, launch (S0-26).
[[nodiscard]] Event open_rescue(const Opening& opening, Instant now, const Surroundings& around);

/// Until when the sponsor must be called when the trip was at `trip` (Q12): the sponsor's zone, else the account's,
/// else the manager's.
[[nodiscard]] SponsorCallWindow call_window(const SponsorContact& sponsor, std::string_view account_zone,
                                            const UserId& manager, Instant trip, const Surroundings& around);

} // namespace holdfast
