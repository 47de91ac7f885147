#pragma once

#include "playbooks/accounts/account.hpp"
#include "playbooks/calendar/as_of.hpp"
#include "playbooks/health/decline_stage.hpp"
#include "playbooks/health/revenue_share.hpp"
#include "playbooks/signals/evaluate.hpp"

#include <optional>
#include <string>
#include <vector>

namespace holdfast {

/// What is on record when somebody asks how an account is doing. Whatever is not known stays empty.
struct HealthFacts {
    const Account& account;
    const AccountHistory& history;
    std::optional<Money> revenue;         ///< the account's, of the last twelve months
    std::optional<Money> company_revenue; ///< the company's, of the same time
    std::optional<Day> first_signal;      ///< of the running decline; not a dismissed one
    std::optional<Instant> last_touch;
    /// Of the open rescue, what nothing here has measured: signals that another system reported, or somebody flagged.
    std::vector<Signal> reported{};
};

struct HealthThresholds {
    Thresholds signals;
    DeclineThresholds decline;
    double major_percent = 20; ///< of the company's revenue (S0-01)
};

/// The headline facts of an account (`/rescue health`, S2-37).
struct HealthReport {
    std::vector<Reading> readings;    ///< of every detector, in their order, also those without data (S0-90)
    std::vector<Signal> reported;     ///< as in HealthFacts: each is a trip of its own (S0-18)
    std::vector<Signal> live_signals; ///< of the readings that tripped, then the reported ones
    Decline decline;
    std::optional<Day> renewal_date;
    std::optional<int> renewal_days_left; ///< negative once it has passed
    std::optional<Money> revenue;         ///< of the last twelve months, else as the account's record says
    std::string currency;                 ///< ISO 4217, may be empty
    std::optional<RevenueShare> share;
    std::optional<int> days_since_touch;
    std::vector<std::string> unknown; ///< one sentence for each thing that is not known; never to be read as fine

    [[nodiscard]] bool tripped() const { return !live_signals.empty(); }
};

[[nodiscard]] HealthReport health_of(const HealthFacts& facts, const HealthThresholds& thresholds, const AsOf& as_of);

} // namespace holdfast
