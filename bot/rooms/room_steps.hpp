#pragma once

#include "bot/rooms/room_desk.hpp"
#include "bot/rooms/room_invitations.hpp"

#include <optional>
#include <string>
#include <vector>

namespace holdfast {

/// The steps that bring a room, once it is there, to what it should be. Each compares before it calls, and keeps what
/// it brought about. What one cannot do never stops the next.
class RoomSteps {
public:
    explicit RoomSteps(RoomDesk& desk) : desk_{desk}, invitations_{desk} {}

    [[nodiscard]] asio::awaitable<Step> set_purpose(RoomProgress& room);
    [[nodiscard]] asio::awaitable<Step> set_topic(RoomProgress& room);
    /// As RoomInvitations::invite_members.
    [[nodiscard]] asio::awaitable<Step> invite_members(RoomProgress& room) { return invitations_.invite_members(room); }
    /// Learns who is in the room, once it is there and whenever that is in doubt.
    [[nodiscard]] asio::awaitable<Step> see_members(RoomProgress& room);
    /// Pins the card, once it has been posted.
    [[nodiscard]] asio::awaitable<Step> pin_card(RoomProgress& room);
    /// Puts a bookmark that leads to the card (S0-86b). Looks first, since adding twice gives two.
    [[nodiscard]] asio::awaitable<Step> bookmark_card(RoomProgress& room);
    /// Archives, once everything that belongs into the room is there: afterwards nothing can be added.
    [[nodiscard]] asio::awaitable<Step> archive(RoomProgress& room);
    /// Looks whether the room is there and usable.
    [[nodiscard]] asio::awaitable<Step> look_at(RoomProgress& room);

private:
    [[nodiscard]] asio::awaitable<Step> set_line(RoomProgress& room, std::string method, std::string name,
                                                 std::string wanted, std::string slack::RoomActual::* line);
    void take_note_of_members(RoomProgress& room, const std::vector<UserId>& present);
    [[nodiscard]] std::optional<std::string> card_to_show(const RoomProgress& room, const std::string& shown_ts);
    [[nodiscard]] asio::awaitable<Step> put_bookmark(RoomProgress& room, std::string link);
    static void has_bookmark(RoomProgress& room);
    [[nodiscard]] asio::awaitable<void> note_readers(const RoomProgress& room, bool is_shared);
    [[nodiscard]] asio::awaitable<Step> probe(const RoomProgress& room);
    [[nodiscard]] asio::awaitable<Step> join(RoomProgress& room);
    [[nodiscard]] bool has_work_left(const RoomProgress& room);

    RoomDesk& desk_;
    RoomInvitations invitations_;
};

} // namespace holdfast
