#pragma once

#include "bot/clock/clock.hpp"
#include "bot/operate/commands/command_result.hpp"
#include "config/settings.hpp"

#include <iosfwd>
#include <optional>
#include <string>

namespace holdfast {

/// `holdfast sweep`
struct SweepOptions {
    std::optional<std::string> as_of; ///< a day (its end, where the account is) or an instant, ISO 8601
    bool dry_run = false;             ///< say what would trip and why, change nothing
};

/// Evaluates every signal for every account and opens the rescues that trip (S0-18).
[[nodiscard]] CommandResult sweep(const Settings& settings, const SweepOptions& options, const Clock& clock,
                                  std::ostream& out);

} // namespace holdfast
