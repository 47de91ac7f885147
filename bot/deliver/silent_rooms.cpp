#include "bot/deliver/silent_rooms.hpp"

#include "bot/slack/outgoing.hpp"
#include "storage/outbox.hpp"
#include "storage/rooms.hpp"
#include "storage/shared_channels.hpp"

namespace holdfast {

bool is_silent(Connection& db, const CaseId& id) {
    if (id.empty()) return false;
    const std::optional<Room> room = find_room(db, id);
    return room && room->channel && is_noted_as_shared(db, *room->channel);
}

std::vector<SilentRoom> silent_rooms(Connection& db) {
    std::vector<SilentRoom> silent;
    for (const LaneWork& work : work_by_lane(db)) {
        const CaseId id = slack::case_of_lane(work.lane);
        if (is_silent(db, id)) silent.push_back({find_room(db, id)->name, work.waiting});
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
