#pragma once

#include "bot/decode/record_kinds.hpp"
#include "playbooks/accounts/feed_rows.hpp"

#include <bitset>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace holdfast {

/// Which of a kind's columns a row has, by their position in `columns_of(kind)`. A column that is there and empty (an
/// empty cell, null) is one that it has: it says that there is nothing.
using GivenColumns = std::bitset<most_columns>;

struct AccountRow {
    Account account; ///< owner, manager and executive_sponsor: Slack ids, or e-mail addresses still to be looked up
    GivenColumns given;

    bool operator==(const AccountRow&) const = default;
};

struct PersonRow {
    Person person;
    GivenColumns given;

    bool operator==(const PersonRow&) const = default;
};

/// What is on record once the row has been heard: where it lacks a column, what was known stays.
[[nodiscard]] Account laid_over(const Account& known, const AccountRow& row);
[[nodiscard]] Person laid_over(const Person& known, const PersonRow& row);

struct SignalRow {
    AccountId account;
    std::string kind;          ///< one of `reported_kind_names`, or what the other system calls it, in small letters
    std::optional<Instant> at; ///< absent: when it arrives
    std::optional<double> value;
    std::string note;

    bool operator==(const SignalRow&) const = default;
};

/// One row, checked: every value has its type and lies in its range.
using TypedRow = std::variant<AccountRow, PersonRow, OrderRow, TicketRow, InvoiceRow, IndicatorRow, SignalRow>;

/// Why a row is refused.
struct FieldProblem {
    std::string column; ///< empty when the row as a whole is wrong
    std::string
        reason; ///< a sentence that begins with the column: `amount: "12,5" is not a plain decimal such as 1234.50`

    bool operator==(const FieldProblem&) const = default;
};

/// Checks and converts one row.
/// @param values UTF-8, one per column of `columns_of(kind)`, in that order; empty where the row has none. Blanks
///               around a value do not count.
/// @param given the columns that the row has
[[nodiscard]] std::expected<TypedRow, FieldProblem> typed_row(RecordKind kind, std::span<const std::string_view> values,
                                                              GivenColumns given);

} // namespace holdfast
