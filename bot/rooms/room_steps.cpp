#include "bot/rooms/room_steps.hpp"

#include "bot/deliver/delivery.hpp"
#include "bot/slack/text.hpp"
#include "storage/living_messages.hpp"
#include "storage/outbox.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace holdfast {

namespace {

using nlohmann::json;
using Kind = SlackFailure::Kind;

constexpr std::size_t invited_at_a_time = 100;
constexpr std::size_t longest_line = 250; // of topic and purpose (Slack contract, section 14)

std::string fingerprint(const std::vector<UserId>& members) {
    std::string all;
    for (const UserId& one : members) all += one.value + '\n';
    return fmt::format("{:016x}", std::hash<std::string>{}(all));
}

/// Why somebody is not in the room, for people.
std::string in_plain_words(const std::string& who, const std::string& code) {
    if (code == "user_is_restricted" || code == "ura_max_channels")
        return fmt::format("{} is a guest: a workspace admin has to add them.", who);
    if (code == "user_not_found" || code == "user_not_visible" || code == "user_disabled")
        return fmt::format("{} is not in this workspace any more.", who);
    if (code == "not_in_team" || code == "org_user_not_in_team" || code == "user_team_not_in_channel")
        return fmt::format("{} belongs to another workspace.", who);
    return fmt::format("Slack did not let me invite {} ({}).", who, code);
}

std::string joined(const std::map<std::string, std::string>& member_by_user) {
    std::string users;
    for (const auto& [user, member] : member_by_user) users += (users.empty() ? "" : ",") + user;
    return users;
}

} // namespace

asio::awaitable<Step> RoomSteps::set_purpose(RoomProgress& room) {
    co_return co_await set_line(room, "conversations.setPurpose", "purpose", room.wish.purpose, &RoomActual::purpose);
}

asio::awaitable<Step> RoomSteps::set_topic(RoomProgress& room) {
    co_return co_await set_line(room, "conversations.setTopic", "topic", room.wish.topic, &RoomActual::topic);
}

/// Each change is a line in the channel, so only what differs is set.
asio::awaitable<Step> RoomSteps::set_line(RoomProgress& room, std::string method, std::string name, std::string wanted,
                                          std::string RoomActual::* line) {
    if (room.actual.*line == wanted || desk_.is_refused(method)) co_return Step::nothing_to_do;
    const std::string shown = slack::cut_at_word(wanted, longest_line);
    const json arguments{{"channel", room.channel.value}, {name, shown}};
    const SlackResult answer = co_await desk_.slack.call(method, arguments);
    Step step = Step::done;
    if (answer) room.actual.refused.erase(method);
    if (!answer) step = desk_.note(room, method, answer.error());
    if (step != Step::done) co_return step;
    // A line that Slack does not like is not tried again; one that the workspace forbids is, after the next start.
    if (!desk_.is_refused(method)) room.actual.*line = wanted;
    co_await desk_.keep(room);
    co_return step;
}

asio::awaitable<Step> RoomSteps::invite_members(RoomProgress& room) {
    if (desk_.is_refused("conversations.invite")) co_return Step::nothing_to_do;
    const std::string members = fingerprint(room.wish.members);
    if (room.actual.members_tried != members) room.actual.failures.clear();

    const auto self = co_await desk_.slack.identity();
    if (!self) co_return Step::put_off;
    std::map<std::string, std::string> member_by_user;
    bool some_must_wait = false;
    for (const UserId& wished : room.wish.members) {
        if (wished.empty() || room.actual.invited.contains(wished.value)) continue;
        if (room.actual.failures.contains(wished.value)) continue;
        const auto found = co_await desk_.people.find(wished);
        if (!found && found.error().for_now) {
            some_must_wait = true;
            continue;
        }
        // Whom Slack will not describe it may still invite; but an address has to be known.
        const bool is_address = wished.value.contains('@');
        if (!found && is_address) {
            room.actual.failures[wished.value] = found.error().why;
            continue;
        }
        if (found && found->deleted) {
            room.actual.failures[wished.value] = fmt::format("{} is deactivated in Slack.", wished.value);
            continue;
        }
        const std::string user = found ? found->id.value : wished.value;
        if (user != self->user.value) member_by_user.emplace(user, wished.value);
        if (user == self->user.value) room.actual.invited.insert(wished.value);
    }
    const bool is_news = !member_by_user.empty() || room.actual.members_tried != members;
    const Step step = co_await invite(room, std::move(member_by_user));
    if (step == Step::lost || step == Step::put_off) co_return step;
    if (!some_must_wait) room.actual.members_tried = members;
    co_await desk_.keep(room);
    if (some_must_wait) co_return Step::put_off;
    co_return is_news ? Step::done : Step::nothing_to_do;
}

asio::awaitable<Step> RoomSteps::invite(RoomProgress& room, std::map<std::string, std::string> member_by_user) {
    const std::string method = "conversations.invite";
    while (!member_by_user.empty()) {
        std::map<std::string, std::string> some;
        while (!member_by_user.empty() && some.size() < invited_at_a_time)
            some.insert(member_by_user.extract(member_by_user.begin()));
        const json arguments{{"channel", room.channel.value}, {"users", joined(some)}, {"force", some.size() > 1}};
        const SlackResult answer = co_await desk_.slack.call(method, arguments);
        if (answer) {
            room.actual.refused.erase(method);
            take_in(room, some, member(*answer, "errors"));
            for (const auto& [user, wished] : some) room.actual.invited.insert(wished);
            continue;
        }
        const SlackFailure& failure = answer.error();
        const json& errors = member(failure.answer, "errors");
        if (failure.kind == Kind::refused && errors.is_array() && !errors.empty() && some.size() > 1) {
            // One failed all: the rest once more without those who failed.
            const std::size_t before = some.size();
            take_in(room, some, errors);
            if (some.size() == before) some.clear();
            member_by_user.merge(some);
            continue;
        }
        const bool is_about_people =
            failure.kind == Kind::refused && !room_is_in_doubt(failure) &&
            (failure.reaction == slack::Reaction::target || failure.code == "user_is_restricted");
        if (is_about_people && some.size() == 1) {
            room.actual.failures[some.begin()->second] = in_plain_words(some.begin()->second, failure.code);
            continue;
        }
        if (is_about_people) {
            for (const auto& [user, wished] : some) {
                std::map<std::string, std::string> alone{{user, wished}};
                const Step step = co_await invite(room, std::move(alone));
                if (step != Step::done) co_return step;
            }
            continue;
        }
        const Step step = desk_.note(room, method, failure);
        co_return step;
    }
    co_return Step::done;
}

/// Moves those whom Slack names in `errors` out of `waiting`: into the room, where they are already, or to `failures`.
void RoomSteps::take_in(RoomProgress& room, std::map<std::string, std::string>& waiting, const json& errors) {
    if (!errors.is_array()) return;
    for (const json& error : errors) {
        const auto found = waiting.find(text_member(error, "user"));
        if (found == waiting.end()) continue;
        const std::string code = text_member(error, "error");
        const bool is_in = slack::reaction_to("conversations.invite", code) == slack::Reaction::ok;
        if (is_in) room.actual.invited.insert(found->second);
        if (!is_in) room.actual.failures[found->second] = in_plain_words(found->second, code);
        waiting.erase(found);
    }
}

asio::awaitable<Step> RoomSteps::pin_card(RoomProgress& room) {
    if (desk_.is_refused("pins.add")) co_return Step::nothing_to_do;
    const auto card = find_message(desk_.reader, room.id, "card");
    const bool is_there = card && !card->ts.empty() && card->channel == room.channel;
    if (!is_there || card->ts == room.actual.pinned_ts) co_return Step::nothing_to_do;
    const json arguments{{"channel", room.channel.value}, {"timestamp", card->ts}};
    const SlackResult answer = co_await desk_.slack.call("pins.add", arguments);
    if (!answer && answer.error().is_refusal("message_not_found")) {
        const auto deleted = [id = room.id](Transaction& tx) { message_absent(tx, id, "card"); };
        co_await desk_.database.write(deleted);
        co_return Step::done;
    }
    Step step = Step::done;
    if (answer) room.actual.refused.erase("pins.add");
    if (!answer) step = desk_.note(room, "pins.add", answer.error());
    if (step != Step::done) co_return step;
    if (!desk_.is_refused("pins.add")) room.actual.pinned_ts = card->ts;
    co_await desk_.keep(room);
    co_return step;
}

asio::awaitable<Step> RoomSteps::archive(RoomProgress& room) {
    if (!room.wish.archived || room.actual.archived) co_return Step::nothing_to_do;
    if (desk_.is_refused("conversations.archive")) co_return Step::nothing_to_do;
    if (has_work_left(room)) co_return Step::put_off;
    const json arguments{{"channel", room.channel.value}};
    const SlackResult answer = co_await desk_.slack.call("conversations.archive", arguments);
    Step step = Step::done;
    if (!answer) step = desk_.note(room, "conversations.archive", answer.error());
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
        if (answer.error().kind != Kind::refused || is_about_token(answer.error())) co_return Step::put_off;
        if (answer.error().code == "channel_not_found") co_return Step::lost;
        co_return co_await probe(room);
    }
    const json& channel = member(*answer, "channel");
    const bool is_archived = is_true(channel, "is_archived");
    const bool is_member = member(channel, "is_member") != false;
    if (is_archived && room.wish.archived) {
        room.actual.archived = true;
        co_return Step::done;
    }
    if (is_archived) {
        room.actual.trouble = fmt::format("Somebody archived the room #{}. Try: unarchive it in Slack, then invite "
                                          "Holdfast to it again.",
                                          room.name);
        co_return Step::lost;
    }
    if (!is_member) co_return co_await join(room);
    room.actual.archived = false;
    room.actual.trouble.clear();
    co_return Step::nothing_to_do;
}

/// Where conversations.info may not be asked, the history says as much.
asio::awaitable<Step> RoomSteps::probe(const RoomProgress& room) {
    const json arguments{{"channel", room.channel.value}, {"limit", 1}};
    const SlackResult answer = co_await desk_.slack.call("conversations.history", arguments);
    const bool is_gone = !answer && answer.error().is_refusal("channel_not_found");
    co_return is_gone ? Step::lost : Step::nothing_to_do;
}

asio::awaitable<Step> RoomSteps::join(RoomProgress& room) {
    const json arguments{{"channel", room.channel.value}};
    const SlackResult answer = co_await desk_.slack.call("conversations.join", arguments);
    if (answer) co_return Step::done;
    room.actual.trouble =
        fmt::format("Holdfast is not in the room #{} any more. Try: invite it there again.", room.name);
    co_return Step::lost;
}

} // namespace holdfast
