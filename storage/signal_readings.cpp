#include "storage/signal_readings.hpp"

namespace holdfast {

void store_reading(Transaction& tx, const SignalReading& reading) {
    tx.run("INSERT INTO signal_readings (account_id, kind, state, words, numbers, since, updated)"
           " VALUES (:account, :kind, :state, :words, :numbers, :since, :updated)"
           " ON CONFLICT (account_id, kind) DO UPDATE SET"
           " since = CASE WHEN signal_readings.state = excluded.state THEN signal_readings.since"
           " ELSE excluded.since END,"
           " state = excluded.state, words = excluded.words, numbers = excluded.numbers, updated = excluded.updated",
           reading);
}

std::vector<SignalReading> readings_of(Connection& db, const AccountId& account) {
    return db.query<SignalReading>("SELECT account_id, kind, state, words, numbers, since, updated"
                                   " FROM signal_readings WHERE account_id = :account ORDER BY kind",
                                   account);
}

std::vector<SignalReading> readings_in_state(Connection& db, const std::string& state) {
    return db.query<SignalReading>("SELECT account_id, kind, state, words, numbers, since, updated"
                                   " FROM signal_readings WHERE state = :state ORDER BY since DESC, account_id, kind",
                                   state);
}

} // namespace holdfast
