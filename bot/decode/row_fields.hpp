#pragma once

#include "bot/decode/record_kinds.hpp"
#include "bot/decode/typed_row.hpp"
#include "playbooks/accounts/account.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace holdfast {

/// Reads the values of one row by column name and remembers the first problem, so that the code that builds a row
/// reads like the row. After a problem the values read are placeholders: look at `problem()` before using any.
class RowFields {
public:
    RowFields(RecordKind kind, std::span<const std::string_view> values);

    /// The value as text on one line. A line break in a name is nearly always a quote that swallowed the next row.
    /// @param most longest length in code points
    [[nodiscard]] std::string text(std::string_view column, std::size_t most);
    /// The value as text that may have several lines.
    [[nodiscard]] std::string note(std::string_view column, std::size_t most);
    [[nodiscard]] std::string id(std::string_view column);
    /// An account that should be on record.
    [[nodiscard]] AccountId account(std::string_view column);
    /// The id under which an account goes on record.
    [[nodiscard]] AccountId account_id(std::string_view column);
    /// A colleague: Slack user id or e-mail address; none when empty.
    [[nodiscard]] UserId colleague(std::string_view column);
    [[nodiscard]] std::string email(std::string_view column);
    [[nodiscard]] std::string time_zone(std::string_view column);
    [[nodiscard]] std::string currency(std::string_view column);
    [[nodiscard]] BuyingRole role(std::string_view column);
    /// What a system calls a signal, in small letters: one of `reported_kind_names` where it means one, else its own
    /// name. What is one or two slips away from a known name is refused: a mistyped observation would open a rescue.
    [[nodiscard]] std::string signal_kind(std::string_view column);
    /// high, medium (med) or low; empty when empty.
    [[nodiscard]] std::string influence(std::string_view column);

    [[nodiscard]] Day day(std::string_view column);
    [[nodiscard]] std::optional<Day> optional_day(std::string_view column);
    [[nodiscard]] Instant instant(std::string_view column);
    [[nodiscard]] std::optional<Instant> optional_instant(std::string_view column);
    [[nodiscard]] Money money(std::string_view column);
    [[nodiscard]] std::optional<Money> optional_money(std::string_view column);
    [[nodiscard]] double number(std::string_view column);
    [[nodiscard]] std::optional<double> optional_number(std::string_view column);
    [[nodiscard]] std::optional<int> optional_whole(std::string_view column, int least, int most);
    /// No when empty.
    [[nodiscard]] bool yes(std::string_view column);

    /// Refuses the row unless the condition holds: for rules about two columns.
    void require(bool condition, std::string_view column, std::string_view reason);

    [[nodiscard]] const std::optional<FieldProblem>& problem() const noexcept { return problem_; }

private:
    [[nodiscard]] std::string_view value(std::string_view column) const;
    void refuse(std::string_view column, std::string reason);
    /// `"12,5" is not …`, the value cut to a sensible length.
    void refuse_value(std::string_view column, std::string_view value, std::string_view expected);

    template <class Value, class Reader>
    std::optional<Value> read(std::string_view column, Reader reader, std::string_view expected);

    RecordKind kind_;
    std::span<const std::string_view> values_;
    std::optional<FieldProblem> problem_;
};

} // namespace holdfast
