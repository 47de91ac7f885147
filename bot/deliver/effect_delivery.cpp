#include "bot/deliver/effect_delivery.hpp"

#include "bot/deliver/file_upload.hpp"
#include "bot/slack/mrkdwn.hpp"
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
// A file that does not get through holds up what follows it no longer than this.
constexpr int most_uploads = 3;

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

/// People hear once why they read words and see no picture.
void append_reason(json& message, const SlackFailure& failure) {
    const auto reason = slack::Mrkdwn::of("Slack takes no files here ({}), so this is said in words. `/rescue doctor` "
                                          "shows which permissions are missing.",
                                          slack::code(in_words(failure)));
    message["text"] = text_member(message, "text") + "\n" + reason.text();
    if (!member(message, "blocks").is_array()) return;
    const json line{{"type", "mrkdwn"}, {"text", reason.text()}};
    message["blocks"].push_back({{"type", "context"}, {"elements", json::array({line})}});
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
    if (effect.method == slack::upload_method)
        co_return co_await upload(std::move(effect), std::move(*place), *outgoing);
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
    if (is_doubtful && effect.method == "chat.postMessage") {
        Sought sought{place, effect.effect_id, text_member(arguments, "text"), effect.created_at};
        const auto settled = co_await settle_doubt(effect, std::move(sought));
        if (settled) co_return *settled;
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

/// A file is made, uploaded and shared; where that is refused, words say the same in its place.
asio::awaitable<Delivery> EffectDelivery::upload(Effect effect, PostPlace place, slack::Outgoing outgoing) {
    const auto wish = slack::file_wish_from(outgoing);
    if (!wish) co_return co_await give_up(effect, "its payload cannot be read");
    auto made = co_await desk_.settings.files(*wish);
    if (!made) co_return co_await give_up(effect, made.error());
    FileContent content = std::move(*made);
    const bool is_doubtful = effect.state == EffectState::doubtful;
    co_await mark_in_flight(effect);
    const std::string name = slack::file_name(effect.effect_id, content.ending);
    if (is_doubtful) {
        Sought sought{place, effect.effect_id, content.comment, effect.created_at, name};
        const auto settled = co_await settle_doubt(effect, std::move(sought));
        if (settled) co_return *settled;
    }
    outgoing.arguments = std::move(content.instead);
    if (content.bytes.empty()) co_return co_await say_instead(effect, std::move(outgoing), "it cannot be uploaded");
    const auto shared = co_await upload_file(desk_.slack, place, name, std::move(content));
    const bool must_be_said = !shared && (is_refused_for_good(shared.error()) ||
                                          (effect.attempts >= most_uploads && does_not_get_through(shared.error())));
    if (must_be_said) {
        if (!told_that_files_are_refused_) append_reason(outgoing.arguments, shared.error());
        told_that_files_are_refused_ = true;
        co_return co_await say_instead(effect, std::move(outgoing), in_words(shared.error()));
    }
    if (!shared) co_return co_await settle(effect, place, shared.error());
    told_that_files_are_refused_ = false;
    ++desk_.counts.posted;
    PostedMessage posted{*shared, {}};
    co_await mark_done(effect, posted);
    spdlog::info("{} uploaded", effect.effect_id);
    co_return Delivery::done;
}

/// The row becomes a message, in its place of the lane.
asio::awaitable<Delivery> EffectDelivery::say_instead(const Effect& effect, slack::Outgoing outgoing,
                                                      std::string error) {
    spdlog::warn("{} is said in words: {}", effect.effect_id, error);
    const auto change = [id = effect.id, payload = slack::to_text(outgoing), error, now = desk_.clock.now()](
                            Transaction& tx) { effect_instead(tx, id, "chat.postMessage", payload, error, now); };
    co_await desk_.keep(change);
    co_return Delivery::done;
}

/// Looks whether it is there already. @return how the attempt ended; none when it is not there and may be made
asio::awaitable<std::optional<Delivery>> EffectDelivery::settle_doubt(const Effect& effect, Sought sought) {
    const auto found = co_await desk_.look_for(std::move(sought));
    if (!found) {
        const auto still_doubtful = [id = effect.id, words = in_words(found.error()),
                                     next = desk_.next_attempt(effect.attempts)](Transaction& tx) {
            effect_doubtful(tx, id, words, next);
        };
        co_await desk_.keep(still_doubtful);
        const std::optional<Delivery> outcome = after(found.error());
        co_return outcome;
    }
    const std::optional<PostedMessage>& there = *found;
    if (!there) co_return std::optional<Delivery>{};
    spdlog::info("{} was there already", effect.effect_id);
    co_await mark_done(effect, *there);
    const std::optional<Delivery> outcome = Delivery::done;
    co_return outcome;
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
    if (!may_still_work && place.is_person && failure.reaction == slack::Reaction::target)
        desk_.people.doubt(UserId{place.address});
    if (!may_still_work) co_return co_await give_up(effect, words);
    co_await put_off(effect, words);
    co_return outcome;
}

asio::awaitable<void> EffectDelivery::mark_in_flight(Effect& effect) {
    const auto mark = [id = effect.id, &holder = desk_.settings.holder,
                       until = desk_.real_time.now() + row_lease](Transaction& tx) {
        if (!effect_in_flight(tx, id, holder, until)) throw std::logic_error{"another courier has the row"};
    };
    co_await desk_.database.write(mark);
    effect.state = EffectState::in_flight;
    ++effect.attempts;
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
    // What an earlier attempt left behind has not been looked for yet.
    const auto mark = effect.state == EffectState::doubtful ? effect_doubtful : effect_retry;
    const auto retry = [id = effect.id, error, mark, next = desk_.next_attempt(effect.attempts)](Transaction& tx) {
        mark(tx, id, error, next);
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
