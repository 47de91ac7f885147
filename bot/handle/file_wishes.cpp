#include "bot/handle/file_wishes.hpp"

#include "bot/handle/typed_values.hpp"
#include "bot/render/case_words.hpp"
#include "playbooks/rescue/permissions.hpp"
#include "storage/outbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

namespace holdfast {

namespace {

NewEffect upload_of(std::string effect_id, const slack::FileWish& wish, std::string lane, bool in_thread, Instant now) {
    NewEffect effect;
    effect.effect_id = std::move(effect_id);
    if (!wish.rescue.empty()) effect.case_id = wish.rescue;
    effect.lane = std::move(lane);
    effect.method = slack::upload_method;
    effect.payload = slack::to_text(slack::outgoing_file(wish, in_thread));
    effect.not_before = now;
    return effect;
}

} // namespace

FileFor file_for(Desk& desk, const Asker& asker, const Subject& subject, bool wanted) {
    if (!wanted || !subject.rescue) return FileFor::asker;
    const auto standing = standing_of(actor_of(asker, subject), *subject.rescue, desk.around());
    return may(Action::change, standing) ? FileFor::room : FileFor::asker;
}

boost::asio::awaitable<void> send_file(Desk& desk, Asker asker, const Case* rescue, slack::FileWish wish,
                                       FileFor whom) {
    const auto now = desk.now();
    const bool in_room = whom == FileFor::room;
    wish.as_of = now;
    wish.zone = in_room ? render::home_of(*rescue, desk.around()).name() : zone_of_person(desk, asker.user).name();
    const auto about = wish.rescue.empty() ? wish.account.value : wish.rescue.value;
    // Not the same as what else they asked for at this moment.
    auto effect_id = fmt::format("{}/{}{}/{}/{}", about, name_of(slack::file_kind_names, wish.kind), wish.format,
                                 in_room ? "room" : asker.user.value, now.time_since_epoch().count());
    auto lane = in_room ? slack::room_lane(rescue->id) : slack::person_lane(asker.user);
    auto effect = upload_of(std::move(effect_id), wish, std::move(lane), in_room, now);
    auto work = [effect = std::move(effect), now](Transaction& tx, Ledger&) { append_effect(tx, effect, now); };
    co_await desk.change_once(asker.once, std::move(work));
}

std::string on_its_way(FileFor whom) {
    return whom == FileFor::room ? " is on its way to the thread of the room's card."
                                 : " is on its way to your direct messages.";
}

std::optional<NewEffect> chart_after(const Case& after, std::span<const RecordedEvent> events,
                                     const Surroundings& around, Instant now) {
    const auto is_logged = [](const RecordedEvent& event) {
        return std::holds_alternative<event::IndicatorLogged>(event.what);
    };
    const auto latest_first = std::views::reverse(events);
    const auto logged = std::ranges::find_if(latest_first, is_logged);
    if (logged == latest_first.end()) return std::nullopt;
    slack::FileWish wish;
    wish.kind = slack::FileKind::indicators;
    wish.account = after.account;
    wish.rescue = after.id;
    wish.version = logged->number;
    wish.as_of = logged->at;
    wish.zone = render::home_of(after, around).name();
    return upload_of(fmt::format("{}/{}/indicators", after.id.value, logged->number), wish, slack::room_lane(after.id),
                     true, now);
}

} // namespace holdfast
