#pragma once

#include "bot/operate/commands/command_result.hpp"
#include "bot/operate/doctor.hpp"

#include <iosfwd>

namespace holdfast {

/// `holdfast doctor`: status 0 only when the bot would work.
[[nodiscard]] CommandResult doctor_command(const Settings& settings, const SlackExamination& examine_slack,
                                           std::ostream& out);

} // namespace holdfast
