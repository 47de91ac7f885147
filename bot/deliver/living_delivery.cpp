#include "bot/deliver/living_delivery.hpp"

#include "bot/deliver/silent_rooms.hpp"
#include "bot/slack/outgoing.hpp"
#include "storage/rooms.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

using nlohmann::json;

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

CaseId room_of(const LivingMessage& message) {
    return is_in_room(message) ? message.case_id : CaseId{};
}

bool has_had_its_day(const LivingMessage& message) {
    return message.attempts >= attempts_of_a_day;
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
    const bool waits = !place && place.error().rest > std::chrono::milliseconds{0};
    if (waits) rest(message, place.error().rest);
    if (!place && place.error().can_come) {
        if (!waits) co_await put_off(message);
        co_return place.error().delivery;
    }
    if (!place) co_return co_await cannot_be_placed(message, place.error());
    const json wanted = json::parse(message.wanted_payload.value_or("null"), nullptr, false);
    Sought sought{std::move(*place), effect_id_of(message), text_member(wanted, "text"), std::nullopt};
    const auto found = co_await desk_.look_for(std::move(sought));
    if (!found) co_return co_await settle(message, found.error());
    const std::optional<PostedMessage>& there = *found;
    if (there) co_await mark_posted(message, *there, unknown_hash);
    if (!there) co_await mark_absent(message);
    const bool is_over = !there && message.wanted_payload && has_had_its_day(message);
    if (is_over) co_return co_await give_up(message, "after a day of attempts it is not there", false);
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
        const bool is_final = answer || desk_.consequence_of(answer.error(), room_of(message)) == Consequence::give_up;
        if (!is_final) co_return co_await settle(message, answer.error());
        if (!answer) spdlog::warn("{} stays where it is: {}", effect_id_of(message), in_words(answer.error()));
        if (answer) ++desk_.counts.removed;
    }
    co_await mark_absent(message);
    co_return Delivery::done;
}

/// After a failed call.
asio::awaitable<Delivery> LivingDelivery::settle(const LivingMessage& message, const SlackFailure& failure) {
    const std::string words = in_words(failure);
    const Consequence what = desk_.consequence_of(failure, room_of(message));
    if (what == Consequence::look) {
        spdlog::warn("Whether {} arrived is not known: {}", effect_id_of(message), words);
        const Instant next = message.attempts > 0 ? desk_.next_attempt(message.attempts) : desk_.clock.now();
        co_await mark_doubtful(message, next);
        co_return Delivery::later;
    }
    if (what == Consequence::rest) {
        spdlog::info("{} waits for its turn: {}", effect_id_of(message), words);
        co_await mark_not_attempted(message, message.not_before);
        rest(message, failure.rest);
        co_return Delivery::later;
    }
    if (what == Consequence::ask_room) {
        co_await desk_.ask_room(message.case_id);
        // However long people take to mend the room: that does not use up the message's day.
        const bool counts = message.attempts < growing_delays;
        if (counts) co_await put_off(message);
        if (!counts) co_await mark_not_attempted(message, desk_.next_attempt(message.attempts));
        co_return Delivery::later;
    }
    const bool is_over = has_had_its_day(message) && !is_about_token(failure);
    if (what != Consequence::give_up && !is_over) {
        ++desk_.counts.retried;
        spdlog::warn("{} is tried again later: {}", effect_id_of(message), words);
        co_await put_off(message);
        const Delivery outcome = after(failure);
        co_return outcome;
    }
    const bool may_be_gone = !is_in_room(message) && failure.reaction == slack::Reaction::target;
    if (may_be_gone) desk_.people.doubt(UserId{message.target});
    co_return co_await give_up(message, words, may_be_there(message));
}

asio::awaitable<Delivery> LivingDelivery::cannot_be_placed(const LivingMessage& message, const NoPlace& why) {
    if (!why.can_come) co_return co_await give_up(message, why.why, false);
    const bool waits = why.rest > std::chrono::milliseconds{0};
    if (waits) rest(message, why.rest);
    if (!waits && !is_in_room(message)) co_await put_off(message);
    co_return why.delivery;
}

/// @param stays_doubtful it could not be looked for
asio::awaitable<Delivery> LivingDelivery::give_up(const LivingMessage& message, std::string why, bool stays_doubtful) {
    ++desk_.counts.dead;
    spdlog::error("{} is given up until it changes: {}", effect_id_of(message), why);
    const Instant not_before = desk_.clock.now() + given_up_for;
    if (stays_doubtful) co_await mark_doubtful(message, not_before);
    if (!stays_doubtful) co_await mark_refused(message, not_before);
    co_return Delivery::done;
}

/// The next attempt comes after a pause that grows.
asio::awaitable<void> LivingDelivery::put_off(const LivingMessage& message) {
    const Instant not_before = desk_.next_attempt(message.attempts + 1);
    if (may_be_there(message)) co_await mark_doubtful(message, not_before);
    if (!may_be_there(message)) co_await mark_refused(message, not_before);
}

void LivingDelivery::rest(const LivingMessage& message, std::chrono::milliseconds time) {
    desk_.resting_messages.rest({message.case_id, message.slot}, DeliveryDesk::turn_after(time));
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

asio::awaitable<void> LivingDelivery::mark_not_attempted(const LivingMessage& message, Instant not_before) {
    const auto mark = [id = message.case_id, slot = message.slot, not_before](Transaction& tx) {
        message_not_attempted(tx, id, slot, not_before);
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
