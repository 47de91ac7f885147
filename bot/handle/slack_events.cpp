#include "bot/handle/slack_events.hpp"

#include "bot/decode/slack_user.hpp"
#include "bot/slack/room_actual.hpp"
#include "playbooks/accounts/search_key.hpp"
#include "playbooks/rescue/unfit.hpp"
#include "storage/cases.hpp"
#include "storage/rooms.hpp"
#include "storage/shared_channels.hpp"
#include "storage/slack_users.hpp"
#include "storage/unknown_colleagues.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace holdfast {

namespace {

constexpr std::array<std::string_view, 14> about_rooms{
    "channel_archive", "group_archive",    "channel_unarchive",  "group_unarchive",    "channel_deleted",
    "group_deleted",   "channel_rename",   "group_rename",       "channel_left",       "group_left",
    "channel_shared",  "channel_unshared", "channel_id_changed", "member_left_channel"};

/// The room may not be what it was: the reconciler looks again, and brings back what is missing.
void look_at_room_again(Transaction& tx, const EventCallback& event, Instant now) {
    const auto record = find_case_by_channel(tx, event.channel);
    if (!record) return;
    if (event.type == "channel_id_changed" && event.new_channel) {
        if (const auto room = find_room(tx, record->id)) {
            record_room(tx, record->id, event.new_channel, room->name, room->actual);
        }
        // Rooms get another id when they are shared: silence goes with them.
        if (is_noted_as_shared(tx, event.channel)) note_sharing(tx, event.new_channel, true, now);
        note_sharing(tx, event.channel, false, now);
    }
    // At once: until the reconciler has looked, nothing more is said there.
    if (event.type == "channel_shared") note_sharing(tx, event.channel, true, now);
    doubt_room(tx, record->id, now);
}

std::optional<KnownUser> user_in(const EventCallback& event, Instant now) {
    const auto json = nlohmann::json::parse(event.event_json, nullptr, false);
    if (!json.is_object() || !json.contains("user")) return std::nullopt;
    return known_user_from(json["user"], event.workspace, now);
}

/// Who is in a room decides who may change its rescue. Somebody who could not be invited is there now: the room is
/// looked at again, so that the card no longer complains.
void somebody_joined(Transaction& tx, const EventCallback& event, Instant now) {
    const auto record = find_case_by_channel(tx, event.channel);
    if (!record || event.user.empty()) return;
    add_room_member(tx, record->id, event.user);
    const auto room = find_room(tx, record->id);
    if (room && slack::is_in_trouble(slack::room_actual_from(room->actual))) doubt_room(tx, record->id, now);
}

void somebody_left(Transaction& tx, const EventCallback& event) {
    const auto record = find_case_by_channel(tx, event.channel);
    if (record) remove_room_member(tx, record->id, event.user);
}

/// Zones and deactivations decide about reminders: the cases of this person are drawn again. Somebody who was on record
/// by an address, or whom Slack did not know before, is known from here on.
void person_changed(Transaction& tx, Ledger& ledger, const KnownUser& user, Instant now) {
    const auto before = find_user(tx, user.id);
    store_user(tx, user);
    const UserId address{user.email};
    const bool was_unknown = forget_unknown_colleague(tx, user.id);
    const bool address_was_unknown = !address.empty() && forget_unknown_colleague(tx, address);
    const bool has_new_address = !address.empty() && (!before || before->email != search_key(user.email));
    const bool is_colleague = unfit_because(user).empty();
    if (has_new_address && is_colleague) ledger.colleague_found(tx, address, user.id, now);
    const bool is_same = before && before->time_zone == user.time_zone && before->deleted == user.deleted;
    if (is_same && !was_unknown && !address_was_unknown && !has_new_address) return;
    ledger.colleague_changed(tx, user.id, now);
}

} // namespace

boost::asio::awaitable<void> note_shared_room(Desk& desk, const EventCallback& event) {
    if (is_noted_as_shared(desk.reader(), event.channel)) co_return;
    const auto record = find_case_by_channel(desk.reader(), event.channel);
    if (!record) co_return;
    auto work = [channel = event.channel, id = record->id, now = desk.now()](Transaction& tx, Ledger&) {
        note_sharing(tx, channel, true, now);
        doubt_room(tx, id, now);
    };
    co_await desk.change(std::move(work));
}

boost::asio::awaitable<void> act_on_workspace_event(Desk& desk, const EventCallback& event) {
    const bool about_a_room = std::ranges::find(about_rooms, event.type) != about_rooms.end();
    const bool about_a_person = event.type == "user_change" || event.type == "team_join";
    const bool joined = event.type == "member_joined_channel";
    const bool left = event.type == "member_left_channel";
    if (!about_a_room && !about_a_person && !joined) co_return;
    const auto now = desk.now();
    const auto user = about_a_person ? user_in(event, now) : std::nullopt;
    auto work = [event, user, now, about_a_room, joined, left](Transaction& tx, Ledger& ledger) {
        if (joined) somebody_joined(tx, event, now);
        if (left) somebody_left(tx, event);
        if (about_a_room) look_at_room_again(tx, event, now);
        if (user) person_changed(tx, ledger, *user, now);
    };
    co_await desk.change_once(Once::of("evt/", event.event_id), std::move(work));
}

std::optional<Instant> instant_of_ts(std::string_view ts) {
    long long seconds = 0;
    const auto whole = ts.substr(0, ts.find('.'));
    const auto* const end = whole.data() + whole.size();
    const auto [stop, error] = std::from_chars(whole.data(), end, seconds);
    if (error != std::errc{} || stop != end || seconds <= 0) return std::nullopt;
    return Instant{std::chrono::seconds{seconds}};
}

} // namespace holdfast
