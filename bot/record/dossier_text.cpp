#include "bot/record/dossier_text.hpp"

#include "bot/record/dossier_words.hpp"
#include "bot/record/markdown_text.hpp"
#include "bot/record/timeline.hpp"
#include "playbooks/accounts/money.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdint>

namespace holdfast {

namespace {

using Json = nlohmann::ordered_json;

/// Columns that hold JSON are part of the document, not a text in it.
Json unfolded(const std::string& row) {
    auto json = Json::parse(row);
    for (auto& [column, value] : json.items()) {
        if (!value.is_string()) continue;
        const auto& text = value.get_ref<const std::string&>();
        if (!text.starts_with('{') && !text.starts_with('[')) continue;
        if (auto inner = Json::parse(text, nullptr, false); !inner.is_discarded()) value = std::move(inner);
    }
    return json;
}

/// A value as people read it: times and amounts instead of the numbers in which they are kept.
std::string readable(std::string_view column, const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    const bool is_number = value.is_number_integer();
    if (is_number && holds_instants(column))
        return record_time(Instant{std::chrono::milliseconds{value.get<std::int64_t>()}});
    if (is_number && holds_money(column)) return plain_decimal(Money{value.get<std::int64_t>()});
    return value.dump();
}

} // namespace

std::string dossier_json(std::string_view about, std::span<const KeptRows> kept) {
    Json document{{"format", "holdfast-dossier-1"}, {"about", about}};
    auto& tables = document["tables"] = Json::object();
    for (const auto& [table, rows] : kept)
        for (const auto& row : rows) tables[table].push_back(unfolded(row));
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string dossier_markdown(std::string_view about, std::span<const KeptRows> kept) {
    auto text = fmt::format("# All that is kept about {}\n", markdown_line(about));
    for (const auto& [table, rows] : kept) {
        text += fmt::format("\n## {}\n\n", markdown_line(heading_of(table)));
        for (const auto& row : rows) {
            std::string item;
            for (const auto& [column, value] : Json::parse(row).items()) {
                const auto words = readable(column, value);
                if (words.empty() || value.is_null()) continue;
                item += fmt::format("{}{}: {}", item.empty() ? "- " : "; ", markdown_line(words_for(column)),
                                    markdown_line(words));
            }
            text += item + "\n";
        }
    }
    return text;
}

} // namespace holdfast
