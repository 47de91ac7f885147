#include "bot/rooms/reconciler.hpp"

#include "bot/slack/mrkdwn.hpp"
#include "bot/slack/views.hpp"
#include "storage/living_messages.hpp"
#include "storage/shared_channels.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace holdfast {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

// Enough for every open case; what is beyond comes in the next round.
constexpr int rooms_in_a_round = 1'000;
constexpr seconds longest_wait{5};
constexpr milliseconds wait_with_work{500};
// People have to do something first.
constexpr std::chrono::hours asked_again_every{1};
// Of a room, by what Slack tells without being asked.
constexpr std::chrono::hours in_sight_for{24};
// What belongs into a room before it is archived arrives within seconds: so often it is looked for a second apart.
constexpr int looks_before_archiving = 20;
// Rooms do not wait for minutes once Slack is back: thirty seconds at most.
constexpr int latest = 4;

} // namespace

Reconciler::Reconciler(const asio::any_io_executor& executor, Database& database, SlackClient& slack,
                       PeopleDirectory& people, const Clock& clock, const Clock& real_time, ReconcilerSettings settings)
    : desk_{executor, database, slack, people, clock, real_time, std::move(settings)}, creation_{desk_}, steps_{desk_},
      rounds_{executor, desk_.reader, HeldLease{database, real_time, "rooms", desk_.settings.holder}} {}

asio::awaitable<void> Reconciler::run() {
    return rounds_.run("Keeping rooms", [this] { return one_round(); }, [this] { return time_to_wait(); });
}

steady_clock::duration Reconciler::time_to_wait() {
    const auto next = next_room_attempt(desk_.reader);
    if (!next) return longest_wait;
    if (*next <= desk_.clock.now()) return wait_with_work;
    return std::min<steady_clock::duration>(wait_with_work, desk_.clock.until(*next));
}

asio::awaitable<void> Reconciler::one_round() {
    const bool is_ours = co_await rounds_.may_work();
    if (!is_ours) co_return;
    co_await look_at_troubled_rooms();
    start_rooms();
}

/// What people or the workspace did not allow may have been mended without any event: by a guest made a member, or a
/// scope that was granted. And where a version that did not ask who is in a room has settled it, it is asked now. Rooms
/// out of sight may be shared with others meanwhile.
asio::awaitable<void> Reconciler::look_at_troubled_rooms() {
    const Instant now = desk_.clock.now();
    // Farther away only where the clock was set back.
    if (now < next_second_look_ && next_second_look_ <= now + asked_again_every) co_return;
    next_second_look_ = now + asked_again_every;
    desk_.forget_refusals();
    std::vector<CaseId> troubled;
    std::vector<CaseId> out_of_sight;
    for (const Room& room : settled_rooms(desk_.reader)) {
        if (running_.contains(room.case_id)) continue;
        const auto actual = slack::room_actual_from(room.actual);
        const bool is_well = actual.members_seen && !is_in_trouble(actual);
        if (!is_well)
            troubled.push_back(room.case_id);
        else if (is_out_of_sight(room.case_id))
            out_of_sight.push_back(room.case_id);
    }
    if (troubled.empty() && out_of_sight.empty()) co_return;
    const auto doubt = [&troubled, &out_of_sight, now](Transaction& tx) {
        for (const CaseId& id : out_of_sight) doubt_room(tx, id, now);
        for (const CaseId& id : troubled) {
            const auto room = find_room(tx, id);
            if (!room) continue;
            slack::RoomActual actual = slack::room_actual_from(room->actual);
            actual.members_tried.clear();
            actual.members_seen = false;
            record_room(tx, id, room->channel, room->name, slack::to_text(actual));
            doubt_room(tx, id, now);
        }
    };
    co_await desk_.database.write(doubt);
}

void Reconciler::start_rooms() {
    for (Room& room : rooms_to_reconcile(desk_.reader, desk_.clock.now(), rooms_in_a_round)) {
        if (rounds_.is_stopping() || running_.contains(room.case_id)) continue;
        const bool is_new = !room.channel;
        if (is_new && creating_) continue;
        // A new room does not queue behind changed topics.
        if (!is_new && running_.size() >= desk_.settings.rooms_at_a_time) continue;
        if (is_new) creating_ = room.case_id;
        running_.insert(room.case_id);
        rounds_.begun();
        asio::co_spawn(desk_.executor, run_room(std::move(room)), asio::detached);
    }
}

asio::awaitable<void> Reconciler::run_room(Room room) {
    std::string fault;
    try {
        co_await bring(room);
    } catch (const std::exception& error) {
        fault = error.what();
    }
    if (!fault.empty()) {
        spdlog::error("Keeping the room of {} failed: {}", room.case_id.value, fault);
        co_await desk_.pause(seconds{5});
    }
    running_.erase(room.case_id);
    if (creating_ == room.case_id) creating_ = CaseId{};
    rounds_.ended();
    nudge();
}

asio::awaitable<void> Reconciler::bring(const Room& room) {
    RoomProgress progress{room.case_id, slack::room_wish_from(room.wanted),   room.channel.value_or(ChannelId{}),
                          room.name,    slack::room_actual_from(room.actual), {}};
    if (!progress.channel) {
        const Step created = co_await creation_.create(progress);
        if (created == Step::lost) co_return co_await put_off(room, desk_.clock.now() + asked_again_every);
        if (created != Step::done)
            co_return co_await put_off(room, desk_.next_attempt(std::min(room.attempts + 1, latest)));
        creating_ = CaseId{};
        seen_.insert_or_assign(room.case_id, desk_.clock.now());
        nudge();
    }
    Step step = co_await take_steps(progress);
    if (step == Step::lost) step = co_await take_lost_room(progress);
    if (step == Step::lost) co_return co_await put_off(room, desk_.clock.now() + asked_again_every);
    if (step == Step::put_off) {
        const int attempts = room.attempts + 1 - (progress.wish.archived ? looks_before_archiving : 0);
        co_return co_await put_off(room, desk_.next_attempt(std::clamp(attempts, 1, latest)));
    }
    const auto settle = [&room](Transaction& tx) { settle_room(tx, room.case_id, room.version); };
    co_await desk_.database.write(settle);
}

/// Everything that can be done now. Where nothing differs somebody wants the room looked at.
asio::awaitable<Step> Reconciler::take_steps(RoomProgress& progress) {
    using Take = asio::awaitable<Step> (RoomSteps::*)(RoomProgress&);
    constexpr std::array<Take, 7> in_order{&RoomSteps::set_purpose, &RoomSteps::set_topic, &RoomSteps::invite_members,
                                           &RoomSteps::see_members, &RoomSteps::pin_card,  &RoomSteps::bookmark_card,
                                           &RoomSteps::archive};
    if (progress.actual.archived && progress.wish.archived) co_return Step::done;
    const bool was_shared = is_noted_as_shared(desk_.reader, progress.channel);
    const bool is_in_doubt =
        was_shared || progress.actual.archived || !progress.actual.trouble.empty() || is_out_of_sight(progress.id);
    if (is_in_doubt) {
        const Step seen = co_await look_at(progress);
        if (seen == Step::lost || seen == Step::put_off) co_return seen;
        if (is_noted_as_shared(desk_.reader, progress.channel)) co_return Step::done;
    }
    Step outcome = Step::nothing_to_do;
    for (const Take take : in_order) {
        if (rounds_.is_stopping()) co_return Step::put_off;
        const Step step = co_await (steps_.*take)(progress);
        if (step == Step::lost) co_return step;
        outcome = std::max(outcome, step);
    }
    if (outcome != Step::nothing_to_do) co_return outcome;
    outcome = co_await look_at(progress);
    if (outcome != Step::nothing_to_do) co_return outcome;
    co_return co_await steps_.see_members(progress);
}

/// A step could not find the room. Gone: it is made anew. Otherwise people have to let us in again.
/// @return lost: nothing can be done without people
asio::awaitable<Step> Reconciler::take_lost_room(RoomProgress& progress) {
    const Step seen = co_await look_at(progress);
    if (seen == Step::nothing_to_do || seen == Step::put_off) co_return Step::put_off;
    if (seen == Step::done) {
        co_await desk_.keep(progress);
        co_return Step::put_off;
    }
    if (progress.actual.trouble.empty()) {
        co_await forget_room(progress);
        co_return Step::put_off;
    }
    co_await desk_.keep(progress);
    slack::Message message;
    message.text =
        slack::Mrkdwn::of("About the rescue of *{}*: {}", progress.wish.account_name, progress.actual.trouble);
    nlohmann::json payload = slack::payload(message);
    // Once for each time that it is lost.
    std::string effect_id = fmt::format("{}/room-lost/{}{}", progress.id.value, progress.channel.value,
                                        RoomDesk::when_it_began(progress.actual));
    co_await desk_.tell_whoever_is_in_charge(progress.id, std::move(effect_id), std::move(payload));
    co_return Step::lost;
}

asio::awaitable<Step> Reconciler::look_at(RoomProgress& progress) {
    const Step step = co_await steps_.look_at(progress);
    if (step != Step::put_off) seen_.insert_or_assign(progress.id, desk_.clock.now());
    co_return step;
}

bool Reconciler::is_out_of_sight(const CaseId& id) const {
    const auto seen = seen_.find(id);
    if (seen == seen_.end()) return true;
    const Instant now = desk_.clock.now();
    const bool clock_was_set_back = now < seen->second;
    return clock_was_set_back || seen->second + in_sight_for <= now;
}

asio::awaitable<void> Reconciler::forget_room(RoomProgress& progress) {
    const ChannelId gone = std::exchange(progress.channel, ChannelId{});
    const std::string name = std::exchange(progress.name, {});
    const int lost = progress.actual.lost + 1;
    progress.actual = slack::RoomActual{};
    progress.actual.lost = lost;
    const auto forget = [this, &progress, &gone](Transaction& tx) {
        const auto room = find_room(tx, progress.id);
        // It only has another id by now.
        if (!room || room->channel != gone) return false;
        desk_.record_move(tx, progress);
        forget_room_members(tx, progress.id);
        for (const LivingMessage& message : messages_of(tx, progress.id))
            if (message.target == slack::room_target) message_absent(tx, progress.id, message.slot);
        return true;
    };
    const bool is_forgotten = co_await desk_.database.write(forget);
    if (is_forgotten) spdlog::warn("{}: the room {} is gone and is made anew", progress.id.value, name);
}

asio::awaitable<void> Reconciler::put_off(const Room& room, Instant not_before) {
    const auto postpone = [id = room.case_id, version = room.version, not_before](Transaction& tx) {
        postpone_room(tx, id, version, not_before);
    };
    co_await desk_.database.write(postpone);
}

asio::awaitable<void> Reconciler::stop(milliseconds within) {
    co_await rounds_.stop(within);
}

} // namespace holdfast
