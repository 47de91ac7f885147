#include "bot/deliver/consequence.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace holdfast {

Consequence consequence(const SlackFailure& failure, Addressee addressee) {
    using Kind = SlackFailure::Kind;
    using slack::Reaction;
    if (failure.kind == Kind::doubtful) return Consequence::look;
    if (failure.kind == Kind::unavailable || is_about_token(failure)) return Consequence::outage;
    if (failure.reaction == Reaction::wait) return Consequence::rest;
    if (failure.reaction == Reaction::retry || failure.reaction == Reaction::race) return Consequence::wait;
    if (!room_is_in_doubt(failure) || addressee == Addressee::person) return Consequence::give_up;
    if (addressee == Addressee::room) return Consequence::ask_room;
    // Somebody may still let us in again; what is archived or gone stays so.
    return failure.reaction == Reaction::membership ? Consequence::wait : Consequence::give_up;
}

bool may_pass(const SlackFailure& failure, Addressee addressee) {
    const Consequence what = consequence(failure, addressee);
    return what != Consequence::ask_room && what != Consequence::give_up;
}

bool room_is_in_doubt(const SlackFailure& failure) {
    constexpr std::array<std::string_view, 4> codes{"channel_not_found", "is_archived", "is_inactive",
                                                    "not_in_channel"};
    return failure.kind == SlackFailure::Kind::refused && std::ranges::find(codes, failure.code) != codes.end();
}

} // namespace holdfast
