#include "bot/handle/consequences.hpp"

#include "bot/handle/file_wishes.hpp"
#include "bot/render/wanted.hpp"
#include "bot/slack/json_text.hpp"
#include "bot/slack/outgoing.hpp"
#include "bot/slack/room_actual.hpp"
#include "playbooks/digest/fingerprint.hpp"
#include "playbooks/rescue/notices.hpp"
#include "playbooks/rescue/reminders.hpp"
#include "storage/living_messages.hpp"
#include "storage/outbox.hpp"
#include "storage/people.hpp"
#include "storage/reminders.hpp"
#include "storage/rooms.hpp"
#include "storage/touches.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <set>

namespace holdfast {

void Consequences::of_event(const Case& before, const Case& after, const RecordedEvent& recorded) {
    tell(before, after, recorded);
    remember_about_the_account(after, recorded);
}

void Consequences::tell(const Case& before, const Case& after, const RecordedEvent& recorded) {
    const render::Showing showing{around_, now_};
    int index = 0;
    for (const auto& notice : notices_of(before, after, recorded, around_)) {
        auto message = render::notice_message(notice, after, showing);
        // Known before it is sent, and the same however often it is tried.
        message.effect_id = fmt::format("{}/{}/{}", after.id.value, recorded.number, index++);
        const slack::Outgoing outgoing{notice.where == Notice::Where::thread, slack::payload(message)};
        NewEffect effect;
        effect.effect_id = message.effect_id;
        effect.case_id = after.id;
        effect.lane =
            notice.where == Notice::Where::person ? slack::person_lane(notice.to) : slack::room_lane(after.id);
        effect.method = "chat.postMessage";
        effect.payload = slack::to_text(outgoing);
        effect.not_before = now_;
        append_effect(tx_, effect, now_);
    }
}

void Consequences::remember_about_the_account(const Case& after, const RecordedEvent& recorded) {
    if (const auto* logged = std::get_if<event::TouchLogged>(&recorded.what)) {
        store_touch(tx_, after.account, logged->touch);
    }
    if (const auto* named = std::get_if<event::SponsorNamed>(&recorded.what)) {
        for (auto person : people_of(tx_, after.account)) {
            if (!person.sponsor || person.name == named->sponsor.name) continue;
            person.sponsor = false;
            upsert_person(tx_, person);
        }
        auto person = find_person(tx_, after.account, named->sponsor.name).value_or(Person{});
        person.account = after.account;
        person.name = named->sponsor.name;
        person.sponsor = true;
        if (!named->sponsor.phone.empty()) person.phone = named->sponsor.phone;
        if (!named->sponsor.email.empty()) person.email = named->sponsor.email;
        if (!named->sponsor.zone.empty()) person.time_zone = named->sponsor.zone;
        upsert_person(tx_, person);
    }
    if (const auto* added = std::get_if<event::ContactAdded>(&recorded.what)) {
        auto person = find_person(tx_, after.account, added->name).value_or(Person{});
        person.account = after.account;
        person.name = added->name;
        if (!added->title.empty()) person.title = added->title;
        if (!added->department.empty()) person.department = added->department;
        person.role = added->role;
        upsert_person(tx_, person);
    }
    if (const auto* left = std::get_if<event::ContactLeft>(&recorded.what)) {
        remove_person(tx_, after.account, left->name);
    }
}

void Consequences::of_change(const Case& after, std::span<const RecordedEvent> events) {
    if (const auto chart = chart_after(after, events, around_, now_)) append_effect(tx_, *chart, now_);
}

void Consequences::of_state(const Case& state) {
    std::vector<KeptReminder> reminders;
    for (const auto& reminder : wanted_reminders(state, around_)) reminders.push_back({reminder.key, reminder.due});
    replace_reminders(tx_, state.id, reminders);

    const render::Showing showing{around_, now_};
    const auto room = find_room(tx_, state.id);
    const auto actual = room ? slack::room_actual_from(room->actual) : slack::RoomActual{};
    std::set<std::string> wanted;
    for (auto& message : render::wanted_messages(state, showing, actual)) {
        message.message.effect_id = fmt::format("{}/{}", state.id.value, message.slot);
        const auto payload = json_text(slack::payload(message.message));
        const auto target = message.to.empty() ? std::string{slack::room_target} : message.to.value;
        want_message(tx_, state.id, message.slot, target, payload, fingerprint(payload), now_);
        wanted.insert(message.slot);
    }
    for (const auto& there : messages_of(tx_, state.id)) {
        if (!wanted.contains(there.slot) && there.wanted_payload) unwant_message(tx_, state.id, there.slot, now_);
    }
    want_room(tx_, state.id, slack::to_text(render::wanted_room(state, showing, rules_.settings.room)), now_);
}

} // namespace holdfast
