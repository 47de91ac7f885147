#include "bot/deliver/courier.hpp"

#include "bot/deliver/silent_rooms.hpp"
#include "storage/attempts.hpp"
#include "storage/rooms.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <exception>

namespace holdfast {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

// A lane with much to say lets others have their turn, and its card keep up.
constexpr int rows_in_a_row = 5;
// Enough for every open case; what is beyond comes in the next round.
constexpr int messages_in_a_round = 2'000;
constexpr seconds longest_wait{5};
constexpr milliseconds wait_with_work{500};
constexpr seconds rest_after_fault{5};
constexpr milliseconds longest_between_probes{30'000};
// By time servers that correct it a little, say.
constexpr seconds clock_may_go_back_by{10};

bool is_of_room(const std::string& lane) {
    return !slack::case_of_lane(lane).empty();
}

} // namespace

Courier::Courier(const asio::any_io_executor& executor, Database& database, SlackClient& slack, PeopleDirectory& people,
                 const Clock& clock, const Clock& real_time, CourierSettings settings)
    : desk_{executor, database, slack, people, clock, real_time, std::move(settings)}, effects_{desk_}, living_{desk_},
      rounds_{executor, desk_.reader, HeldLease{database, real_time, "courier", desk_.settings.holder}} {}

asio::awaitable<void> Courier::run() {
    return rounds_.run("Delivery", [this] { return one_round(); }, [this] { return time_to_wait(); });
}

asio::awaitable<void> Courier::one_round() {
    const bool may = co_await may_deliver();
    if (!may) co_return;
    if (problem_) {
        const bool is_back = co_await slack_is_back();
        if (!is_back) co_return;
    }
    find_work();
    start_lanes();
}

asio::awaitable<bool> Courier::may_deliver() {
    const bool is_ours = co_await rounds_.may_work();
    if (!is_ours) {
        must_take_over_ = true;
        co_return false;
    }
    // Lanes from before we lost the right end after the call that they are in.
    if (must_take_over_ && rounds_.running() > 0) co_return false;
    if (must_take_over_) co_await take_over();
    must_take_over_ = false;
    look_at_clock();
    if (must_attempt_) co_await attempt_what_waits();
    if (steady_clock::now() >= next_look_for_abandoned_) co_await doubt_abandoned();
    co_return true;
}

/// Nobody knows what became of the calls that were in flight when the last courier ended, nor whether the clock was
/// right then.
asio::awaitable<void> Courier::take_over() {
    const auto doubt = [&holder = desk_.settings.holder, now = desk_.real_time.now()](Transaction& tx) {
        return doubt_effects_in_flight(tx, holder, now) + doubt_messages_in_flight(tx);
    };
    const long long doubtful = co_await desk_.database.write(doubt);
    if (doubtful > 0) spdlog::warn("{} messages were on their way when the last courier ended", doubtful);
    co_await attempt_what_waits();
}

void Courier::look_at_clock() {
    const Instant now = desk_.clock.now();
    const bool was_set_back = now + clock_may_go_back_by < last_round_;
    last_round_ = now;
    if (!was_set_back) return;
    spdlog::warn("The clock was set back; what waits is attempted at once");
    must_attempt_ = true;
}

/// What was put off by a clock that was ahead would wait until the clock has come there again.
asio::awaitable<void> Courier::attempt_what_waits() {
    const auto attempt = [now = desk_.clock.now()](Transaction& tx) { attempt_from(tx, now); };
    co_await desk_.database.write(attempt);
    must_attempt_ = false;
}

/// Rows of another process, once their lease has run out.
asio::awaitable<void> Courier::doubt_abandoned() {
    const auto doubt = [&holder = desk_.settings.holder, now = desk_.real_time.now()](Transaction& tx) {
        doubt_effects_of_others(tx, holder, now);
    };
    next_look_for_abandoned_ = steady_clock::now() + std::chrono::minutes{1};
    co_await desk_.database.write(doubt);
}

/// The lane ended before it learnt what became of its calls.
asio::awaitable<void> Courier::doubt_lane(const std::string& lane, const std::vector<MessageKey>& messages) {
    const auto doubt = [&lane, &messages, &holder = desk_.settings.holder](Transaction& tx) {
        doubt_effects_of_lane(tx, lane, holder);
        for (const auto& [id, slot] : messages) doubt_message_in_flight(tx, id, slot);
    };
    try {
        co_await desk_.keep(doubt);
    } catch (const std::exception& error) {
        spdlog::error("What {} had on its way is looked for at the next start: {}", lane, error.what());
    }
}

asio::awaitable<bool> Courier::slack_is_back() {
    if (steady_clock::now() < next_probe_) co_return false;
    const SlackResult answer = co_await desk_.slack.call("auth.test", nlohmann::json::object());
    // Whoever limits us answers.
    if (answer || answer.error().reaction == slack::Reaction::wait) {
        spdlog::info("Slack can be reached again, deliveries go on");
        problem_.reset();
        failed_probes_ = 0;
        co_return true;
    }
    if (answer.error().kind == SlackFailure::Kind::refused)
        problem_ = "Slack refuses the token: " + in_words(answer.error());
    if (answer.error().kind != SlackFailure::Kind::refused)
        problem_ = "Slack does not answer: " + in_words(answer.error());
    const milliseconds pause = milliseconds{1'000} * (1 << std::min(failed_probes_++, 5));
    next_probe_ = steady_clock::now() + std::min(pause, longest_between_probes);
    co_return false;
}

void Courier::note_outage(Delivery outcome) {
    if (problem_ || (outcome != Delivery::unreachable && outcome != Delivery::unauthorised)) return;
    problem_ = outcome == Delivery::unreachable ? "Slack does not answer." : "Slack refuses the token.";
    failed_probes_ = 0;
    next_probe_ = steady_clock::now() + seconds{1};
    spdlog::error("{} Deliveries wait.", *problem_);
}

/// Fills `lanes_` and `ready_` from the database.
void Courier::find_work() {
    const Instant now = desk_.clock.now();
    desk_.resting_messages.forget_ended(steady_clock::now());
    desk_.resting_lanes.forget_ended(steady_clock::now());
    for (auto& [lane, messages] : lanes_) messages.clear();
    const auto take = [this](const std::string& lane) -> std::vector<MessageKey>* {
        const auto known = lanes_.find(lane);
        if (known != lanes_.end()) return &known->second;
        if (troubled_.contains(lane) || !leads_somewhere(lane)) return nullptr;
        ready_.push_back(lane);
        return &lanes_[lane];
    };
    for (const LivingMessage& message : messages_to_update(desk_.reader, now, messages_in_a_round)) {
        if (desk_.resting_messages.rests({message.case_id, message.slot}, steady_clock::now())) continue;
        if (LivingDelivery::speaks_in_room(message) && is_silent(desk_.reader, message.case_id)) continue;
        const bool is_in_room = message.target == slack::room_target;
        auto* const messages =
            take(is_in_room ? slack::room_lane(message.case_id) : slack::person_lane(UserId{message.target}));
        if (messages != nullptr) messages->emplace_back(message.case_id, message.slot);
    }
    for (const std::string& lane : lanes_with_work(desk_.reader))
        if (has_next_row(lane) && !is_silent(desk_.reader, slack::case_of_lane(lane))) take(lane);
}

bool Courier::has_next_row(const std::string& lane) {
    if (desk_.resting_lanes.rests(lane, steady_clock::now())) return false;
    return next_effect_of(desk_.reader, lane, desk_.clock.now()).has_value();
}

/// A room's lane waits for the room.
bool Courier::leads_somewhere(const std::string& lane) {
    const CaseId id = slack::case_of_lane(lane);
    if (id.empty()) return true;
    const std::optional<Room> room = find_room(desk_.reader, id);
    return room && room->channel;
}

void Courier::start_lanes() {
    for (auto next = ready_.begin(); next != ready_.end() && may_go_on();) {
        if (!has_place_for(*next)) {
            ++next;
            continue;
        }
        std::string lane = std::move(*next);
        next = ready_.erase(next);
        rounds_.begun();
        if (is_of_room(lane)) ++rooms_running_;
        asio::co_spawn(desk_.executor, run_lane(std::move(lane)), asio::detached);
    }
}

/// Cards that wait for their turn, all in the same queue, hold up no direct message.
bool Courier::has_place_for(const std::string& lane) const {
    const std::size_t places = desk_.settings.lanes_at_a_time;
    if (rounds_.running() >= places) return false;
    const std::size_t kept_for_people = places / 4;
    return !is_of_room(lane) || rooms_running_ < places - kept_for_people;
}

asio::awaitable<void> Courier::run_lane(std::string lane) {
    const std::vector<MessageKey> messages = std::move(lanes_[lane]);
    Delivery outcome = Delivery::later;
    std::string fault;
    try {
        outcome = co_await deliver_lane(lane, messages);
    } catch (const std::exception& error) {
        fault = error.what();
    }
    note_outage(outcome);
    if (!fault.empty()) {
        spdlog::error("Delivering to {} failed: {}", lane, fault);
        troubled_.insert(lane);
        co_await doubt_lane(lane, messages);
    }
    lanes_.erase(lane);
    if (is_of_room(lane)) --rooms_running_;
    rounds_.ended();
    if (outcome == Delivery::done || !ready_.empty()) nudge();
    if (fault.empty()) co_return;
    co_await desk_.pause(rest_after_fault);
    troubled_.erase(lane);
    nudge();
}

/// Living messages first, the card before all; then rows, in order.
asio::awaitable<Delivery> Courier::deliver_lane(const std::string& lane, const std::vector<MessageKey>& messages) {
    std::vector<MessageKey> in_order = messages;
    std::ranges::sort(in_order, {}, [](const MessageKey& key) { return std::pair{key.second != "card", key}; });
    Delivery outcome = Delivery::later;
    for (const MessageKey& key : in_order) {
        if (!may_go_on()) co_return outcome;
        outcome = co_await bring(key);
        const bool is_outage = outcome == Delivery::unreachable || outcome == Delivery::unauthorised;
        if (is_outage) co_return outcome;
    }
    for (int row = 0; row < rows_in_a_row && may_go_on(); ++row) {
        if (desk_.resting_lanes.rests(lane, steady_clock::now())) break;
        std::optional<Effect> effect = next_effect_of(desk_.reader, lane, desk_.clock.now());
        if (!effect) break;
        outcome = co_await effects_.deliver(std::move(*effect));
        if (outcome != Delivery::done) break;
    }
    co_return outcome;
}

asio::awaitable<Delivery> Courier::bring(const MessageKey& key) {
    std::optional<LivingMessage> message = find_message(desk_.reader, key.first, key.second);
    const bool needs_work = message && message->state != LivingState::in_flight &&
                            (message->wanted_hash != message->posted_hash || message->state == LivingState::doubtful) &&
                            message->not_before <= desk_.clock.now();
    if (!needs_work) co_return Delivery::done;
    const bool is_update = !message->ts.empty() && message->wanted_payload;
    if (is_update) desk_.resting_messages.rest(key, steady_clock::now() + desk_.settings.between_updates);
    co_return co_await living_.bring(std::move(*message));
}

/// Until the next row or message may be attempted, as far as that is known.
steady_clock::duration Courier::time_to_wait() {
    if (problem_)
        return std::clamp<steady_clock::duration>(next_probe_ - steady_clock::now(), milliseconds{10}, longest_wait);
    const auto next_row = next_effect_time(desk_.reader);
    const auto next_message = next_message_attempt(desk_.reader);
    steady_clock::duration wait =
        !next_row && !next_message ? steady_clock::duration{longest_wait} : steady_clock::duration{wait_with_work};
    for (const auto& next : {next_row, next_message})
        if (next && *next > desk_.clock.now()) wait = std::min(wait, desk_.clock.until(*next));
    for (const auto& turn : {desk_.resting_messages.next(), desk_.resting_lanes.next()})
        if (turn) wait = std::min(wait, *turn - steady_clock::now());
    return std::max<steady_clock::duration>(wait, milliseconds{1});
}

asio::awaitable<void> Courier::stop(milliseconds within) {
    const bool all_ended = co_await rounds_.stop(within);
    if (!all_ended)
        spdlog::warn("{} deliveries are still on their way; they are looked for at the next start", rounds_.running());
}

} // namespace holdfast
