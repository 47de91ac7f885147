#include "bot/handle/slack_events.hpp"

#include "storage/cases.hpp"
#include "storage/rooms.hpp"
#include "storage/slack_users.hpp"

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
    }
    doubt_room(tx, record->id, now);
}

std::string text_in(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<KnownUser> user_in(const EventCallback& event, Instant now) {
    const auto json = nlohmann::json::parse(event.event_json, nullptr, false);
    if (!json.is_object() || !json.contains("user") || !json["user"].is_object()) return std::nullopt;
    const auto& user = json["user"];
    const auto profile = user.value("profile", nlohmann::json::object());
    KnownUser known;
    known.id = UserId{text_in(user, "id")};
    known.time_zone = text_in(user, "tz");
    known.deleted = user.value("deleted", false);
    known.is_bot = user.value("is_bot", false);
    known.email = text_in(profile, "email");
    known.name = text_in(profile, "display_name");
    if (known.name.empty()) known.name = text_in(profile, "real_name");
    known.fetched_at = now;
    if (known.id.empty()) return std::nullopt;
    return known;
}

/// Zones and deactivations decide about reminders: the cases of this person are drawn again.
void person_changed(Transaction& tx, Ledger& ledger, const KnownUser& user, Instant now) {
    const auto before = find_user(tx, user.id);
    store_user(tx, user);
    if (before && before->time_zone == user.time_zone && before->deleted == user.deleted) return;
    for (const auto& rescue : ledger.book().all_open(tx)) {
        const auto team = rescue->team();
        if (std::ranges::find(team, user.id) != team.end()) ledger.refresh(tx, rescue->id, now);
    }
}

} // namespace

boost::asio::awaitable<void> act_on_workspace_event(Desk& desk, const EventCallback& event) {
    const bool about_a_room = std::ranges::find(about_rooms, event.type) != about_rooms.end();
    const bool about_a_person = event.type == "user_change";
    if (!about_a_room && !about_a_person) co_return;
    const auto now = desk.now();
    const auto user = about_a_person ? user_in(event, now) : std::nullopt;
    auto work = [event, user, now, about_a_room](Transaction& tx, Ledger& ledger) {
        if (is_repeated(tx, Once{"evt/" + event.event_id, Once{}.memory}, now)) return;
        if (about_a_room) look_at_room_again(tx, event, now);
        if (user) person_changed(tx, ledger, *user, now);
    };
    co_await desk.change(std::move(work));
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
