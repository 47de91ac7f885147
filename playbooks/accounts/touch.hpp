#pragma once

#include "playbooks/accounts/ids.hpp"
#include "playbooks/calendar/instant.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Decision Q18: what counts as a touch.
enum class TouchKind { call, meeting, email, message, visit, event, gift };
inline constexpr std::array<std::string_view, 7> touch_kind_names{"call",  "meeting", "email", "message",
                                                                  "visit", "event",   "gift"};
[[nodiscard]] std::string_view to_text(TouchKind kind);
[[nodiscard]] std::optional<TouchKind> touch_kind_from(std::string_view text);

enum class Direction { out, in };
inline constexpr std::array<std::string_view, 2> direction_names{"out", "in"};
[[nodiscard]] std::string_view to_text(Direction direction);
[[nodiscard]] std::optional<Direction> direction_from(std::string_view text);
/// How the customer sounded: `mood:+`, `mood:0`, `mood:-`.
enum class Mood { unknown, good, neutral, bad };
inline constexpr std::array<std::string_view, 4> mood_signs{"", "+", "0", "-"};
/// The mood with this sign; no sign at all: it was not said.
[[nodiscard]] std::optional<Mood> mood_from(std::string_view sign);

/// The talk about the renewal (S0-16).
inline constexpr std::string_view tag_of_renewal_talk{"renewal"};
/// Of an inbound touch: the customer's request about payment terms (S0-15).
inline constexpr std::string_view tag_of_terms_request{"terms"};
/// All other tags are themes of people's own (S0-65).
inline constexpr std::array tags_with_a_meaning{tag_of_renewal_talk, tag_of_terms_request};

/// One contact with the customer, or the attempt of one.
struct Touch {
    int number = 0; ///< 1, 2, 3… within the case
    TouchKind kind = TouchKind::call;
    Direction direction = Direction::out;
    bool reached = true; ///< false: an unanswered attempt, which needs no summary (Q18)
    std::string with;    ///< name of the customer's person, may be empty
    Mood mood = Mood::unknown;
    std::vector<std::string> tags; ///< `renewal`, `terms`, …
    std::string text;              ///< what moved, in the words of whoever logged it
    std::string next;              ///< what happens next, may be empty
    std::optional<Day> by_when;    ///< date of what happens next
    UserId by;
    Instant at;

    bool operator==(const Touch&) const = default;
};

} // namespace holdfast
