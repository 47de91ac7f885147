#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/connection.hpp"

#include <string>
#include <vector>

namespace holdfast {

/// What one detector says about one account at present, kept so that answers need not read the history.
struct SignalReading {
    AccountId account;
    std::string kind;    ///< the signal's name, `order-volume`
    std::string state;   ///< the detector's verdict, for example `tripped`, `clear`, `no-data`
    std::string words;   ///< one sentence with the numbers
    std::string numbers; ///< JSON object: name → number
    Instant since;       ///< when the state became what it is
    Instant updated;

    bool operator==(const SignalReading&) const = default;
};

/// Keeps a reading; `since` stays as stored where the state did not change.
void store_reading(Transaction& tx, const SignalReading& reading);
/// All readings of the account, by kind.
[[nodiscard]] std::vector<SignalReading> readings_of(Connection& db, const AccountId& account);
/// All readings in one state, the newest first.
[[nodiscard]] std::vector<SignalReading> readings_in_state(Connection& db, const std::string& state);

} // namespace holdfast
