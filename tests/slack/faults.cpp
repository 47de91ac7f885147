#include "tests/slack/faults.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace holdfast::slack_double {

namespace {

constexpr std::array<std::pair<std::string_view, Fault::Kind>, 7> kinds{{
    {"refuse", Fault::Kind::refuse},
    {"rate_limit", Fault::Kind::rate_limit},
    {"http_error", Fault::Kind::http_error},
    {"lose_reply", Fault::Kind::lose_reply},
    {"drop_request", Fault::Kind::drop_request},
    {"delay", Fault::Kind::delay},
    {"delay_reply", Fault::Kind::delay_reply},
}};

bool is_delay(Fault::Kind kind) {
    return kind == Fault::Kind::delay || kind == Fault::Kind::delay_reply;
}

bool hits(const Fault& fault, std::string_view method) {
    return fault.times > 0 && (fault.method == every_method || fault.method == method);
}

} // namespace

std::optional<Fault::Kind> fault_kind_named(std::string_view word) {
    const auto found = std::ranges::find(kinds, word, &std::pair<std::string_view, Fault::Kind>::first);
    if (found == kinds.end()) return std::nullopt;
    return found->second;
}

std::string_view name_of(Fault::Kind kind) {
    return std::ranges::find(kinds, kind, &std::pair<std::string_view, Fault::Kind>::second)->first;
}

void Faults::add(Fault fault) {
    ordered_.push_back(std::move(fault));
}

void Faults::heal(std::string_view method) {
    std::erase_if(ordered_, [&](const Fault& fault) { return method == every_method || fault.method == method; });
    ++releases_[std::string{method}];
}

template <typename Fits>
std::optional<Fault> Faults::take_if(Fits fits) {
    const auto found = std::ranges::find_if(ordered_, fits);
    if (found == ordered_.end()) return std::nullopt;
    if (found->times != always) --found->times;
    return *found;
}

std::optional<Fault> Faults::take(std::string_view method) {
    return take_if([&](const Fault& fault) { return hits(fault, method) && !is_delay(fault.kind); });
}

std::optional<Fault> Faults::take_delay(std::string_view method, Fault::Kind kind) {
    return take_if([&](const Fault& fault) { return hits(fault, method) && fault.kind == kind; });
}

void Faults::release(std::string_view method) {
    std::erase_if(ordered_, [&](const Fault& fault) { return fault.method == method && is_delay(fault.kind); });
    ++releases_[std::string{method}];
}

unsigned Faults::releases(std::string_view method) const {
    const auto own = releases_.find(method);
    const auto for_all = releases_.find(every_method);
    return (own == releases_.end() ? 0 : own->second) + (for_all == releases_.end() ? 0 : for_all->second);
}

} // namespace holdfast::slack_double
