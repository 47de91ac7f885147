#include "playbooks/rescue/reported_signals.hpp"

#include <algorithm>

namespace holdfast {

namespace {

/// A detector gives its numbers with what it measured; whoever only reports a sign gives one at most.
bool is_only_reported(const Signal& signal) {
    if (is_qualitative(signal.kind) || signal.kind == SignalKind::by_hand) return false;
    return std::ranges::all_of(signal.numbers, [](const auto& number) { return number.first == reported_number; });
}

} // namespace

std::vector<Signal> reported_signals(const Case& rescue) {
    std::vector<Signal> reported;
    if (rescue.status != CaseStatus::active) return reported;
    for (const auto& entry : rescue.signals)
        if (!entry.dismissed && is_only_reported(entry.signal)) reported.push_back(entry.signal);
    return reported;
}

} // namespace holdfast
