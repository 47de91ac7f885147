#include "bot/rooms/room_desk.hpp"

#include "bot/deliver/consequence.hpp"
#include "storage/outbox.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <optional>
#include <utility>

namespace holdfast {

namespace {

/// The workspace refuses the method as such, not just for this room.
bool is_about_method(const SlackFailure& failure) {
    using enum slack::Reaction;
    if (failure.code == "unknown_method" || failure.code == "method_deprecated") return true;
    return failure.reaction == scope || failure.reaction == policy || failure.reaction == config;
}

} // namespace

RoomDesk::RoomDesk(asio::any_io_executor on, Database& to, SlackClient& with, PeopleDirectory& directory,
                   const Clock& time, const Clock& real, ReconcilerSettings given)
    : Workbench{std::move(on), to, with, directory, time, real}, settings{std::move(given)} {}

asio::awaitable<void> RoomDesk::keep(const RoomProgress& room) {
    const auto work = [this, &room](Transaction& tx) { record(tx, room); };
    co_await database.write(work);
}

void RoomDesk::record(Transaction& tx, const RoomProgress& room) const {
    const auto before = find_room(tx, room.id);
    if (!before) return;
    record_room(tx, room.id, before->channel, before->name, slack::to_text(room.actual));
    for (const UserId& user : room.joined) add_room_member(tx, room.id, user);
    const bool is_news = !slack::have_same_trouble(slack::room_actual_from(before->actual), room.actual);
    if (is_news) settings.draw_card(tx, room.id);
}

void RoomDesk::record_move(Transaction& tx, const RoomProgress& room) const {
    const auto before = find_room(tx, room.id);
    if (!before) return;
    std::optional<ChannelId> channel;
    if (room.channel) channel = room.channel;
    record_room(tx, room.id, channel, room.name, before->actual);
    record(tx, room);
}

Step RoomDesk::settle(RoomProgress& room, const std::string& method, const SlackResult& answer) {
    if (!answer) return note(room, method, answer.error());
    room.actual.refused.erase(method);
    return Step::done;
}

Step RoomDesk::note(RoomProgress& room, std::string_view method, const SlackFailure& failure) {
    if (may_pass(failure, Addressee::room)) return Step::put_off;
    if (room_is_in_doubt(failure)) return Step::lost;
    room.actual.refused[std::string{method}] = failure.code;
    const bool is_new = !is_about_method(failure) || refused_.emplace(method, failure.code).second;
    if (is_new) spdlog::warn("{}: {} is refused: {}", room.id.value, method, in_words(failure));
    return Step::done;
}

asio::awaitable<bool> RoomDesk::goes_without(RoomProgress& room, std::string method) {
    const auto known = refused_.find(method);
    if (known == refused_.end()) co_return false;
    const std::string code = known->second;
    const bool is_news = room.actual.refused.insert_or_assign(method, code).second;
    if (is_news) co_await keep(room);
    co_return true;
}

void RoomDesk::note_trouble(RoomProgress& room, std::string why) const {
    if (room.actual.trouble.empty()) room.actual.trouble_since = clock.now().time_since_epoch().count();
    room.actual.trouble = std::move(why);
}

std::string RoomDesk::when_it_began(const slack::RoomActual& room) {
    return room.trouble_since == 0 ? std::string{} : fmt::format("/{}", room.trouble_since);
}

asio::awaitable<void> RoomDesk::tell_whoever_is_in_charge(const CaseId& id, std::string effect_id,
                                                          nlohmann::json message) {
    const auto append = [&](Transaction& tx) {
        const UserId whom = settings.in_charge(tx, id);
        if (whom.empty()) return false;
        NewEffect effect;
        effect.effect_id = effect_id;
        effect.case_id = id;
        effect.lane = slack::person_lane(whom);
        effect.method = "chat.postMessage";
        effect.payload = slack::to_text(slack::Outgoing{.in_thread = false, .arguments = message});
        effect.not_before = clock.now();
        append_effect(tx, effect, clock.now());
        return true;
    };
    const bool is_somebody = co_await database.write(append);
    if (!is_somebody) spdlog::warn("{}: nobody is in charge who could hear of {}", id.value, effect_id);
}

} // namespace holdfast
