#pragma once

#include "bot/deliver/rounds.hpp"
#include "bot/rooms/room_creation.hpp"
#include "bot/rooms/room_desk.hpp"
#include "bot/rooms/room_steps.hpp"

#include <map>
#include <set>

namespace holdfast {

/// Brings the rooms of cases to what they should be: channel, purpose, topic, members, pin, bookmark, archive (design,
/// "Wanted, not scheduled").
///
/// A room that somebody deleted is made anew; one that somebody archived, or threw us out of, waits for people, and
/// whoever is in charge is told. Runs on the network thread and must outlive its coroutines.
class Reconciler {
public:
    Reconciler(const asio::any_io_executor& executor, Database& database, SlackClient& slack, PeopleDirectory& people,
               const Clock& clock, const Clock& real_time, ReconcilerSettings settings);

    /// The loop; ends after stop(). To be spawned once.
    [[nodiscard]] asio::awaitable<void> run();
    /// Something was committed.
    void nudge() { rounds_.nudge(); }
    /// Begins nothing more and waits for the steps in progress; the next start goes on where they ended.
    [[nodiscard]] asio::awaitable<void> stop(std::chrono::milliseconds within = std::chrono::seconds{3});

private:
    asio::awaitable<void> one_round();
    [[nodiscard]] std::chrono::steady_clock::duration time_to_wait();
    asio::awaitable<void> look_at_troubled_rooms();
    void start_rooms();
    asio::awaitable<void> run_room(Room room);
    asio::awaitable<void> bring(const Room& room);
    asio::awaitable<Step> take_steps(RoomProgress& progress);
    asio::awaitable<Step> take_lost_room(RoomProgress& progress);
    asio::awaitable<Step> look_at(RoomProgress& progress);
    /// Whether the room may have changed without our being told, by an event that was lost: it has not been looked at
    /// since the start, or for a day.
    [[nodiscard]] bool is_out_of_sight(const CaseId& id) const;
    asio::awaitable<void> forget_room(RoomProgress& progress);
    asio::awaitable<void> put_off(const Room& room, Instant not_before);

    RoomDesk desk_;
    RoomCreation creation_;
    RoomSteps steps_;
    Rounds rounds_;                  ///< what they begin are attempts at a room
    std::set<CaseId> running_;       ///< whose rooms they are
    CaseId creating_;                ///< whose channel is being created; one at a time
    std::map<CaseId, Instant> seen_; ///< when a room was looked at last, since the start
    Instant next_second_look_;       ///< at rooms in trouble or out of sight
};

} // namespace holdfast
