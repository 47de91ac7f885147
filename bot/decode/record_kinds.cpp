#include "bot/decode/record_kinds.hpp"

#include "bot/decode/media_type.hpp"
#include "playbooks/accounts/account.hpp"

#include <boost/pfr/core.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace holdfast {

namespace {

constexpr bool required = true;

// A new account needs its name, too; one that is on record keeps it where a row lacks it.
constexpr std::array account_columns{
    RecordColumn{"id", required}, RecordColumn{"name"},    RecordColumn{"annual_revenue"},    RecordColumn{"currency"},
    RecordColumn{"owner"},        RecordColumn{"manager"}, RecordColumn{"executive_sponsor"}, RecordColumn{"time_zone"},
    RecordColumn{"renewal_date"}, RecordColumn{"segment"}};
constexpr std::array person_columns{RecordColumn{"account", required},
                                    RecordColumn{"name", required},
                                    RecordColumn{"title"},
                                    RecordColumn{"role"},
                                    RecordColumn{"department"},
                                    RecordColumn{"email"},
                                    RecordColumn{"phone"},
                                    RecordColumn{"time_zone"},
                                    RecordColumn{"influence"},
                                    RecordColumn{"relationship"},
                                    RecordColumn{"sponsor"},
                                    RecordColumn{"in_role_since"},
                                    RecordColumn{"win_criteria"},
                                    RecordColumn{"concern"},
                                    RecordColumn{"preferred_channel"}};
constexpr std::array order_columns{RecordColumn{"account", required}, RecordColumn{"date", required},
                                   RecordColumn{"amount", required}, RecordColumn{"id"}};
constexpr std::array ticket_columns{RecordColumn{"account", required}, RecordColumn{"opened_at", required},
                                    RecordColumn{"closed_at"}, RecordColumn{"severity"}, RecordColumn{"id"}};
constexpr std::array invoice_columns{RecordColumn{"account", required},
                                     RecordColumn{"issued", required},
                                     RecordColumn{"due", required},
                                     RecordColumn{"paid"},
                                     RecordColumn{"amount"},
                                     RecordColumn{"terms_days"},
                                     RecordColumn{"id"}};
constexpr std::array indicator_columns{RecordColumn{"account", required}, RecordColumn{"name", required},
                                       RecordColumn{"at", required}, RecordColumn{"value", required}};
constexpr std::array signal_columns{RecordColumn{"account", required}, RecordColumn{"kind", required},
                                    RecordColumn{"at"}, RecordColumn{"value"}, RecordColumn{"note"}};
static_assert(person_columns.size() == most_columns);
// Rows of these kinds are laid over what is on record column by column.
static_assert(account_columns.size() == boost::pfr::tuple_size_v<Account>);
static_assert(person_columns.size() == boost::pfr::tuple_size_v<Person>);

} // namespace

std::string_view to_text(RecordKind kind) {
    return record_kind_names[static_cast<std::size_t>(kind)];
}

std::optional<RecordKind> record_kind_from(std::string_view text) {
    const auto found = std::ranges::find(record_kind_names, text);
    if (found == record_kind_names.end()) return std::nullopt;
    return static_cast<RecordKind>(found - record_kind_names.begin());
}

std::span<const RecordColumn> columns_of(RecordKind kind) {
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
    const auto end = std::ranges::transform(columns, names.begin(), &RecordColumn::name).out;
    return fmt::format("{}", fmt::join(names.begin(), end, ", "));
}

std::optional<std::size_t> column_position(RecordKind kind, std::string_view name) {
    const auto columns = columns_of(kind);
    const auto found = std::ranges::find(columns, name, &RecordColumn::name);
    if (found == columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

std::optional<RecordFormat> format_of_content_type(std::string_view content_type) {
    const auto type = media_type(content_type);
    if (type == "text/csv") return RecordFormat::csv;
    if (type == "application/json") return RecordFormat::json;
    if (type == "application/x-ndjson") return RecordFormat::ndjson;
    return std::nullopt;
}

std::optional<RecordFormat> format_of_file_name(std::string_view file_name) {
    if (file_name.ends_with(".csv")) return RecordFormat::csv;
    if (file_name.ends_with(".json")) return RecordFormat::json;
    if (file_name.ends_with(".ndjson") || file_name.ends_with(".jsonl")) return RecordFormat::ndjson;
    return std::nullopt;
}

} // namespace holdfast
