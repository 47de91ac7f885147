#pragma once

#include "bot/decode/records.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace holdfast {

/// What became of a text with rows.
struct ReadOutcome {
    std::vector<std::pair<std::size_t, TypedRow>> rows;
    std::vector<Rejection> rejected;
    std::string error;
    ReadTotals totals;
};

/// @param piece size of the pieces in which the text is handed in
inline ReadOutcome read_text(RecordKind kind, RecordFormat format, std::string_view text,
                             std::size_t piece = std::string::npos) {
    ReadOutcome outcome;
    RecordReader reader{
        kind,
        format,
        {.row = [&](std::size_t line, TypedRow row) { outcome.rows.emplace_back(line, std::move(row)); },
         .reject = [&](Rejection rejection) { outcome.rejected.push_back(std::move(rejection)); }}};
    while (!text.empty()) {
        if (auto fed = reader.feed(text.substr(0, piece)); !fed) {
            outcome.error = fed.error();
            return outcome;
        }
        text.remove_prefix(std::min(piece, text.size()));
    }
    if (auto totals = reader.finish())
        outcome.totals = *totals;
    else
        outcome.error = totals.error();
    return outcome;
}

/// The one good row, of which there has to be one and nothing else.
template <class Row>
Row only_row(const ReadOutcome& outcome) {
    EXPECT_EQ(outcome.error, "");
    for (const auto& rejection : outcome.rejected) ADD_FAILURE() << rejection.line << ": " << rejection.reason;
    if (outcome.rows.size() != 1 || !std::holds_alternative<Row>(outcome.rows[0].second)) {
        ADD_FAILURE() << outcome.rows.size() << " rows";
        return {};
    }
    return std::get<Row>(outcome.rows[0].second);
}

} // namespace holdfast
