#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace holdfast::slack {

/// What has been brought about of a room, kept as JSON in `rooms.actual`; RoomWish is what it should be.
struct RoomActual {
    /// The name that was asked for last without an answer so far. It may be empty although some name was asked for,
    /// where nobody knows which.
    std::string asked_name;
    /// Since when there may be a room that we have not been told of, in milliseconds since 1970 by our clock: when the
    /// first of the names was asked for, or earlier. Zero: there is none, or we live in it.
    long long asked_at = 0;
    std::string topic;
    std::string purpose;
    std::set<std::string> invited; ///< members as the wish names them; whoever left since is not fetched back
    /// People who cannot have the part they are on record for, as the wish names them, each with the reason in words
    /// that go on from the name: `is deactivated in Slack`.
    std::map<std::string, std::string> failures;
    std::string members_tried;                  ///< fingerprint of the people for whom `failures` holds
    bool members_seen = false;                  ///< who is in the room has been asked since it was last in doubt
    std::map<std::string, std::string> refused; ///< methods that the workspace refuses, with Slack's error code
    std::string trouble;                        ///< why the room cannot be used, in words for people; empty: it can
    long long trouble_since = 0;                ///< when that began, in milliseconds since 1970
    std::string pinned_ts;                      ///< of the card that is pinned
    std::string bookmarked_ts;                  ///< of the card that a bookmark leads to
    bool archived = false;
    int lost = 0; ///< rooms of this case that disappeared

    bool operator==(const RoomActual&) const = default;
};

/// Whether something is not as it should be that people are told on the card (D-14).
[[nodiscard]] bool is_in_trouble(const RoomActual& actual);
/// Whether people are told the same of both.
[[nodiscard]] bool have_same_trouble(const RoomActual& one, const RoomActual& other);

[[nodiscard]] std::string to_text(const RoomActual& actual);
/// Reads what to_text wrote; what is missing has its default.
[[nodiscard]] RoomActual room_actual_from(std::string_view text);

} // namespace holdfast::slack
