#pragma once

#include "bot/rooms/room_desk.hpp"

#include <map>
#include <optional>
#include <string>

namespace holdfast {

/// Brings people into a room. Whoever cannot come in never keeps the others out, and is reported (D-14).
class RoomInvitations {
public:
    explicit RoomInvitations(RoomDesk& desk) : desk_{desk} {}

    /// Invites the members who are not invited yet, and asks who the others with a part are. Who cannot have it is
    /// noted in `failures` and tried again when these people change.
    [[nodiscard]] asio::awaitable<Step> invite_members(RoomProgress& room);

private:
    /// The person a wish names, where they can have a part; whoever cannot is noted in `failures`.
    /// @return nobody: they cannot, or Slack did not say (`must_wait` is set)
    [[nodiscard]] asio::awaitable<std::optional<UserId>> person(RoomProgress& room, UserId wished, bool& must_wait);
    [[nodiscard]] asio::awaitable<Step> invite(RoomProgress& room, std::map<std::string, std::string> member_by_user);
    void take_in(RoomProgress& room, std::map<std::string, std::string>& waiting, const nlohmann::json& errors);

    RoomDesk& desk_;
};

} // namespace holdfast
