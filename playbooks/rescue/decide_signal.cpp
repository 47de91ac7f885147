#include "playbooks/rescue/deciding.hpp"
#include "playbooks/rescue/news.hpp"

#include <algorithm>
#include <utility>

namespace holdfast::deciding {

namespace {

/// The same news again: a detector that trips on the same numbers, a feed that repeats a row.
bool already_listed(const Case& state, const Signal& signal) {
    return std::ranges::any_of(state.signals, [&](const CaseSignal& known) {
        if (known.signal.kind != signal.kind) return false;
        const bool same_words = is_measured_alike(known.signal, signal) && known.signal.note == signal.note;
        // During the watch somebody who sees the same sign again reports a relapse, no old news.
        const bool seen_again = state.status == CaseStatus::watch && known.signal.at != signal.at &&
                                (is_qualitative(signal.kind) || !signal.by.empty());
        if (same_words && !seen_again) return true;
        // A measured signal that is listed and stands says nothing new while the rescue runs.
        return !known.dismissed && state.status == CaseStatus::active && signal.by.empty() &&
               !is_qualitative(signal.kind);
    });
}

} // namespace

Decision decide(const Deciding& d, const request::AddSignal& asked) {
    if (already_listed(d.state, asked.signal)) return std::vector<Event>{};
    event::SignalAdded added;
    added.signal = asked.signal;
    added.relapse = d.state.status == CaseStatus::watch;
    if (added.relapse) {
        added.call = call_window(d.state.sponsor, d.state.account_zone, d.state.manager, d.now, d.around);
    }
    return std::vector<Event>{std::move(added)};
}

Decision decide(const Deciding& d, const request::DismissSignal& asked) {
    if (asked.reason.empty()) {
        return refuse("The signal still stands", "a reason is needed to call it a false alarm",
                      "Say why, in a few words.", "reason");
    }
    if (asked.signal < 0 || static_cast<std::size_t>(asked.signal) >= d.state.signals.size()) {
        return refuse("There is no such signal", "this rescue does not list it", "`/rescue status` shows the list.");
    }
    const auto index = static_cast<std::size_t>(asked.signal);
    if (d.state.signals[index].dismissed) {
        return refuse("This signal is dismissed already", d.state.signals[index].dismissed_reason,
                      "`/rescue timeline` shows who did it and when.");
    }
    std::vector<Event> events{event::SignalDismissed{asked.signal, asked.reason}};
    const bool others_stand = std::ranges::any_of(d.state.signals, [&](const CaseSignal& entry) {
        return !entry.dismissed && &entry != &d.state.signals[index];
    });
    // With its last signal gone the whole rescue is a false alarm (S0-26); who may not close only proposes it.
    if (!others_stand) {
        events.push_back(closed_or_proposed(d, {event::Outcome::false_alarm, asked.reason, {}, {}}));
    }
    return events;
}

} // namespace holdfast::deciding
