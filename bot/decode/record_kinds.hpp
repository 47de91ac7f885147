#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace holdfast {

/// What the rows of a file or a request to /v1 are about.
enum class RecordKind { accounts, people, orders, tickets, invoices, indicators, signals };

inline constexpr std::array<std::string_view, 7> record_kind_names{"accounts", "people",     "orders", "tickets",
                                                                   "invoices", "indicators", "signals"};
[[nodiscard]] std::string_view to_text(RecordKind kind);
[[nodiscard]] std::optional<RecordKind> record_kind_from(std::string_view text);

/// A CSV header name, which is the JSON key as well.
struct RecordColumn {
    std::string_view name;
    bool required = false;
};

inline constexpr std::size_t most_columns = 15;

/// The columns of a kind, as the interfaces fix them.
[[nodiscard]] std::span<const RecordColumn> columns_of(RecordKind kind);
/// `id, name, annual_revenue, …`, for messages.
[[nodiscard]] std::string known_columns(RecordKind kind);
/// Position of the column in `columns_of(kind)`.
[[nodiscard]] std::optional<std::size_t> column_position(RecordKind kind, std::string_view name);

/// How rows are written.
enum class RecordFormat {
    csv,    ///< RFC 4180 with a header line
    json,   ///< one object, or an array of objects
    ndjson, ///< one object a line
};

/// @param content_type of a request; parameters such as a charset are allowed
[[nodiscard]] std::optional<RecordFormat> format_of_content_type(std::string_view content_type);
/// By the ending: .csv, .json, .ndjson, .jsonl
[[nodiscard]] std::optional<RecordFormat> format_of_file_name(std::string_view file_name);

} // namespace holdfast
