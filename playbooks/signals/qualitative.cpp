#include "playbooks/signals/qualitative.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/signals/numbers_in_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace holdfast {
namespace {

std::vector<Signal> flags_newest_first(const std::vector<Signal>& flags, Instant until) {
    std::vector<Signal> observed;
    std::ranges::copy_if(flags, std::back_inserter(observed),
                         [until](const Signal& flag) { return is_qualitative(flag.kind) && flag.at <= until; });
    std::ranges::sort(observed, std::ranges::greater{},
                      [](const Signal& flag) { return std::pair{flag.at, flag.kind}; });
    return observed;
}

/// The newest flag of each kind in the window that ends with the first of these, newest first.
std::vector<Signal> one_of_each_kind(std::span<const Signal> newest_first, int window_days, const Zone& zone) {
    const auto earliest = day_of(newest_first.front().at, zone) - date::days{window_days};
    std::vector<Signal> different;
    for (const auto& flag : newest_first) {
        if (day_of(flag.at, zone) < earliest) break;
        const bool is_new = std::ranges::find(different, flag.kind, &Signal::kind) == different.end();
        if (is_new) different.push_back(flag);
    }
    return different;
}

/// `“New, unmet people” on Tue 3 Mar 2026 and “Our ideas turned down” on …`
std::string listed(const std::vector<Signal>& flags, const Zone& zone) {
    std::string list;
    for (const auto& flag : flags) {
        if (!list.empty()) list += &flag == &flags.back() ? " and " : ", ";
        list += fmt::format("“{}” on {}", in_brief(flag), format_day_long(day_of(flag.at, zone)));
    }
    return list;
}

/// What people flagged of what is measured, oldest first: it counts by its number, not here.
std::vector<Signal> measured_flags(const std::vector<Signal>& flags, int window_days, const AsOf& as_of) {
    std::vector<Signal> measured;
    std::ranges::copy_if(flags, std::back_inserter(measured), [&](const Signal& flag) {
        const bool is_by_a_person = !flag.by.empty() && is_flagged_by_people(flag.kind);
        return is_by_a_person && flag.at <= as_of.instant && as_of.days_since(flag.at) <= window_days;
    });
    std::ranges::sort(measured, {}, &Signal::at);
    return measured;
}

std::string nobody_flagged(std::vector<Signal> measured, int window_days, const Zone& zone) {
    const auto window = days_in_words(window_days);
    if (measured.empty()) return fmt::format("Nobody flagged a warning sign in the last {}.", window);
    constexpr std::ptrdiff_t most = 3;
    if (std::ssize(measured) > most) measured.erase(measured.begin(), measured.end() - most);
    return fmt::format("Nobody flagged a warning sign that only people can notice in the last {}. What is measured was "
                       "flagged and counts by its number: {}.",
                       window, listed(measured, zone));
}

} // namespace

Reading read_qualitative(const AccountHistory& history, const Thresholds& thresholds, const AsOf& as_of) {
    constexpr auto detector = Detector::qualitative;
    const auto& limits = thresholds.qualitative;
    const auto flags = flags_newest_first(history.flags, as_of.instant);
    const auto needed = static_cast<std::size_t>(std::max(limits.kinds, 1));

    std::vector<Signal> most;
    for (std::size_t i = 0; i < flags.size() && as_of.days_since(flags[i].at) <= limits.window_days; ++i) {
        auto different = one_of_each_kind(std::span{flags}.subspan(i), limits.window_days, *as_of.zone);
        if (different.size() > most.size()) most = std::move(different);
        if (most.size() >= needed) break;
    }
    if (most.empty()) {
        auto measured = measured_flags(history.flags, limits.window_days, as_of);
        return Reading::quiet(detector, nobody_flagged(std::move(measured), limits.window_days, *as_of.zone));
    }

    std::ranges::reverse(most);
    const bool alert = most.size() >= needed;
    auto words =
        alert ? fmt::format("{} different warning signs within {}: {}.", most.size(), days_in_words(limits.window_days),
                            listed(most, *as_of.zone))
              : fmt::format("{} of the {} different warning signs within {} that make an alert: {}. Look for another.",
                            most.size(), needed, days_in_words(limits.window_days), listed(most, *as_of.zone));
    return {.detector = detector,
            .state = alert ? ReadingState::tripped : ReadingState::watch,
            .signals = std::move(most),
            .words = std::move(words)};
}

} // namespace holdfast
