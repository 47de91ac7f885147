#include "playbooks/rescue/service_advice.hpp"

#include "playbooks/rescue/figures.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

std::string service_advice(const Case& after, const Event& what, const Policy& policy) {
    const auto* granted = std::get_if<event::ServiceGranted>(&what);
    const auto* extended = std::get_if<event::ServiceExtended>(&what);
    if (granted == nullptr && extended == nullptr) return {};
    const auto number = granted != nullptr ? granted->service : extended->service;
    const auto service = std::ranges::find(after.services, number, &Service::number);
    if (service == after.services.end()) return {};
    const auto days = (service->end - service->start).count();
    if (days <= policy.sprint_weeks * 7) return {};
    return fmt::format(
        "{} runs for {} days, longer than the {} weeks of a sprint: what lasts that long becomes a habit. A "
        "nearer end can be extended once; what shall stay is approved by whoever else is in charge: `/rescue service "
        "{} keep {} why`.",
        quoted(service->what), days, policy.sprint_weeks, typed(after.account), number);
}

} // namespace holdfast
