#include "bot/deliver/silent_rooms.hpp"

#include "bot/slack/outgoing.hpp"
#include "storage/outbox.hpp"
#include "storage/rooms.hpp"
#include "storage/shared_channels.hpp"

namespace holdfast {

namespace {

/// The room of this rescue, where it is silent.
std::optional<Room> silent_room(Connection& db, const CaseId& id) {
    if (id.empty()) return std::nullopt;
    auto room = find_room(db, id);
    const bool is_shared = room && room->channel && is_noted_as_shared(db, *room->channel);
    return is_shared ? std::move(room) : std::nullopt;
}

} // namespace

bool is_silent(Connection& db, const CaseId& id) {
    return silent_room(db, id).has_value();
}

std::vector<SilentRoom> silent_rooms(Connection& db) {
    std::vector<SilentRoom> silent;
    for (const LaneWork& work : work_by_lane(db)) {
        if (const auto room = silent_room(db, slack::case_of_lane(work.lane)))
            silent.push_back({room->name, work.waiting});
    }
    return silent;
}

std::optional<Instant> waiting_since(Connection& db) {
    std::optional<Instant> oldest;
    for (const LaneWork& work : work_by_lane(db)) {
        const bool is_older = !oldest || work.oldest < *oldest;
        if (is_older && !is_silent(db, slack::case_of_lane(work.lane))) oldest = work.oldest;
    }
    return oldest;
}

} // namespace holdfast
