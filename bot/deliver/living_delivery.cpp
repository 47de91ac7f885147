#include "bot/deliver/living_delivery.hpp"

#include "bot/deliver/silent_rooms.hpp"
#include "bot/slack/outgoing.hpp"
#include "storage/rooms.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

using nlohmann::json;
using Kind = SlackFailure::Kind;

// What a found message says is not known; no payload has this hash.
constexpr std::string_view unknown_hash = "?";
// Until it should say something else, or a day has passed.
constexpr std::chrono::hours given_up_for{24};

bool is_in_room(const LivingMessage& message) {
    return message.target == slack::room_target;
}

bool may_be_there(const LivingMessage& message) {
    return message.state == LivingState::doubtful && message.ts.empty();
}

std::string effect_id_of(const LivingMessage& message) {
    return fmt::format("{}/{}", message.case_id.value, message.slot);
}

/// What the message should say; none when that cannot be read.
std::optional<json> wanted_arguments(const LivingMessage& message) {
    json arguments = json::parse(message.wanted_payload.value_or(""), nullptr, false);
    if (!arguments.is_object()) return std::nullopt;
    mark_effect(arguments, effect_id_of(message));
    return arguments;
}

bool may_pass(const SlackFailure& failure) {
    using enum slack::Reaction;
    if (failure.kind != Kind::refused || is_about_token(failure) || room_is_in_doubt(failure)) return true;
    return failure.reaction == retry || failure.reaction == wait || failure.reaction == race;
}

} // namespace

bool LivingDelivery::speaks_in_room(const LivingMessage& message) {
    return is_in_room(message) && !may_be_there(message) && message.wanted_payload;
}

asio::awaitable<Delivery> LivingDelivery::bring(LivingMessage message) {
    if (may_be_there(message)) co_return co_await find(message);
    if (!message.wanted_payload) co_return co_await remove(message);
    if (speaks_in_room(message) && is_silent(desk_.reader, message.case_id)) co_return Delivery::later;

    const std::optional<Room> room = is_in_room(message) ? find_room(desk_.reader, message.case_id) : std::nullopt;
    const bool is_in_lost_room = room && !message.ts.empty() && room->channel != message.channel;
    if (is_in_lost_room) {
        co_await mark_absent(message);
        co_return Delivery::done;
    }
    if (message.ts.empty()) co_return co_await post(message);
    co_return co_await update(message);
}

asio::awaitable<std::expected<PostPlace, NoPlace>> LivingDelivery::place_of(const LivingMessage& message) {
    if (!is_in_room(message)) co_return co_await desk_.person(UserId{message.target});
    const std::optional<Room> room = find_room(desk_.reader, message.case_id);
    if (!room || !room->channel) {
        NoPlace none{.why = "The room is not there yet."};
        co_return std::unexpected{std::move(none)};
    }
    PostPlace place;
    place.address = room->channel->value;
    co_return place;
}

asio::awaitable<Delivery> LivingDelivery::find(const LivingMessage& message) {
    auto place = co_await place_of(message);
    if (!place && place.error().can_come) {
        co_await mark_doubtful(message, desk_.next_attempt(message.attempts + 1));
        co_return place.error().delivery;
    }
    if (!place) co_return co_await cannot_be_placed(message, place.error());
    const json wanted = json::parse(message.wanted_payload.value_or("null"), nullptr, false);
    Sought sought{std::move(*place), message.effect_id, text_member(wanted, "text"), std::nullopt};
    const auto found = co_await desk_.look_for(std::move(sought));
    if (!found) {
        co_await mark_doubtful(message, desk_.next_attempt(message.attempts + 1));
        const Delivery outcome = after(found.error());
        co_return outcome;
    }
    const std::optional<PostedMessage>& there = *found;
    if (there) co_await mark_posted(message, *there, unknown_hash);
    if (!there) co_await mark_absent(message);
    co_return Delivery::done;
}

asio::awaitable<Delivery> LivingDelivery::post(const LivingMessage& message) {
    auto arguments = wanted_arguments(message);
    if (!arguments) {
        NoPlace unreadable{.can_come = false, .why = "its payload cannot be read"};
        co_return co_await cannot_be_placed(message, unreadable);
    }
    const auto place = co_await place_of(message);
    if (!place) co_return co_await cannot_be_placed(message, place.error());
    (*arguments)["channel"] = place->address;

    const auto in_flight = [&message](Transaction& tx) {
        message_in_flight(tx, message.case_id, message.slot, effect_id_of(message));
    };
    co_await desk_.database.write(in_flight);
    const SlackResult answer = co_await desk_.slack.call("chat.postMessage", *arguments);
    if (!answer) co_return co_await settle(message, answer.error());
    ++desk_.counts.posted;
    PostedMessage posted{ChannelId{text_member(*answer, "channel")}, text_member(*answer, "ts")};
    co_await mark_posted(message, posted, message.wanted_hash);
    spdlog::info("{} posted", effect_id_of(message));
    co_return Delivery::done;
}

asio::awaitable<Delivery> LivingDelivery::update(const LivingMessage& message) {
    auto arguments = wanted_arguments(message);
    if (!arguments) {
        NoPlace unreadable{.can_come = false, .why = "its payload cannot be read"};
        co_return co_await cannot_be_placed(message, unreadable);
    }
    (*arguments)["channel"] = message.channel.value;
    (*arguments)["ts"] = message.ts;
    const SlackResult answer = co_await desk_.slack.call("chat.update", *arguments);
    if (answer) {
        ++desk_.counts.updated;
        PostedMessage same{message.channel, message.ts};
        co_await mark_posted(message, same, message.wanted_hash);
        co_return Delivery::done;
    }
    const SlackFailure& failure = answer.error();
    const bool must_be_posted_anew = failure.is_refusal("message_not_found") ||
                                     failure.is_refusal("cant_update_message") ||
                                     failure.is_refusal("edit_window_closed");
    if (!must_be_posted_anew) co_return co_await settle(message, failure);
    co_await mark_absent(message);
    co_return Delivery::done;
}

asio::awaitable<Delivery> LivingDelivery::remove(const LivingMessage& message) {
    if (!message.ts.empty()) {
        const json arguments{{"channel", message.channel.value}, {"ts", message.ts}};
        const SlackResult answer = co_await desk_.slack.call("chat.delete", arguments);
        if (!answer && may_pass(answer.error())) co_return co_await settle(message, answer.error());
        if (!answer) spdlog::warn("{} stays where it is: {}", effect_id_of(message), in_words(answer.error()));
        if (answer) ++desk_.counts.removed;
    }
    co_await mark_absent(message);
    co_return Delivery::done;
}

/// After a failed call.
asio::awaitable<Delivery> LivingDelivery::settle(const LivingMessage& message, const SlackFailure& failure) {
    const std::string words = in_words(failure);
    if (failure.kind == Kind::doubtful) {
        spdlog::warn("Whether {} arrived is not known: {}", effect_id_of(message), words);
        co_await mark_doubtful(message, desk_.clock.now());
        co_return Delivery::later;
    }
    if (is_in_room(message) && room_is_in_doubt(failure)) {
        const std::optional<Room> room = find_room(desk_.reader, message.case_id);
        if (room && !slack::room_wish_from(room->wanted).archived) {
            const auto doubt = [id = message.case_id, now = desk_.clock.now()](Transaction& tx) {
                doubt_room(tx, id, now);
            };
            co_await desk_.keep(doubt);
            co_await mark_refused(message, desk_.next_attempt(message.attempts + 1));
            co_return Delivery::later;
        }
    }
    if (may_pass(failure) && !(room_is_in_doubt(failure))) {
        ++desk_.counts.retried;
        spdlog::warn("{} is tried again later: {}", effect_id_of(message), words);
        co_await mark_refused(message, desk_.next_attempt(message.attempts + 1));
        const Delivery outcome = after(failure);
        co_return outcome;
    }
    const bool may_be_gone = !is_in_room(message) && failure.reaction == slack::Reaction::target;
    if (may_be_gone) desk_.people.doubt(UserId{message.target});
    NoPlace never{.can_come = false, .why = words};
    co_return co_await cannot_be_placed(message, never);
}

asio::awaitable<Delivery> LivingDelivery::cannot_be_placed(const LivingMessage& message, const NoPlace& why) {
    if (!why.can_come) {
        ++desk_.counts.dead;
        spdlog::error("{} is given up until it changes: {}", effect_id_of(message), why.why);
        co_await mark_refused(message, desk_.clock.now() + given_up_for);
        co_return Delivery::done;
    }
    if (!is_in_room(message)) co_await mark_refused(message, desk_.next_attempt(message.attempts + 1));
    co_return why.delivery;
}

asio::awaitable<void> LivingDelivery::mark_posted(const LivingMessage& message, PostedMessage posted,
                                                  std::string_view hash) {
    // A card at another place has to be pinned again.
    const bool is_new_card = is_in_room(message) && message.slot == "card" && posted.ts != message.ts;
    const auto mark = [id = message.case_id, slot = message.slot, posted, hash = std::string{hash}, is_new_card,
                       now = desk_.clock.now()](Transaction& tx) {
        message_posted(tx, id, slot, posted.channel, posted.ts, hash);
        if (is_new_card) doubt_room(tx, id, now);
    };
    co_await desk_.keep(mark);
    if (is_new_card) desk_.settings.after_change();
}

asio::awaitable<void> LivingDelivery::mark_absent(const LivingMessage& message) {
    const auto mark = [id = message.case_id, slot = message.slot](Transaction& tx) { message_absent(tx, id, slot); };
    co_await desk_.keep(mark);
}

asio::awaitable<void> LivingDelivery::mark_refused(const LivingMessage& message, Instant not_before) {
    const auto mark = [id = message.case_id, slot = message.slot, not_before](Transaction& tx) {
        message_refused(tx, id, slot, not_before);
    };
    co_await desk_.keep(mark);
}

asio::awaitable<void> LivingDelivery::mark_doubtful(const LivingMessage& message, Instant not_before) {
    const auto mark = [id = message.case_id, slot = message.slot, not_before](Transaction& tx) {
        message_doubtful(tx, id, slot, not_before);
    };
    co_await desk_.keep(mark);
}

} // namespace holdfast
