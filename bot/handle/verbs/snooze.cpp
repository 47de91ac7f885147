#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/verbs/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::verbs {

namespace {

struct Heard {
    std::shared_ptr<const Case> rescue;
    std::string key;
    Instant at;
};

/// The reminder this person was sent last: the one they mean when they name none.
std::optional<Heard> last_reminder_to(Desk& desk, const UserId& user) {
    std::optional<Heard> last;
    for (const auto& rescue : desk.book().all_open(desk.reader())) {
        if (rescue->fired.empty()) continue;
        for (const auto& event : events_of(desk.reader(), rescue->id)) {
            const auto* fired = std::get_if<event::ReminderFired>(&event.what);
            if (fired == nullptr || std::ranges::find(fired->to, user) == fired->to.end()) continue;
            if (!last || event.at >= last->at) last = Heard{rescue, fired->key, event.at};
        }
    }
    return last;
}

} // namespace

Answering snooze(Desk& desk, const Asker& asker, const Words& words) {
    auto typed = words.free_text_from(0, {});
    std::optional<Heard> meant;
    if (!words.words.empty() && words.words.front().text.contains('/')) {
        const auto key = words.words.front().text;
        for (const auto& rescue : desk.book().all_open(desk.reader())) {
            if (rescue->fired.contains(key)) meant = Heard{rescue, key, {}};
        }
        typed = words.free_text_from(1, {});
    } else {
        meant = last_reminder_to(desk, asker.user);
    }
    if (!meant) {
        co_return Reply::refuse("There is nothing to put off", "no reminder went out to you", "/rescue todo");
    }
    const auto found = leading_moment(desk, asker.user, typed);
    if (!found.moment) {
        co_return Reply::refuse("The reminder is not put off", "the new time is missing",
                                "/rescue snooze 1h in a meeting");
    }
    const request::SnoozeReminder request{meant->key, *found.moment, found.rest};
    const Actor actor{asker.user, false};
    const auto changed = co_await desk.change_case(meant->rescue->id, {request}, actor, asker.once);
    co_return reply_to(desk, changed);
}

} // namespace holdfast::verbs
