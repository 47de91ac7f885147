#include "bot/deliver/effect_delivery.hpp"

#include "storage/living_messages.hpp"
#include "storage/rooms.hpp"

namespace holdfast {

namespace {

using nlohmann::json;
using Kind = SlackFailure::Kind;

// Longer than any call with its waiting takes; whoever holds the courier's lease then knows that the call has ended.
constexpr std::chrono::minutes row_lease{5};
// Five growing delays, then every five minutes for a day.
constexpr int attempts_of_a_day = 290;
constexpr std::chrono::hours a_day{24};

std::optional<slack::Outgoing> outgoing_of(const Effect& effect) {
    try {
        return slack::outgoing_from(effect.payload);
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

bool may_pass(slack::Reaction reaction) {
    using enum slack::Reaction;
    return reaction == retry || reaction == wait || reaction == race || reaction == membership || reaction == auth ||
           reaction == refresh;
}

/// The parent of the thread is gone.
bool has_lost_thread(const PostPlace& place, const SlackFailure& failure) {
    if (place.thread_ts.empty()) return false;
    return failure.is_refusal("thread_not_found") || failure.is_refusal("cannot_reply_to_message") ||
           failure.is_refusal("message_not_found");
}

} // namespace

asio::awaitable<Delivery> EffectDelivery::deliver(Effect effect) {
    const auto outgoing = outgoing_of(effect);
    if (!outgoing || !outgoing->arguments.is_object()) co_return co_await give_up(effect, "its payload cannot be read");
    auto place = co_await place_of(effect, outgoing->in_thread);
    if (!place && !place.error().can_come) co_return co_await give_up(effect, place.error().why);
    if (!place) {
        if (place.error().delivery != Delivery::later) co_return place.error().delivery;
        if (!slack::person_of_lane(effect.lane).empty()) co_await put_off(effect, place.error().why);
        co_return Delivery::later;
    }
    json arguments = outgoing->arguments;
    arguments["channel"] = place->address;
    if (!place->thread_ts.empty()) arguments["thread_ts"] = place->thread_ts;
    if (effect.method == "chat.postMessage") mark_effect(arguments, effect.effect_id);
    co_return co_await post(std::move(effect), std::move(*place), std::move(arguments));
}

asio::awaitable<std::expected<PostPlace, NoPlace>> EffectDelivery::place_of(const Effect& effect, bool in_thread) {
    const CaseId id = slack::case_of_lane(effect.lane);
    if (id) co_return desk_.room(id, in_thread);
    const UserId who = slack::person_of_lane(effect.lane);
    if (who) co_return co_await desk_.person(who);
    NoPlace none{.can_come = false, .why = "its lane leads nowhere"};
    co_return std::unexpected{std::move(none)};
}

asio::awaitable<Delivery> EffectDelivery::post(Effect effect, PostPlace place, json arguments) {
    const bool is_doubtful = effect.state == EffectState::doubtful;
    co_await mark_in_flight(effect);
    ++effect.attempts;
    if (is_doubtful && effect.method == "chat.postMessage") {
        Sought sought{place, effect.effect_id, text_member(arguments, "text"), effect.created_at};
        const auto found = co_await desk_.look_for(std::move(sought), effect.error.starts_with("timeout"));
        if (!found) {
            const auto still_doubtful = [id = effect.id, words = in_words(found.error()),
                                         next = desk_.next_attempt(effect.attempts)](Transaction& tx) {
                effect_doubtful(tx, id, words, next);
            };
            co_await desk_.keep(still_doubtful);
            const Delivery outcome = after(found.error());
            co_return outcome;
        }
        const std::optional<PostedMessage>& there = *found;
        if (there) {
            spdlog::info("{} was there already", effect.effect_id);
            co_await mark_done(effect, *there);
            co_return Delivery::done;
        }
    }
    const SlackResult answer = co_await desk_.slack.call(effect.method, arguments);
    if (!answer) co_return co_await settle(effect, place, answer.error());
    ++desk_.counts.posted;
    PostedMessage posted{ChannelId{text_member(*answer, "channel")}, text_member(*answer, "ts")};
    if (posted.channel.empty()) posted.channel = ChannelId{place.address};
    co_await mark_done(effect, posted);
    spdlog::info("{} posted", effect.effect_id);
    co_return Delivery::done;
}

/// After a failure: look, wait, have the room looked at, or give up.
asio::awaitable<Delivery> EffectDelivery::settle(const Effect& effect, const PostPlace& place,
                                                 const SlackFailure& failure) {
    const std::string words = in_words(failure);
    const Delivery outcome = after(failure);
    if (failure.kind == Kind::doubtful) {
        spdlog::warn("Whether {} arrived is not known: {}", effect.effect_id, words);
        const Instant next = effect.attempts > 1 ? desk_.next_attempt(effect.attempts - 1) : desk_.clock.now();
        const auto doubt = [id = effect.id, words, next](Transaction& tx) { effect_doubtful(tx, id, words, next); };
        co_await desk_.keep(doubt);
        co_return outcome;
    }
    if (outcome != Delivery::later) {
        co_await put_off(effect, words);
        co_return outcome;
    }
    const CaseId id = slack::case_of_lane(effect.lane);
    if (id && has_lost_thread(place, failure)) {
        const auto lost = [id](Transaction& tx) { message_absent(tx, id, "card"); };
        co_await desk_.keep(lost);
        co_await put_off(effect, words);
        co_return outcome;
    }
    const std::optional<Room> room = id ? find_room(desk_.reader, id) : std::nullopt;
    if (room && room_is_in_doubt(failure) && !slack::room_wish_from(room->wanted).archived) {
        const auto doubt = [id, now = desk_.clock.now()](Transaction& tx) { doubt_room(tx, id, now); };
        co_await desk_.keep(doubt);
        co_await put_off(effect, words);
        co_return outcome;
    }
    const bool had_its_day = effect.attempts >= attempts_of_a_day && desk_.clock.now() - effect.created_at >= a_day;
    const bool may_still_work = may_pass(failure.reaction) && !(room_is_in_doubt(failure) && !id) && !had_its_day;
    if (!may_still_work) co_return co_await give_up(effect, words);
    co_await put_off(effect, words);
    co_return outcome;
}

asio::awaitable<void> EffectDelivery::mark_in_flight(const Effect& effect) {
    const auto mark = [id = effect.id, &holder = desk_.settings.holder,
                       until = desk_.real_time.now() + row_lease](Transaction& tx) {
        if (!effect_in_flight(tx, id, holder, until)) throw std::logic_error{"another courier has the row"};
    };
    co_await desk_.database.write(mark);
}

asio::awaitable<void> EffectDelivery::mark_done(const Effect& effect, PostedMessage posted) {
    const auto done = [id = effect.id, posted, now = desk_.clock.now()](Transaction& tx) {
        effect_done(tx, id, posted.channel, posted.ts, now);
    };
    co_await desk_.keep(done);
}

asio::awaitable<void> EffectDelivery::put_off(const Effect& effect, std::string error) {
    ++desk_.counts.retried;
    spdlog::warn("{} is tried again later: {}", effect.effect_id, error);
    const auto retry = [id = effect.id, error, next = desk_.next_attempt(effect.attempts)](Transaction& tx) {
        effect_retry(tx, id, error, next);
    };
    co_await desk_.keep(retry);
}

asio::awaitable<Delivery> EffectDelivery::give_up(const Effect& effect, std::string error) {
    ++desk_.counts.dead;
    spdlog::error("{} to {} is given up: {}", effect.effect_id, effect.lane, error);
    const auto bury = [id = effect.id, error, now = desk_.clock.now()](Transaction& tx) {
        effect_dead(tx, id, error, now);
    };
    co_await desk_.keep(bury);
    co_return Delivery::done;
}

} // namespace holdfast
