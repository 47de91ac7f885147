#pragma once

#include "bot/rooms/room_desk.hpp"

namespace holdfast {

/// Brings a case's room into being: creates the channel, or finds the one that an earlier attempt created (Slack
/// contract, sections 14 and 15). One at a time: two creations with one name may both succeed.
class RoomCreation {
public:
    explicit RoomCreation(RoomDesk& desk) : desk_{desk} {}

    /// Tries name after name. Step::done: room.channel is set and kept. Step::lost: Slack does not allow it.
    [[nodiscard]] asio::awaitable<Step> create(RoomProgress& room);

private:
    struct Channel {
        ChannelId id;
        std::string name;
    };
    using Found = std::expected<std::optional<Channel>, SlackFailure>;

    [[nodiscard]] asio::awaitable<Step> try_name(RoomProgress& room, std::string name);
    [[nodiscard]] asio::awaitable<Step> adopt(RoomProgress& room);
    [[nodiscard]] asio::awaitable<Found> find_own(const RoomProgress& room);
    [[nodiscard]] bool is_ours(const nlohmann::json& channel, const RoomProgress& room, const BotIdentity& self);
    [[nodiscard]] asio::awaitable<void> move_in(RoomProgress& room, Channel channel);
    [[nodiscard]] asio::awaitable<void> tell_that_it_is_refused(const RoomProgress& room, std::string code);

    RoomDesk& desk_;
};

} // namespace holdfast
