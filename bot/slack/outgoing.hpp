#pragma once

#include "playbooks/accounts/ids.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What lies between deciding that something should be in Slack and putting it there: the form in which wishes are
/// stored.
namespace holdfast::slack {

/// Target of a living message that belongs into the case's room.
inline constexpr std::string_view room_target = "room";

/// Messages of one lane are delivered one after the other, in order; lanes beside each other.
[[nodiscard]] std::string room_lane(const CaseId& id);     ///< the case's room and the thread of its card
[[nodiscard]] std::string person_lane(const UserId& user); ///< a person's direct messages
/// Reads a lane's name back; empty when it is of the other kind.
[[nodiscard]] CaseId case_of_lane(std::string_view lane);
[[nodiscard]] UserId person_of_lane(std::string_view lane);

/// A message that is posted once.
struct Outgoing {
    bool in_thread = false;   ///< under the card, when the lane is a room's
    nlohmann::json arguments; ///< of chat.postMessage, without channel and thread_ts
};
[[nodiscard]] std::string to_text(const Outgoing& outgoing);
/// @throws nlohmann::json::exception when the text was not written by to_text
[[nodiscard]] Outgoing outgoing_from(std::string_view text);

/// What the room of a case should be (interfaces, "What is written to Slack").
struct RoomWish {
    std::string account_name;
    AccountId account;
    std::string prefix;
    bool is_private = true;
    std::string topic;
    std::string purpose;
    std::vector<UserId> members; ///< Slack ids, or e-mail addresses still to be looked up
    /// Who has something to do without being a member, such as the owner of a plan row: Slack has to know them.
    std::vector<UserId> others;
    bool archived = false;

    bool operator==(const RoomWish&) const = default;
};
[[nodiscard]] std::string to_text(const RoomWish& wish);
/// @throws nlohmann::json::exception when the text was not written by to_text
[[nodiscard]] RoomWish room_wish_from(std::string_view text);

} // namespace holdfast::slack
