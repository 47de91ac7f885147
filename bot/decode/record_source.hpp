#pragma once

#include "bot/decode/records.hpp"

#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace holdfast {

/// Checks rows, hands them to the sink and counts.
class RowDelivery {
public:
    RowDelivery(RecordKind kind, RecordSink sink) : kind_{kind}, sink_{std::move(sink)} {}

    /// @param values, given as for `typed_row`
    void deliver(std::size_t line, std::span<const std::string_view> values, GivenColumns given) {
        auto row = typed_row(kind_, values, given);
        if (!row) return refuse(line, std::move(row.error()));
        ++totals_.rows;
        sink_.row(line, *std::move(row));
    }

    void refuse(std::size_t line, FieldProblem problem) {
        ++totals_.rejected;
        sink_.reject({line, std::move(problem.column), std::move(problem.reason)});
    }

    [[nodiscard]] RecordKind kind() const noexcept { return kind_; }
    [[nodiscard]] const ReadTotals& totals() const noexcept { return totals_; }

private:
    RecordKind kind_;
    RecordSink sink_;
    ReadTotals totals_;
};

/// One way of writing rows. The text comes in pieces, without a byte order mark.
class RecordSource {
public:
    virtual ~RecordSource() = default;
    [[nodiscard]] virtual std::expected<void, std::string> feed(std::string_view piece) = 0;
    [[nodiscard]] virtual std::expected<void, std::string> finish() = 0;
    [[nodiscard]] virtual const ReadTotals& totals() const noexcept = 0;
};

[[nodiscard]] std::unique_ptr<RecordSource> csv_source(RowDelivery delivery);
[[nodiscard]] std::unique_ptr<RecordSource> json_source(RowDelivery delivery);
[[nodiscard]] std::unique_ptr<RecordSource> ndjson_source(RowDelivery delivery);

/// `unknown column "foo"; known: account, date, amount, id`
[[nodiscard]] std::string unknown_column(RecordKind kind, std::string_view name);

} // namespace holdfast
