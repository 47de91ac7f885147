#include "playbooks/rescue/reminders.hpp"

#include <charconv>

namespace holdfast {

namespace {

/// The part of a key between slashes, counted from 0; empty where there is none.
std::string_view part_of(std::string_view key, int position) {
    for (; position > 0; --position) {
        const auto slash = key.find('/');
        if (slash == std::string_view::npos) return {};
        key.remove_prefix(slash + 1);
    }
    return key.substr(0, key.find('/'));
}

/// 0 where the text is no number.
int number_in(std::string_view text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// `d2` is the second day.
std::string_view without_letter(std::string_view part) {
    return part.empty() ? part : part.substr(1);
}

ReminderKind step_kind(std::string_view word) {
    if (word == "nudge") return ReminderKind::step_nudge;
    return word.starts_with("up") ? ReminderKind::step_escalation : ReminderKind::step_due;
}

} // namespace

std::optional<RemindedOf> reminded_of(std::string_view key) {
    const auto matter = part_of(key, 0);
    const auto second = part_of(key, 1);
    const int number = number_in(second);
    if (matter == "call") return RemindedOf{ReminderKind::sponsor_call, number_in(without_letter(part_of(key, 2)))};
    if (matter == "step") return RemindedOf{step_kind(part_of(key, 2)), number};
    if (matter == "plan" && second == "ends") return RemindedOf{ReminderKind::plan_ends, 0};
    if (matter == "plan") return RemindedOf{ReminderKind::plan_row_late, number};
    if (matter == "summary") return RemindedOf{ReminderKind::summary_unsent, number};
    if (matter == "service") return RemindedOf{ReminderKind::service_ends, number};
    if (matter == "checkin") return RemindedOf{ReminderKind::checkin, 0};
    if (matter == "silence") return RemindedOf{ReminderKind::touch_silence, number};
    if (matter == "roles") return RemindedOf{ReminderKind::going_alone, 0};
    if (matter == "review") return RemindedOf{ReminderKind::review_offered, 9};
    if (matter == "safeguard") return RemindedOf{ReminderKind::safeguard_due, number};
    if (matter == "watch") return RemindedOf{ReminderKind::watch_ends, 0};
    return std::nullopt;
}

} // namespace holdfast
