#include "bot/rooms/room_creation.hpp"

#include "bot/clock/largest_clock_error.hpp"
#include "bot/deliver/consequence.hpp"
#include "bot/slack/channel_name.hpp"
#include "bot/slack/mrkdwn.hpp"
#include "bot/slack/views.hpp"
#include "storage/cases.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

namespace holdfast {

namespace {

using nlohmann::json;
using Kind = SlackFailure::Kind;

constexpr int most_names = 30;
constexpr int most_pages = 50;

std::string name_of(const RoomProgress& room, int attempt) {
    return slack::channel_name(room.wish.prefix, room.wish.account_name, room.wish.account, attempt);
}

long long seconds_of(const json& channel, std::string_view name) {
    const json& value = member(channel, name);
    return value.is_number() ? value.get<long long>() : 0;
}

} // namespace

asio::awaitable<Step> RoomCreation::create(RoomProgress& room) {
    const bool may_be_there = room.actual.asked_at != 0;
    if (may_be_there) {
        if (room.actual.asked_name.empty()) room.actual.asked_name = name_of(room, 1);
        const Step earlier = co_await adopt(room);
        if (earlier != Step::nothing_to_do) co_return earlier;
    }
    for (int attempt = 1; attempt <= most_names; ++attempt) {
        const Step step = co_await try_name(room, name_of(room, attempt));
        if (step != Step::nothing_to_do) co_return step;
    }
    spdlog::error("{}: {} names for the room are taken", room.id.value, most_names);
    co_return Step::put_off;
}

/// @return nothing_to_do: others have the name
asio::awaitable<Step> RoomCreation::try_name(RoomProgress& room, std::string name) {
    room.actual.asked_name = name;
    const long long now = desk_.real_time.now().time_since_epoch().count();
    // An answer to any name since then may have been lost.
    room.actual.asked_at = room.actual.asked_at == 0 ? now : std::min(room.actual.asked_at, now);
    co_await desk_.keep(room);

    const json arguments{{"name", name}, {"is_private", room.wish.is_private}};
    const SlackResult answer = co_await desk_.slack.call("conversations.create", arguments);
    if (answer) {
        const json& channel = member(*answer, "channel");
        Channel created{ChannelId{text_member(channel, "id")}, text_member(channel, "name")};
        if (created.name.empty()) created.name = name;
        co_await move_in(room, std::move(created));
        co_return Step::done;
    }
    const SlackFailure& failure = answer.error();
    const bool is_taken = failure.is_refusal("name_taken");
    if (is_taken || failure.kind == Kind::doubtful) {
        co_await desk_.pause(desk_.settings.listing_lag);
        const Step adopted = co_await adopt(room);
        if (adopted == Step::nothing_to_do && !is_taken) co_return Step::put_off;
        co_return adopted;
    }
    const Step step = desk_.note(room, "conversations.create", failure);
    if (step == Step::put_off) co_return step;
    desk_.note_trouble(room, fmt::format("Slack does not let Holdfast create the room ({}).", failure.code));
    co_await desk_.keep(room);
    co_await tell_that_it_is_refused(room, failure.code);
    co_return Step::lost;
}

/// Takes the channel that was asked for and whose answer never came.
asio::awaitable<Step> RoomCreation::adopt(RoomProgress& room) {
    const Found found = co_await find_own(room);
    if (!found && may_pass(found.error(), Addressee::room)) co_return Step::put_off;
    // Where the list may not be read, the name decides: it is free, or the next one is taken.
    if (!found) co_return Step::nothing_to_do;
    const std::optional<Channel>& own = *found;
    if (!own) co_return Step::nothing_to_do;
    co_await move_in(room, *own);
    co_return Step::done;
}

asio::awaitable<RoomCreation::Found> RoomCreation::find_own(const RoomProgress& room) {
    const auto self = co_await desk_.slack.identity();
    if (!self) co_return std::unexpected{self.error()};
    json arguments{{"types", "public_channel,private_channel"}, {"exclude_archived", true}, {"limit", 200}};
    for (int page = 0; page < most_pages; ++page) {
        const SlackResult answer = co_await desk_.slack.call("users.conversations", arguments);
        if (!answer) co_return std::unexpected{answer.error()};
        for (const json& channel : member(*answer, "channels")) {
            if (!is_ours(channel, room, *self)) continue;
            Channel found{ChannelId{text_member(channel, "id")}, text_member(channel, "name")};
            co_return std::optional{std::move(found)};
        }
        const std::string cursor = next_cursor(*answer);
        if (cursor.empty()) break;
        arguments["cursor"] = cursor;
    }
    co_return std::optional<Channel>{};
}

/// Never by its name alone: we created it, since we asked for it, and no other case lives there.
bool RoomCreation::is_ours(const json& channel, const RoomProgress& room, const BotIdentity& self) {
    if (text_member(channel, "name") != room.actual.asked_name) return false;
    if (text_member(channel, "creator") != self.user.value || is_true(channel, "is_archived")) return false;
    const Instant asked{std::chrono::milliseconds{room.actual.asked_at}};
    const Instant created{std::chrono::seconds{seconds_of(channel, "created")}};
    if (created < asked - largest_clock_error) return false;
    const auto bound = find_case_by_channel(desk_.reader, ChannelId{text_member(channel, "id")});
    return !bound || bound->id == room.id;
}

asio::awaitable<void> RoomCreation::move_in(RoomProgress& room, Channel channel) {
    room.channel = channel.id;
    room.name = channel.name;
    room.actual.asked_name.clear();
    room.actual.asked_at = 0;
    room.actual.trouble.clear();
    room.actual.refused.erase("conversations.create");
    const auto record = [this, &room](Transaction& tx) {
        desk_.record_move(tx, room);
        set_case_title(tx, room.id, room.name);
    };
    co_await desk_.database.write(record);
    spdlog::info("{} has the room {}", room.id.value, room.name);
    desk_.settings.after_change();
}

asio::awaitable<void> RoomCreation::tell_that_it_is_refused(const RoomProgress& room, std::string code) {
    using slack::Mrkdwn;
    slack::Message message;
    message.text =
        Mrkdwn::of("I could not create the room for *{}*: Slack refused it ({}). Try: ask a workspace admin to "
                   "let Holdfast create private channels. I try again every hour.",
                   room.wish.account_name, code);
    json payload = slack::payload(message);
    std::string effect_id = fmt::format("{}/room-refused{}", room.id.value, RoomDesk::when_it_began(room.actual));
    co_await desk_.tell_whoever_is_in_charge(room.id, std::move(effect_id), std::move(payload));
}

} // namespace holdfast
