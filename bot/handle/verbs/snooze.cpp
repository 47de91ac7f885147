#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/verbs/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace holdfast::verbs {

namespace {

/// A reminder that may be the one that is meant.
struct Heard {
    std::shared_ptr<const Case> rescue;
    std::string key;
    SentReminder sent;
    bool here = false; ///< it is about the rescue in whose room this is typed
    bool own = false;  ///< it went to whoever asks

    /// The room says which rescue is meant; of one's own the last is.
    [[nodiscard]] auto weight() const { return std::tuple{here, own, sent.at, sent.event}; }
};

/// The reminder that somebody means.
/// @param key as typed; empty: they name none
std::optional<Heard> reminder_meant(Desk& desk, const Asker& asker, const std::string& key) {
    const auto room = case_of_channel(desk, asker.channel);
    const auto around = desk.around();
    const auto reads_it = [&](const UserId& reader) { return around.known_as(reader) == asker.user; };
    std::optional<Heard> meant;
    for (const auto& rescue : desk.book().all_open(desk.reader())) {
        const bool here = room && room->id == rescue->id;
        for (const auto& [sent_key, sent] : rescue->fired) {
            if (!key.empty() && sent_key != key) continue;
            const bool own = std::ranges::any_of(sent.to, reads_it);
            // Every rescue has the same keys: of somebody else's reminders only the room says which one is meant.
            if (!own && (key.empty() || !here)) continue;
            const Heard heard{rescue, sent_key, sent, here, own};
            if (!meant || heard.weight() > meant->weight()) meant = heard;
        }
    }
    return meant;
}

Reply nothing_to_put_off(const std::string& key) {
    if (key.empty()) {
        return Reply::refuse("There is nothing to put off", "no reminder went out to you", "/rescue todo");
    }
    return Reply::refuse("There is nothing to put off", fmt::format("no reminder \"{}\" went out to you", key),
                         "In the room of a rescue those in charge put off somebody else's; `/rescue todo` lists what "
                         "is yours.");
}

} // namespace

Answering snooze(Desk& desk, const Asker& asker, const Words& words) {
    const bool is_named = !words.words.empty() && words.words.front().text.contains('/');
    const auto key = is_named ? words.words.front().text : std::string{};
    const auto meant = reminder_meant(desk, asker, key);
    if (!meant) co_return nothing_to_put_off(key);
    const auto found = leading_moment(desk, asker.user, words.free_text_from(is_named ? 1 : 0, {}));
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
