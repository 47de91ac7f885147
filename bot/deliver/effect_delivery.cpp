#include "bot/deliver/effect_delivery.hpp"

#include "bot/deliver/file_upload.hpp"
#include "bot/slack/mrkdwn.hpp"
#include "storage/living_messages.hpp"

namespace holdfast {

namespace {

using nlohmann::json;

// Longer than calls with their waiting take: another process may then look for what we left.
constexpr std::chrono::minutes row_lease{5};
constexpr std::chrono::hours a_day{24};
constexpr std::chrono::milliseconds look_for_card_again{500};
// A file that does not get through holds up what follows it no longer than this.
constexpr int most_uploads = 3;

std::optional<slack::Outgoing> outgoing_of(const Effect& effect) {
    try {
        return slack::outgoing_from(effect.payload);
    } catch (const json::exception&) {
        return std::nullopt;
    }
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
        if (!slack::person_of_lane(effect.lane).empty())
            co_await wait_for_person(effect, place.error());
        else
            // Nothing was awaited: two rooms without their cards would take turns for ever.
            desk_.resting_lanes.rest(effect.lane, std::chrono::steady_clock::now() + look_for_card_again);
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
    if (!answer) co_return co_await settle(effect, place, answer.error(), EffectState::queued);
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
    if (!shared) co_return co_await settle(effect, place, shared.error(), EffectState::queued);
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
    const PostPlace place = sought.place;
    const auto found = co_await desk_.look_for(std::move(sought));
    if (!found) {
        const std::optional<Delivery> outcome = co_await settle(effect, place, found.error(), EffectState::doubtful);
        co_return outcome;
    }
    const std::optional<PostedMessage>& there = *found;
    if (!there && has_had_its_day(effect)) {
        const std::optional<Delivery> outcome =
            co_await give_up(effect, fmt::format("after a day of attempts it is not there: {}", effect.error));
        co_return outcome;
    }
    if (!there) co_return std::optional<Delivery>{};
    spdlog::info("{} was there already", effect.effect_id);
    co_await mark_done(effect, *there);
    const std::optional<Delivery> outcome = Delivery::done;
    co_return outcome;
}

/// After a failure. @param stays what the row is meanwhile: doubtful where it could not be looked for
asio::awaitable<Delivery> EffectDelivery::settle(const Effect& effect, const PostPlace& place,
                                                 const SlackFailure& failure, EffectState stays) {
    const std::string words = in_words(failure);
    const Delivery outcome = after(failure);
    const CaseId id = slack::case_of_lane(effect.lane);
    const Consequence what = desk_.consequence_of(failure, id);
    if (what == Consequence::look) {
        spdlog::warn("Whether {} arrived is not known: {}", effect.effect_id, words);
        const Instant next = effect.attempts > 1 ? desk_.next_attempt(effect.attempts - 1) : desk_.clock.now();
        const auto doubt = [id = effect.id, words, next](Transaction& tx) { effect_doubtful(tx, id, words, next); };
        co_await desk_.keep(doubt);
        co_return outcome;
    }
    if (what == Consequence::rest) {
        spdlog::info("{} waits for its turn: {}", effect.effect_id, words);
        const auto rests = [&effect, &words, stays](Transaction& tx) {
            effect_not_attempted(tx, effect.id, stays, words, effect.not_before);
        };
        co_await desk_.keep(rests);
        desk_.resting_lanes.rest(effect.lane, DeliveryDesk::turn_after(failure.rest));
        co_return outcome;
    }
    if (id && has_lost_thread(place, failure)) {
        const auto lost = [id](Transaction& tx) { message_absent(tx, id, "card"); };
        co_await desk_.keep(lost);
        co_await put_off(effect, stays, words);
        co_return outcome;
    }
    if (what == Consequence::ask_room) {
        co_await desk_.ask_room(id);
        // However long people take to mend the room: that uses up no row's day.
        co_await put_off(effect, stays, words, effect.attempts <= growing_delays);
        co_return outcome;
    }
    const bool is_over = has_had_its_day(effect) && !is_about_token(failure);
    if (what != Consequence::give_up && !is_over) {
        co_await put_off(effect, stays, words);
        co_return outcome;
    }
    const bool may_be_gone = place.is_person && failure.reaction == slack::Reaction::target;
    if (may_be_gone) desk_.people.doubt(UserId{place.address});
    co_return co_await give_up(effect, words);
}

bool EffectDelivery::has_had_its_day(const Effect& effect) const {
    return effect.attempts >= attempts_of_a_day && desk_.clock.now() - effect.created_at >= a_day;
}

/// Who the lane belongs to has to be asked first. What an earlier attempt left behind is still to be looked for.
asio::awaitable<void> EffectDelivery::wait_for_person(const Effect& effect, const NoPlace& why) {
    spdlog::info("{} waits for its turn: {}", effect.effect_id, why.why);
    const auto mark = effect.state == EffectState::doubtful ? effect_doubtful : effect_retry;
    const auto waits = [&effect, &why, mark](Transaction& tx) { mark(tx, effect.id, why.why, effect.not_before); };
    co_await desk_.keep(waits);
    desk_.resting_lanes.rest(effect.lane, DeliveryDesk::turn_after(why.rest));
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

asio::awaitable<void> EffectDelivery::put_off(const Effect& effect, EffectState stays, std::string error, bool counts) {
    ++desk_.counts.retried;
    spdlog::warn("{} is tried again later: {}", effect.effect_id, error);
    const auto retry = [id = effect.id, stays, error, counts,
                        next = desk_.next_attempt(effect.attempts)](Transaction& tx) {
        if (!counts) return effect_not_attempted(tx, id, stays, error, next);
        const auto mark = stays == EffectState::doubtful ? effect_doubtful : effect_retry;
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
