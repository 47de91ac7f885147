#include "bot/operate/commands/doctor_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace holdfast {

CommandResult doctor_command(const Settings& settings, const SlackExamination& examine_slack, std::ostream& out) {
    auto findings = examine_offline(settings);
    std::ranges::move(examine_slack(settings), std::back_inserter(findings));
    for (const auto& finding : findings) {
        out << fmt::format("{:<8}{}\n", finding.good ? "ok" : "PROBLEM", finding.what);
        if (!finding.good) out << fmt::format("{:<8}fix: {}\n", "", finding.fix);
    }
    const auto problems = std::ranges::count(findings, false, &DoctorFinding::good);
    if (problems == 0) return EXIT_SUCCESS;
    return std::unexpected{fmt::format("{} {} found", problems, problems == 1 ? "problem" : "problems")};
}

} // namespace holdfast
