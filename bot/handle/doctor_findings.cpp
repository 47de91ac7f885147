#include "bot/handle/doctor_findings.hpp"

#include <fmt/format.h>

namespace holdfast {

std::string called_in_findings(Desk& desk, const UserId& person) {
    auto name = name_of(desk.reader(), person);
    return name.empty() ? person.value : name;
}

std::vector<render::Finding> first_ten(std::vector<render::Finding> findings) {
    constexpr std::size_t most = 10;
    if (findings.size() <= most) return findings;
    const auto left_out = findings.size() - most;
    findings.resize(most);
    findings.push_back({false, fmt::format("{} more like these", left_out), "settle the first ones, then ask again"});
    return findings;
}

} // namespace holdfast
