#include "bot/deliver/restored_database.hpp"

#include "bot/slack/room_actual.hpp"
#include "storage/cases.hpp"
#include "storage/failure.hpp"
#include "storage/living_messages.hpp"
#include "storage/outbox.hpp"
#include "storage/restoring.hpp"
#include "storage/rooms.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

namespace {

// When the case was opened; rather too early than too late. A room of ours that another case has is never taken.
constexpr std::chrono::hours clock_was_ahead_by_at_most{24};

/// From when on there can be a room for the case.
Instant may_be_asked_for_since(Connection& db, const CaseId& id, Instant now) {
    const auto record = find_case(db, id);
    return std::min(record ? record->opened_at : now, now) - clock_was_ahead_by_at_most;
}

/// The room may have been asked for under any of its names. @return whether it is looked for now
bool doubt_creation(Transaction& tx, const Room& room, Instant now) {
    slack::RoomActual actual;
    try {
        actual = slack::room_actual_from(room.actual);
    } catch (const nlohmann::json::exception&) {
        // Whoever keeps rooms fails at this one alone.
        return false;
    }
    const long long since = may_be_asked_for_since(tx, room.case_id, now).time_since_epoch().count();
    actual.asked_at = actual.asked_at == 0 ? since : std::min(actual.asked_at, since);
    record_room(tx, room.case_id, room.channel, room.name, slack::to_text(actual));
    return true;
}

struct Doubtful {
    long long messages = 0;
    long long rooms = 0;
};

/// None where no backup was put in place, or that has been reckoned with.
std::optional<Doubtful> doubt_all(Transaction& tx, Instant now) {
    if (!is_restored(tx)) return std::nullopt;
    Doubtful doubtful;
    doubtful.messages = doubt_unfinished_effects(tx) + doubt_messages(tx);
    for (const Room& room : rooms_to_create(tx))
        if (doubt_creation(tx, room, now)) ++doubtful.rooms;
    forget_restoring(tx);
    return doubtful;
}

/// Not all that the database says ends as one does.
std::string in_a_sentence(std::string_view text) {
    return fmt::format("{}{}", text, text.ends_with('.') ? "" : ".");
}

} // namespace

void reckon_with_restoring(Database& database, Instant now) {
    if (Reader reader = database.reader(); !is_restored(reader)) return;
    try {
        const auto doubtful = database.write_now([now](Transaction& tx) { return doubt_all(tx, now); });
        if (doubtful)
            spdlog::warn("The database was restored from a backup: {} messages and {} rooms are looked for in Slack "
                         "before they are posted or made",
                         doubtful->messages, doubtful->rooms);
    } catch (const StorageFailure& failure) {
        throw StorageFailure{failure.kind(),
                             fmt::format("{} Until then Holdfast does not start: the database was restored from a "
                                         "backup, and what waits in it has to be marked first as perhaps sent already.",
                                         in_a_sentence(failure.what()))};
    }
}

} // namespace holdfast
