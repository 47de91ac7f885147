#include "bot/decode/record_kinds.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace holdfast {

namespace {

constexpr bool required = true;

constexpr std::array account_columns{
    Column{"id", required}, Column{"name", required}, Column{"annual_revenue"},    Column{"currency"},
    Column{"owner"},        Column{"manager"},        Column{"executive_sponsor"}, Column{"time_zone"},
    Column{"renewal_date"}, Column{"segment"}};
constexpr std::array person_columns{Column{"account", required},
                                    Column{"name", required},
                                    Column{"title"},
                                    Column{"role"},
                                    Column{"department"},
                                    Column{"email"},
                                    Column{"phone"},
                                    Column{"time_zone"},
                                    Column{"influence"},
                                    Column{"relationship"},
                                    Column{"sponsor"},
                                    Column{"in_role_since"},
                                    Column{"win_criteria"},
                                    Column{"concern"},
                                    Column{"preferred_channel"}};
constexpr std::array order_columns{Column{"account", required}, Column{"date", required}, Column{"amount", required},
                                   Column{"id"}};
constexpr std::array ticket_columns{Column{"account", required}, Column{"opened_at", required}, Column{"closed_at"},
                                    Column{"severity"}, Column{"id"}};
constexpr std::array invoice_columns{Column{"account", required},
                                     Column{"issued", required},
                                     Column{"due", required},
                                     Column{"paid"},
                                     Column{"amount"},
                                     Column{"terms_days"},
                                     Column{"id"}};
constexpr std::array indicator_columns{Column{"account", required}, Column{"name", required}, Column{"at", required},
                                       Column{"value", required}};
constexpr std::array signal_columns{Column{"account", required}, Column{"kind", required}, Column{"at"},
                                    Column{"value"}, Column{"note"}};
static_assert(person_columns.size() == most_columns);

} // namespace

std::string_view to_text(RecordKind kind) {
    return record_kind_names[static_cast<std::size_t>(kind)];
}

std::optional<RecordKind> record_kind_from(std::string_view text) {
    const auto found = std::ranges::find(record_kind_names, text);
    if (found == record_kind_names.end()) return std::nullopt;
    return static_cast<RecordKind>(found - record_kind_names.begin());
}

std::span<const Column> columns_of(RecordKind kind) {
    switch (kind) {
    case RecordKind::accounts: return account_columns;
    case RecordKind::people: return person_columns;
    case RecordKind::orders: return order_columns;
    case RecordKind::tickets: return ticket_columns;
    case RecordKind::invoices: return invoice_columns;
    case RecordKind::indicators: return indicator_columns;
    case RecordKind::signals: return signal_columns;
    }
    std::unreachable();
}

std::string known_columns(RecordKind kind) {
    std::array<std::string_view, most_columns> names;
    const auto columns = columns_of(kind);
    const auto end = std::ranges::transform(columns, names.begin(), &Column::name).out;
    return fmt::format("{}", fmt::join(names.begin(), end, ", "));
}

std::optional<std::size_t> column_position(RecordKind kind, std::string_view name) {
    const auto columns = columns_of(kind);
    const auto found = std::ranges::find(columns, name, &Column::name);
    if (found == columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

std::optional<RecordFormat> format_of_content_type(std::string_view content_type) {
    const auto media_type = content_type.substr(0, content_type.find_first_of("; "));
    if (media_type == "text/csv") return RecordFormat::csv;
    if (media_type == "application/json") return RecordFormat::json;
    if (media_type == "application/x-ndjson") return RecordFormat::ndjson;
    return std::nullopt;
}

std::optional<RecordFormat> format_of_file_name(std::string_view file_name) {
    if (file_name.ends_with(".csv")) return RecordFormat::csv;
    if (file_name.ends_with(".json")) return RecordFormat::json;
    if (file_name.ends_with(".ndjson") || file_name.ends_with(".jsonl")) return RecordFormat::ndjson;
    return std::nullopt;
}

} // namespace holdfast
