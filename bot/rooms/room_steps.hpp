#pragma once

#include "bot/rooms/room_desk.hpp"

#include <vector>

namespace holdfast {

/// The steps that bring a room, once it is there, to what it should be. Each compares before it calls, and keeps what
/// it brought about. What one cannot do never stops the next.
class RoomSteps {
public:
    explicit RoomSteps(RoomDesk& desk) : desk_{desk} {}

    [[nodiscard]] asio::awaitable<Step> set_purpose(RoomProgress& room);
    [[nodiscard]] asio::awaitable<Step> set_topic(RoomProgress& room);
    /// Invites the members who are not invited yet. Who cannot be is noted in `failures` and tried again when the
    /// members change.
    [[nodiscard]] asio::awaitable<Step> invite_members(RoomProgress& room);
    /// Pins the card, once it has been posted.
    [[nodiscard]] asio::awaitable<Step> pin_card(RoomProgress& room);
    /// Archives, once everything that belongs into the room is there: afterwards nothing can be added.
    [[nodiscard]] asio::awaitable<Step> archive(RoomProgress& room);
    /// Looks whether the room is there and usable.
    [[nodiscard]] asio::awaitable<Step> look_at(RoomProgress& room);

private:
    [[nodiscard]] asio::awaitable<Step> set_line(RoomProgress& room, std::string method, std::string name,
                                                 std::string wanted, std::string RoomActual::* line);
    [[nodiscard]] asio::awaitable<Step> invite(RoomProgress& room, std::map<std::string, std::string> member_by_user);
    void take_in(RoomProgress& room, std::map<std::string, std::string>& waiting, const nlohmann::json& errors);
    [[nodiscard]] asio::awaitable<Step> probe(const RoomProgress& room);
    [[nodiscard]] asio::awaitable<Step> join(RoomProgress& room);
    [[nodiscard]] bool has_work_left(const RoomProgress& room);

    RoomDesk& desk_;
};

} // namespace holdfast
