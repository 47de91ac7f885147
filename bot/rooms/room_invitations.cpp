#include "bot/rooms/room_invitations.hpp"

#include "bot/deliver/consequence.hpp"
#include "playbooks/digest/fingerprint.hpp"
#include "playbooks/rescue/unfit.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

using nlohmann::json;
using Kind = SlackFailure::Kind;

constexpr std::size_t invited_at_a_time = 100;

/// Changes with the people who belong to the rescue, and with nothing else that the room should be.
std::string fingerprint_of_people(const slack::RoomWish& wish) {
    std::string all;
    for (const UserId& one : wish.members) all += one.value + '\n';
    for (const UserId& one : wish.others) all += "other " + one.value + '\n';
    return fingerprint(all);
}

/// Why somebody is not in the room, in words that go on from the name.
std::string in_plain_words(const std::string& code) {
    if (code == "user_is_restricted" || code == "ura_max_channels")
        return "is a guest: ask a workspace admin to add them to this room";
    if (code == "user_not_found" || code == "user_not_visible") return "is not in this workspace";
    if (code == "user_disabled") return "is deactivated in Slack";
    if (code == "not_in_team" || code == "org_user_not_in_team" || code == "user_team_not_in_channel")
        return "belongs to another workspace";
    return fmt::format("could not be invited ({}): invite them by hand", code);
}

std::string joined(const std::map<std::string, std::string>& member_by_user) {
    std::string users;
    for (const auto& [user, member] : member_by_user) users += (users.empty() ? "" : ",") + user;
    return users;
}

} // namespace

asio::awaitable<Step> RoomInvitations::invite_members(RoomProgress& room) {
    const std::string people = fingerprint_of_people(room.wish);
    if (room.actual.members_tried != people) room.actual.failures.clear();

    std::map<std::string, std::string> member_by_user;
    bool some_must_wait = false;
    for (const UserId& wished : room.wish.members) {
        if (wished.empty() || room.actual.invited.contains(wished.value)) continue;
        const auto user = co_await person(room, wished, some_must_wait);
        if (user) member_by_user.emplace(user->value, wished.value);
    }
    for (const UserId& other : room.wish.others) {
        if (!other.empty()) (void)co_await person(room, other, some_must_wait);
    }
    const std::string method = "conversations.invite";
    if (member_by_user.empty()) {
        if (!desk_.is_refused(method)) room.actual.refused.erase(method);
    } else {
        const bool is_forbidden = co_await desk_.goes_without(room, method);
        if (is_forbidden) member_by_user.clear();
    }
    const bool is_news = !member_by_user.empty() || room.actual.members_tried != people;
    const Step step = co_await invite(room, std::move(member_by_user));
    if (step == Step::lost || step == Step::put_off) co_return step;
    if (!some_must_wait) room.actual.members_tried = people;
    if (is_news) co_await desk_.keep(room);
    if (some_must_wait) co_return Step::put_off;
    co_return is_news ? Step::done : Step::nothing_to_do;
}

asio::awaitable<std::optional<UserId>> RoomInvitations::person(RoomProgress& room, UserId wished, bool& must_wait) {
    if (room.actual.failures.contains(wished.value)) co_return std::nullopt;
    const auto found = co_await desk_.people.find(wished);
    if (!found && found.error().for_now) {
        must_wait = true;
        co_return std::nullopt;
    }
    std::string why;
    if (found) why = unfit_because(*found);
    if (!found && found.error().is_nobody) why = "is not known in this workspace";
    // Whom Slack will not describe it may still invite; but an address has to be known.
    const bool is_address = wished.value.contains('@');
    if (!found && is_address && why.empty()) why = "could not be looked up in Slack";
    if (!why.empty()) {
        room.actual.failures[wished.value] = std::move(why);
        co_return std::nullopt;
    }
    if (!found) co_return wished;
    co_return found->id;
}

asio::awaitable<Step> RoomInvitations::invite(RoomProgress& room, std::map<std::string, std::string> member_by_user) {
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
            for (const auto& [user, wished] : some) {
                room.actual.invited.insert(wished);
                room.joined.insert(UserId{user});
            }
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
            room.actual.failures[some.begin()->second] = in_plain_words(failure.code);
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
void RoomInvitations::take_in(RoomProgress& room, std::map<std::string, std::string>& waiting, const json& errors) {
    if (!errors.is_array()) return;
    for (const json& error : errors) {
        const auto found = waiting.find(text_member(error, "user"));
        if (found == waiting.end()) continue;
        const std::string code = refusal_code(error);
        const bool is_in = slack::reaction_to("conversations.invite", code) == slack::Reaction::ok;
        if (is_in) room.actual.invited.insert(found->second);
        if (is_in) room.joined.insert(UserId{found->first});
        if (!is_in) room.actual.failures[found->second] = in_plain_words(code);
        waiting.erase(found);
    }
}

} // namespace holdfast
