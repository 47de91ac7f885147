#include "storage/database_check.hpp"

#include "storage/cases.hpp"
#include "storage/connection.hpp"
#include "storage/database_file.hpp"
#include "storage/event_codec.hpp"
#include "storage/failure.hpp"
#include "storage/schema.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace holdfast {

namespace {

/// SQLite before 3.41 looks for missing values in the wrong columns of a table without row ids whose primary key does
/// not come first, and finds some in every row. Touches are such a table; their columns cannot be NULL.
std::optional<std::string> first_damage(Connection& db) {
    auto damage = db.first<std::string>("SELECT integrity_check FROM pragma_integrity_check(2000000000)"
                                        " WHERE integrity_check <> 'ok'"
                                        " AND integrity_check NOT LIKE 'NULL value in touches.%' LIMIT 1");
    // What is wrong with the pages comes as many lines below a heading.
    constexpr std::string_view heading = "*** in database main ***\n";
    if (damage && damage->starts_with(heading)) damage->erase(0, heading.size());
    if (damage) damage->resize(std::min(damage->find('\n'), damage->size()));
    return damage;
}

/// The text of a row that is kept as JSON, and how to call the row.
struct KeptJson {
    std::string row;
    std::string text;
};

/// Beside the events. What has been delivered is not read again.
constexpr std::array<std::string_view, 5> kept_json{
    "SELECT 'the room of ' || case_id, wanted FROM rooms", "SELECT 'the room of ' || case_id, actual FROM rooms",
    "SELECT 'the message ' || slot || ' of ' || case_id, wanted_payload FROM living_messages"
    " WHERE wanted_payload IS NOT NULL",
    "SELECT 'the message ' || effect_id, payload FROM outbox WHERE finished_at IS NULL",
    "SELECT 'an answer to a feed', answer FROM inbox WHERE answer IS NOT NULL"};

bool is_readable(const StoredEvent& event) {
    try {
        static_cast<void>(decode_event(event.type, event.body, UserId{event.actor}));
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

/// To SQLite all texts are alike.
std::optional<std::string> first_unreadable_row(Connection& db) {
    for (const auto& id : db.query<CaseId>("SELECT case_id FROM cases ORDER BY case_id"))
        for (const auto& event : events_since(db, id, 0))
            if (!is_readable(event)) return fmt::format("event {} of {}", event.seq, id.value);
    for (const auto sql : kept_json)
        for (const auto& [row, text] : db.query<KeptJson>(sql))
            if (!nlohmann::json::accept(text)) return row;
    return std::nullopt;
}

} // namespace

std::optional<std::string> flaw_of(const std::filesystem::path& database) {
    try {
        Reader reader{database};
        if (checked_schema_version(reader) == 0) return "it is empty";
        if (const auto damage = first_damage(reader)) return "it is damaged: " + *damage;
        if (reader.first<std::string>("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1"))
            return "it is damaged: rows refer to rows that are missing";
        if (const auto row = first_unreadable_row(reader))
            return fmt::format("it is damaged, or from a newer version: {} cannot be read", *row);
    } catch (const StorageFailure& failure) {
        return failure.what();
    }
    return std::nullopt;
}

std::expected<void, std::string> check_database(const std::filesystem::path& database) {
    if (const auto why = why_missing(database)) return cannot("read", database, *why);
    if (const auto flaw = flaw_of(database)) return cannot("use", database, *flaw);
    return {};
}

} // namespace holdfast
