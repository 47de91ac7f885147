#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/notices.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace holdfast::verbs {

namespace {

/// How people call what they are reminded of; the first one that fits says it in full.
struct Matter {
    std::string_view word;
    ReminderKind kind;
    bool numbered = false; ///< a number follows
};
constexpr std::array matters{Matter{"call", ReminderKind::sponsor_call},
                             Matter{"step", ReminderKind::step_due, true},
                             Matter{"plan", ReminderKind::plan_ends},
                             Matter{"row", ReminderKind::plan_row_late, true},
                             Matter{"summary", ReminderKind::summary_unsent, true},
                             Matter{"service", ReminderKind::service_ends, true},
                             Matter{"checkin", ReminderKind::checkin},
                             Matter{"check-in", ReminderKind::checkin},
                             Matter{"touch", ReminderKind::touch_silence},
                             Matter{"roles", ReminderKind::going_alone},
                             Matter{"review", ReminderKind::review_offered},
                             Matter{"safeguard", ReminderKind::safeguard_due, true}};

/// Reminders of one step, however urgent, are one to whoever is reminded.
ReminderKind as_named(ReminderKind kind) {
    const bool is_of_a_step = kind == ReminderKind::step_nudge || kind == ReminderKind::step_escalation;
    return is_of_a_step ? ReminderKind::step_due : kind;
}

/// The reminder that somebody names; all stand empty where they name none.
struct NamedReminder {
    std::string key; ///< as it stands in the record: `step/3/due`
    const Matter* matter = nullptr;
    std::optional<int> number;
    std::string name;      ///< what to type: `step 3`, or the key
    std::size_t words = 0; ///< so many say it

    [[nodiscard]] bool is_meant(const std::string& sent_key) const {
        if (!key.empty()) return sent_key == key;
        if (matter == nullptr) return true;
        const auto about = reminded_of(sent_key);
        return about && as_named(about->kind) == matter->kind && (!number || about->number == *number);
    }
};

NamedReminder named_reminder(const Words& words, std::size_t next) {
    NamedReminder named;
    if (next >= words.words.size() || words.words[next].quoted) return named;
    const auto first = lower_case(words.words[next].text);
    if (first.contains('/')) {
        named.key = named.name = words.words[next].text;
        named.words = 1;
        return named;
    }
    const auto* const matter = std::ranges::find(matters, first, &Matter::word);
    if (matter == matters.end()) return named;
    named.matter = matter;
    named.name = first;
    named.words = 1;
    if (matter->numbered && next + 1 < words.words.size()) named.number = typed_number(words.words[next + 1].text);
    if (named.number) {
        named.name += fmt::format(" {}", *named.number);
        ++named.words;
    }
    return named;
}

/// A reminder that may be the one that is meant.
struct Heard {
    std::shared_ptr<const Case> rescue;
    std::string key;
    SentReminder sent;
    bool here = false; ///< it is about the rescue in whose room this is typed, or whose account is named
    bool own = false;  ///< it went to whoever asks

    /// The room says which rescue is meant; of one's own the last is.
    [[nodiscard]] auto weight() const { return std::tuple{here, own, sent.at, sent.event}; }
};

/// The reminder that somebody means.
/// @param account  empty: they name none
std::optional<Heard> reminder_meant(Desk& desk, const Asker& asker, const AccountId& account,
                                    const NamedReminder& named) {
    const auto room = case_of_channel(desk, asker.channel);
    const auto around = desk.around();
    const auto reads_it = [&](const UserId& reader) { return around.known_as(reader) == asker.user; };
    std::optional<Heard> meant;
    for (const auto& rescue : desk.book().all_open(desk.reader())) {
        if (!account.empty() && rescue->account != account) continue;
        const bool here = !account.empty() || (room && room->id == rescue->id);
        for (const auto& [sent_key, sent] : rescue->fired) {
            if (!named.is_meant(sent_key)) continue;
            const bool own = std::ranges::any_of(sent.to, reads_it);
            // Every rescue has the same keys: somebody else's reminder is meant where it is named with its rescue.
            if (!own && (named.words == 0 || !here)) continue;
            Heard heard{rescue, sent_key, sent, here, own};
            if (!meant || heard.weight() > meant->weight()) meant = std::move(heard);
        }
    }
    return meant;
}

/// @param word that could not be read
Reply not_understood(const std::string& word) {
    return Reply::refuse("The reminder is not put off",
                         fmt::format("\"{}\" is no time to come, no reminder and no account", word),
                         "`/rescue snooze 1h in a meeting` puts off the last one that went out to you; `/rescue help "
                         "snooze` says how another is named");
}

/// Names the reminder again: without its name whoever adds the time would put off another one.
Reply time_missing(const Heard& meant, const NamedReminder& named) {
    return Reply::refuse("The reminder is not put off", "the new time is missing",
                         fmt::format("/rescue snooze {} {} 1h why", typed(meant.rescue->account),
                                     named.name.empty() ? meant.key : named.name));
}

Reply nothing_to_put_off(const NamedReminder& named) {
    if (named.words == 0) {
        return Reply::refuse("There is nothing to put off", "no reminder went out to you", "/rescue todo");
    }
    return Reply::refuse("There is nothing to put off", fmt::format("no reminder \"{}\" went out to you", named.name),
                         "Those in charge put off somebody else's in the room of its rescue, or by naming its account; "
                         "`/rescue todo` lists what is yours.");
}

/// The account that is named before the reminder and the time; empty where none is.
struct NamedAccount {
    AccountId account;
    std::size_t next_word = 0;
};

std::expected<NamedAccount, Reply> named_account(Desk& desk, const Asker& asker, const Words& words) {
    const auto is_time = [&](std::size_t i) {
        return leading_moment(desk, asker.user, words.free_text_from(i, {})).moment.has_value();
    };
    const bool is_given = words.value(account_key) != nullptr;
    const bool is_another_word = words.words.empty() || is_time(0) || named_reminder(words, 0).words > 0;
    if (!is_given && is_another_word) return NamedAccount{};
    auto subject = subject_of(desk, asker, words);
    // Several accounts may be meant: they are offered.
    if (!subject && (is_given || !subject.error().refused())) return std::unexpected{std::move(subject.error())};
    if (!subject || (!is_given && subject->next_word == 0)) {
        return std::unexpected{not_understood(words.words.front().text)};
    }
    return NamedAccount{subject->account.id, subject->next_word};
}

/// Whoever puts off one of many reads which it was.
Reply put_off(Desk& desk, const Asker& asker, const Change& change) {
    const auto around = desk.around();
    std::vector<Line> lines;
    for (const auto& event : change.events) {
        auto& line = lines.emplace_back();
        line.stress(change.after->account_name).say(": ");
        for (const auto& piece : line_about(*change.after, event, around).pieces()) line.add(piece);
    }
    return Reply::say(render::confirmation(lines, {}, render::Showing::to(asker.user, around, desk.now())));
}

} // namespace

Answering snooze(Desk& desk, const Asker& asker, const Words& words) {
    const auto about = named_account(desk, asker, words);
    if (!about) co_return about.error();
    const auto named = named_reminder(words, about->next_word);
    const auto meant = reminder_meant(desk, asker, about->account, named);
    if (!meant) co_return nothing_to_put_off(named);
    const auto found = leading_moment(desk, asker.user, words.free_text_from(about->next_word + named.words, {}));
    if (!found.moment)
        co_return naming_account_elsewhere(desk, asker, time_missing(*meant, named), meant->rescue->account);
    const request::SnoozeReminder request{meant->key, *found.moment, found.rest};
    const Actor actor{asker.user, false};
    const auto changed = co_await desk.change_case(meant->rescue->id, {request}, actor, asker.once);
    if (changed && !changed->events.empty()) co_return put_off(desk, asker, *changed);
    co_return naming_account_elsewhere(desk, asker, reply_to(desk, changed), meant->rescue->account);
}

} // namespace holdfast::verbs
