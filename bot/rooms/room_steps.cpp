#include "bot/rooms/room_steps.hpp"

#include "bot/decode/channel_sharing.hpp"
#include "bot/deliver/consequence.hpp"
#include "bot/slack/mrkdwn.hpp"
#include "bot/slack/text.hpp"
#include "bot/slack/views.hpp"
#include "storage/living_messages.hpp"
#include "storage/outbox.hpp"
#include "storage/shared_channels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace holdfast {

namespace {

using nlohmann::json;

constexpr std::size_t longest_line = 250; // of topic and purpose (Slack contract, section 14)

constexpr std::string_view bookmark_title = "Rescue card";
constexpr int most_pages = 50;

} // namespace

asio::awaitable<Step> RoomSteps::set_purpose(RoomProgress& room) {
    co_return co_await set_line(room, "conversations.setPurpose", "purpose", room.wish.purpose,
                                &slack::RoomActual::purpose);
}

asio::awaitable<Step> RoomSteps::set_topic(RoomProgress& room) {
    co_return co_await set_line(room, "conversations.setTopic", "topic", room.wish.topic, &slack::RoomActual::topic);
}

/// Each change is a line in the channel, so only what differs is set.
asio::awaitable<Step> RoomSteps::set_line(RoomProgress& room, std::string method, std::string name, std::string wanted,
                                          std::string slack::RoomActual::* line) {
    if (room.actual.*line == wanted) co_return Step::nothing_to_do;
    const bool is_forbidden = co_await desk_.goes_without(room, method);
    if (is_forbidden) co_return Step::nothing_to_do;
    const std::string shown = slack::cut_at_word(wanted, longest_line);
    const json arguments{{"channel", room.channel.value}, {name, shown}};
    const SlackResult answer = co_await desk_.slack.call(method, arguments);
    const Step step = desk_.settle(room, method, answer);
    if (step != Step::done) co_return step;
    // A line that Slack does not like is not tried again; one that the workspace forbids is, later.
    if (!desk_.is_refused(method)) room.actual.*line = wanted;
    co_await desk_.keep(room);
    co_return step;
}

asio::awaitable<Step> RoomSteps::see_members(RoomProgress& room) {
    const std::string method = "conversations.members";
    if (room.actual.members_seen) co_return Step::nothing_to_do;
    const bool is_forbidden = co_await desk_.goes_without(room, method);
    if (is_forbidden) co_return Step::nothing_to_do;
    const auto before = room_members(desk_.reader, room.id);
    std::vector<UserId> present;
    json arguments{{"channel", room.channel.value}, {"limit", 200}};
    for (int page = 0; page < most_pages; ++page) {
        const SlackResult answer = co_await desk_.slack.call(method, arguments);
        const Step step = desk_.settle(room, method, answer);
        if (!answer) {
            if (step == Step::done) co_await desk_.keep(room);
            co_return step;
        }
        for (const json& user : member(*answer, "members"))
            if (user.is_string()) present.emplace_back(user.get<std::string>());
        const std::string cursor = next_cursor(*answer);
        if (cursor.empty()) break;
        arguments["cursor"] = cursor;
    }
    room.actual.members_seen = true;
    take_note_of_members(room, present);
    const auto record = [this, &room, &before, &present](Transaction& tx) {
        replace_room_members(tx, room.id, before, present);
        desk_.record(tx, room);
    };
    co_await desk_.database.write(record);
    co_return Step::done;
}

/// Whoever is in the room needs no invitation, and is in no trouble, whoever let them in.
void RoomSteps::take_note_of_members(RoomProgress& room, const std::vector<UserId>& present) {
    for (const UserId& wished : room.wish.members) {
        UserId user = wished;
        if (const auto known = find_user_by_email(desk_.reader, wished.value)) user = known->id;
        if (std::ranges::find(present, user) == present.end()) continue;
        room.actual.invited.insert(wished.value);
        room.actual.failures.erase(wished.value);
    }
}

/// The card's timestamp where it is in the room and not shown so yet.
std::optional<std::string> RoomSteps::card_to_show(const RoomProgress& room, const std::string& shown_ts) {
    const auto card = find_message(desk_.reader, room.id, "card");
    const bool is_there = card && !card->ts.empty() && card->channel == room.channel;
    if (!is_there || card->ts == shown_ts) return std::nullopt;
    return card->ts;
}

asio::awaitable<Step> RoomSteps::pin_card(RoomProgress& room) {
    const auto ts = card_to_show(room, room.actual.pinned_ts);
    if (!ts) co_return Step::nothing_to_do;
    const bool is_forbidden = co_await desk_.goes_without(room, "pins.add");
    if (is_forbidden) co_return Step::nothing_to_do;
    const json arguments{{"channel", room.channel.value}, {"timestamp", *ts}};
    const SlackResult answer = co_await desk_.slack.call("pins.add", arguments);
    if (!answer && answer.error().is_refusal("message_not_found")) {
        const auto deleted = [id = room.id](Transaction& tx) { message_absent(tx, id, "card"); };
        co_await desk_.database.write(deleted);
        co_return Step::done;
    }
    const Step step = desk_.settle(room, "pins.add", answer);
    if (step != Step::done) co_return step;
    if (!desk_.is_refused("pins.add")) room.actual.pinned_ts = *ts;
    co_await desk_.keep(room);
    co_return step;
}

asio::awaitable<Step> RoomSteps::bookmark_card(RoomProgress& room) {
    constexpr std::array methods{"chat.getPermalink", "bookmarks.list", "bookmarks.add", "bookmarks.edit"};
    const auto is_refused = [this](const char* method) { return desk_.is_refused(method); };
    const auto ts = card_to_show(room, room.actual.bookmarked_ts);
    if (!ts) co_return Step::nothing_to_do;
    for (const char* method : methods) {
        const bool is_forbidden = co_await desk_.goes_without(room, method);
        if (is_forbidden) co_return Step::nothing_to_do;
    }
    const json message{{"channel", room.channel.value}, {"message_ts", *ts}};
    const SlackResult linked = co_await desk_.slack.call("chat.getPermalink", message);
    // Somebody deleted the card; it comes again.
    if (!linked && linked.error().is_refusal("message_not_found")) co_return Step::done;
    Step step = desk_.settle(room, "chat.getPermalink", linked);
    if (linked) step = co_await put_bookmark(room, text_member(*linked, "permalink"));
    if (step != Step::done) co_return step;
    if (std::ranges::none_of(methods, is_refused)) room.actual.bookmarked_ts = *ts;
    co_await desk_.keep(room);
    co_return step;
}

/// The bookmark of an earlier card is led to this one.
asio::awaitable<Step> RoomSteps::put_bookmark(RoomProgress& room, std::string link) {
    const json channel{{"channel_id", room.channel.value}};
    const SlackResult listed = co_await desk_.slack.call("bookmarks.list", channel);
    const Step seen = desk_.settle(room, "bookmarks.list", listed);
    if (!listed) co_return seen;

    std::string method = "bookmarks.add";
    json bookmark{{"channel_id", room.channel.value}, {"title", bookmark_title}, {"type", "link"}, {"link", link}};
    for (const json& one : member(*listed, "bookmarks")) {
        if (text_member(one, "link") == link) {
            has_bookmark(room);
            co_return Step::done;
        }
        if (text_member(one, "title") != bookmark_title) continue;
        method = "bookmarks.edit";
        bookmark = {{"channel_id", room.channel.value}, {"bookmark_id", text_member(one, "id")}, {"link", link}};
    }
    const SlackResult put = co_await desk_.slack.call(method, bookmark);
    if (put) has_bookmark(room);
    co_return desk_.settle(room, method, put);
}

/// Whichever of both was missing before, the room does without it no longer.
void RoomSteps::has_bookmark(RoomProgress& room) {
    room.actual.refused.erase("bookmarks.add");
    room.actual.refused.erase("bookmarks.edit");
}

asio::awaitable<Step> RoomSteps::archive(RoomProgress& room) {
    if (!room.wish.archived || room.actual.archived) co_return Step::nothing_to_do;
    const bool is_forbidden = co_await desk_.goes_without(room, "conversations.archive");
    if (is_forbidden) co_return Step::nothing_to_do;
    if (has_work_left(room)) co_return Step::put_off;
    const json arguments{{"channel", room.channel.value}};
    const SlackResult answer = co_await desk_.slack.call("conversations.archive", arguments);
    const Step step = desk_.settle(room, "conversations.archive", answer);
    // Whoever took the room away did it for us.
    room.actual.archived = answer.has_value() || step == Step::lost;
    if (step == Step::put_off) co_return step;
    co_await desk_.keep(room);
    co_return Step::done;
}

bool RoomSteps::has_work_left(const RoomProgress& room) {
    const auto lanes = lanes_with_work(desk_.reader);
    if (std::ranges::find(lanes, slack::room_lane(room.id)) != lanes.end()) return true;
    const Instant soon = desk_.clock.now() + std::chrono::minutes{10};
    return std::ranges::any_of(messages_of(desk_.reader, room.id), [soon](const LivingMessage& message) {
        const bool is_on_its_way = message.wanted_hash != message.posted_hash || message.state != LivingState::posted;
        return message.target == slack::room_target && is_on_its_way && message.not_before < soon;
    });
}

asio::awaitable<Step> RoomSteps::look_at(RoomProgress& room) {
    const json arguments{{"channel", room.channel.value}};
    const SlackResult answer = co_await desk_.slack.call("conversations.info", arguments);
    if (!answer) {
        if (may_pass(answer.error(), Addressee::room)) co_return Step::put_off;
        if (answer.error().code == "channel_not_found") co_return Step::lost;
        co_return co_await probe(room);
    }
    const auto is_shared = is_shared_outside(*answer);
    if (!is_shared) co_return co_await probe(room);
    const json& channel = member(*answer, "channel");
    const bool is_archived = is_true(channel, "is_archived");
    const bool is_member = member(channel, "is_member") != false;
    if (is_archived && room.wish.archived) {
        room.actual.archived = true;
        co_return Step::done;
    }
    if (is_archived) {
        desk_.note_trouble(room, fmt::format("Somebody archived the room #{}. Try: unarchive it in Slack, then invite "
                                             "Holdfast to it again.",
                                             room.name));
        co_return Step::lost;
    }
    co_await note_readers(room, *is_shared);
    if (!is_member) {
        const Step joined = co_await join(room);
        if (joined != Step::done) co_return joined;
    }
    const bool is_usable_again = room.actual.archived || !room.actual.trouble.empty();
    room.actual.archived = false;
    room.actual.trouble.clear();
    room.actual.members_seen = false;
    if (is_usable_again) co_await desk_.keep(room);
    co_return Step::nothing_to_do;
}

/// Nothing more is said in a room that people of another organisation can read; whoever is in charge hears why.
asio::awaitable<void> RoomSteps::note_readers(const RoomProgress& room, bool is_shared) {
    const bool is_news = is_noted_as_shared(desk_.reader, room.channel) != is_shared;
    if (is_news) {
        const auto note = [channel = room.channel, is_shared, now = desk_.clock.now()](Transaction& tx) {
            note_sharing(tx, channel, is_shared, now);
        };
        co_await desk_.database.write(note);
    }
    if (!is_shared) co_return;
    slack::Message message;
    message.text = slack::Mrkdwn::of("The room {} of *{}* is shared with another organisation. Holdfast says nothing "
                                     "there any more. Try: end the sharing in the channel's settings; everything on "
                                     "record stays, and `/rescue` answers you alone.",
                                     slack::channel_link(room.channel), room.wish.account_name);
    json payload = slack::payload(message);
    // Once for each time that it becomes shared.
    std::string effect_id = fmt::format("{}/room-shared/{}/{}", room.id.value, room.channel.value,
                                        noted_sharing(desk_.reader, room.channel));
    co_await desk_.tell_whoever_is_in_charge(room.id, std::move(effect_id), std::move(payload));
}

/// Where conversations.info may not be asked, or says nothing, the history tells whether the room is there. Whether it
/// is shared stays as noted.
asio::awaitable<Step> RoomSteps::probe(const RoomProgress& room) {
    const json arguments{{"channel", room.channel.value}, {"limit", 1}};
    const SlackResult answer = co_await desk_.slack.call("conversations.history", arguments);
    if (answer) co_return Step::nothing_to_do;
    if (may_pass(answer.error(), Addressee::room)) co_return Step::put_off;
    co_return answer.error().is_refusal("channel_not_found") ? Step::lost : Step::nothing_to_do;
}

asio::awaitable<Step> RoomSteps::join(RoomProgress& room) {
    const json arguments{{"channel", room.channel.value}};
    const SlackResult answer = co_await desk_.slack.call("conversations.join", arguments);
    if (answer) co_return Step::done;
    if (may_pass(answer.error(), Addressee::room)) co_return Step::put_off;
    desk_.note_trouble(room,
                       fmt::format("Holdfast is not in the room #{} any more. Try: invite it there again.", room.name));
    co_return Step::lost;
}

} // namespace holdfast
