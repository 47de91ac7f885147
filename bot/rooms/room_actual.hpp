#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace holdfast {

/// What has been brought about of a room, kept as JSON in `rooms.actual`.
struct RoomActual {
    /// A name that was asked for without an answer so far, and when (milliseconds since 1970 by the real clock).
    std::string asked_name;
    long long asked_at = 0;
    std::string topic;
    std::string purpose;
    std::set<std::string> invited; ///< members as the wish names them; whoever left since is not fetched back
    /// Members who could not be invited, each with the reason in words for people.
    std::map<std::string, std::string> failures;
    std::string members_tried;                  ///< fingerprint of the members for whom `failures` holds
    std::map<std::string, std::string> refused; ///< methods that the workspace refuses, with Slack's error code
    std::string trouble;                        ///< why the room cannot be used, in words for people; empty: it can
    std::string pinned_ts;                      ///< of the card that is pinned
    bool archived = false;
    int lost = 0; ///< rooms of this case that disappeared

    bool operator==(const RoomActual&) const = default;
};

[[nodiscard]] std::string to_text(const RoomActual& actual);
/// Reads what to_text wrote; what is missing has its default.
[[nodiscard]] RoomActual room_actual_from(std::string_view text);

} // namespace holdfast
