#pragma once

#include "bot/deliver/slack_result.hpp"

namespace holdfast {

/// Whom a call was meant for.
enum class Addressee {
    person,      ///< somebody, or the direct messages with them
    room,        ///< the room of a rescue
    closing_room ///< one that is to be archived: nobody is asked to mend it any more
};

/// What a failed call asks of whoever made it.
enum class Consequence {
    look,     ///< it may have happened: look for it before it is made again
    rest,     ///< its turn comes later (SlackFailure::rest); that is no failed attempt
    wait,     ///< it may succeed later
    outage,   ///< nothing goes through: Slack does not answer, or refuses the token
    ask_room, ///< the room is not what the case believes: have it looked at
    give_up   ///< it cannot succeed in this way
};

[[nodiscard]] Consequence consequence(const SlackFailure& failure, Addressee addressee);
/// Time alone may mend it: neither people are needed nor another way.
[[nodiscard]] bool may_pass(const SlackFailure& failure, Addressee addressee);
/// The call failed because the room is not what the case believes: gone, archived, or without us.
[[nodiscard]] bool room_is_in_doubt(const SlackFailure& failure);

} // namespace holdfast
