#pragma once

#include "bot/decode/records.hpp"
#include "playbooks/calendar/as_of.hpp"
#include "storage/connection.hpp"

#include <cstddef>
#include <limits>
#include <vector>

namespace holdfast {

/// A row and where it stood, so that a refusal can name the place.
struct NumberedRow {
    std::size_t line = 0; ///< as for `RecordSink::row`
    TypedRow row;
};

/// What became of rows.
struct ImportOutcome {
    std::size_t accepted = 0;  ///< kept, whether they said anything new or not
    std::size_t unchanged = 0; ///< of the accepted ones, those that said nothing new
    Rejections rejected;
};

/// Stores rows, whichever way they came (file or /v1), and asks for the evaluation of the accounts they are about
/// unless none of them said anything new. A column that an account's or a person's row lacks leaves what is on record,
/// one that is there and empty clears it. Rows of accounts that are not on record are rejected; the others count all
/// the same.
/// @param now with the zone of accounts that have none
/// @param most_rejections that are kept one by one; the others are counted
[[nodiscard]] ImportOutcome import_rows(Transaction& tx, std::vector<NumberedRow> rows, const AsOf& now,
                                        std::size_t most_rejections = std::numeric_limits<std::size_t>::max());

} // namespace holdfast
