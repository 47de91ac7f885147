#include "playbooks/rescue/news.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace holdfast {

namespace {

bool is_same_matter(const Signal& one, const Signal& other) {
    if (one.kind != other.kind) return false;
    // People see something, or see it again; detectors compute the same numbers anew each day.
    if (is_qualitative(one.kind)) return one.at == other.at;
    return one.kind == SignalKind::renewal_silent || is_measured_alike(one, other);
}

bool was_dealt_with(const Signal& signal, std::span<const std::shared_ptr<const Case>> rescues) {
    return std::ranges::any_of(rescues, [&](const auto& rescue) {
        return !rescue->is_open() && std::ranges::any_of(rescue->signals, [&](const CaseSignal& entry) {
            return is_same_matter(entry.signal, signal);
        });
    });
}

std::map<std::string, double> measured(const Signal& signal) {
    auto numbers = signal.numbers;
    numbers.erase(std::string{reported_number});
    return numbers;
}

} // namespace

bool is_measured_alike(const Signal& one, const Signal& other) {
    return measured(one) == measured(other);
}

std::vector<Signal> news_among(std::span<const Reading> readings,
                               std::span<const std::shared_ptr<const Case>> rescues) {
    std::vector<Signal> news;
    for (const auto& reading : readings) {
        if (!reading.tripped()) continue;
        std::ranges::copy_if(reading.signals, std::back_inserter(news),
                             [&](const Signal& signal) { return !was_dealt_with(signal, rescues); });
    }
    return news;
}

Instant imported_signs_count_from(const Case* latest, Instant now) {
    const auto recent = now - date::days{30};
    return latest != nullptr && latest->closing ? std::max(recent, latest->closing->at) : recent;
}

Instant flags_count_from(std::optional<Instant> ended, Instant earliest) {
    return ended ? std::max(earliest, *ended) : earliest;
}

} // namespace holdfast
