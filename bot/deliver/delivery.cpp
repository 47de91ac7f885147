#include "bot/deliver/delivery.hpp"

#include "bot/deliver/silent_rooms.hpp"
#include "bot/slack/outgoing.hpp"
#include "storage/living_messages.hpp"
#include "storage/rooms.hpp"

#include <algorithm>

namespace holdfast {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds clocks_agree_within{60};
// Twelve seconds: longer than Slack works on a post.
constexpr int late = 8;
// Longer than any pause between two attempts of something that may still succeed.
constexpr minutes not_tried_again_for{10};

bool is_given_up(const LivingMessage& message, Instant now) {
    return message.attempts > 0 && message.not_before > now + not_tried_again_for;
}

} // namespace

asio::awaitable<std::expected<FileContent, std::string>> nothing_to_upload(slack::FileWish) {
    const std::expected<FileContent, std::string> nothing = std::unexpected{"nobody makes files here"};
    co_return nothing;
}

Delivery after(const SlackFailure& failure) {
    if (is_about_token(failure)) return Delivery::unauthorised;
    return failure.kind == SlackFailure::Kind::unavailable ? Delivery::unreachable : Delivery::later;
}

DeliveryDesk::DeliveryDesk(asio::any_io_executor on, Database& to, SlackClient& with, PeopleDirectory& directory,
                           const Clock& time, const Clock& real, CourierSettings given)
    : Workbench{std::move(on), to, with, directory, time, real}, settings{std::move(given)} {}

asio::awaitable<std::expected<PostPlace, NoPlace>> DeliveryDesk::person(UserId who) {
    PostPlace place{.address = who.value, .is_person = true, .thread_ts = {}};
    if (!who.value.contains('@')) co_return place;
    const auto found = co_await people.find(who);
    if (found && !found->deleted) {
        place.address = found->id.value;
        co_return place;
    }
    NoPlace none;
    none.can_come = !found && found.error().for_now;
    none.why = found ? who.value + " is deactivated in Slack." : found.error().why;
    const std::optional<SlackFailure> failure = found ? std::nullopt : found.error().failure;
    if (failure) none.delivery = after(*failure);
    if (failure) none.rest = failure->rest;
    co_return std::unexpected{std::move(none)};
}

std::expected<PostPlace, NoPlace> DeliveryDesk::room(const CaseId& id, bool in_thread) {
    const std::optional<Room> room = find_room(reader, id);
    if (!room || !room->channel) return std::unexpected{NoPlace{.why = "The room is not there yet."}};
    if (is_silent(reader, id)) return std::unexpected{NoPlace{.why = "The room is shared with another organisation."}};
    PostPlace place;
    place.address = room->channel->value;
    const std::optional<LivingMessage> card = find_message(reader, id, "card");
    const bool card_will_not_come = !card || !card->wanted_payload || is_given_up(*card, clock.now());
    const bool card_is_there = card && !card->ts.empty() && card->channel == *room->channel;
    if (!card_is_there && !card_will_not_come) return std::unexpected{NoPlace{.why = "The card is not there yet."}};
    if (in_thread && card_is_there) place.thread_ts = card->ts;
    return place;
}

asio::awaitable<std::expected<std::optional<PostedMessage>, SlackFailure>> DeliveryDesk::look_for(Sought sought) {
    if (sought.since) sought.since = on_slacks_clock(*sought.since);
    co_await pause(settings.history_lag);
    auto found = co_await find_posted(slack, sought);
    if (found && !*found) {
        co_await pause(late * settings.history_lag);
        found = co_await find_posted(slack, sought);
    }
    const Addressee addressee = sought.place.is_person ? Addressee::person : Addressee::room;
    const bool cannot_look = !found && consequence(found.error(), addressee) == Consequence::give_up;
    if (cannot_look) {
        spdlog::warn("Whether {} was posted cannot be found out, so it is posted again: {}", sought.effect_id,
                     in_words(found.error()));
        std::optional<PostedMessage> nothing;
        co_return nothing;
    }
    if (found && *found) ++counts.found;
    co_return found;
}

Consequence DeliveryDesk::consequence_of(const SlackFailure& failure, const CaseId& room) {
    if (room.empty()) return consequence(failure, Addressee::person);
    const std::optional<Room> known = find_room(reader, room);
    const bool is_closing = known && slack::room_wish_from(known->wanted).archived;
    return consequence(failure, is_closing ? Addressee::closing_room : Addressee::room);
}

asio::awaitable<void> DeliveryDesk::ask_room(CaseId id) {
    const auto doubt = [&id, now = clock.now()](Transaction& tx) { doubt_room(tx, id, now); };
    co_await keep(doubt);
}

SteadyTime DeliveryDesk::turn_after(std::chrono::milliseconds rest) {
    return std::chrono::steady_clock::now() + std::max<std::chrono::milliseconds>(rest, seconds{1});
}

std::optional<Instant> DeliveryDesk::on_slacks_clock(Instant at) const {
    const auto skew = slack.clock_skew();
    const auto now = clock.now();
    const auto simulated_by = std::chrono::abs(now - real_time.now());
    const bool was_set_back = at > now;
    if (!skew || std::chrono::abs(*skew) > clocks_agree_within || simulated_by > clocks_agree_within || was_set_back)
        return std::nullopt;
    return at + *skew - clocks_agree_within;
}

} // namespace holdfast
