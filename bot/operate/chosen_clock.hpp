#pragma once

#include "bot/clock/clock.hpp"
#include "config/settings.hpp"

#include <expected>
#include <memory>
#include <optional>
#include <string>

namespace holdfast {

/// The clock that `--clock` asks for, else the system's. A simulated one is refused with the real Slack: people would
/// be reminded at hours that are not theirs.
/// @return what is wrong, fit to show to an operator
[[nodiscard]] std::expected<std::unique_ptr<Clock>, std::string> chosen_clock(const std::optional<std::string>& text,
                                                                              const Settings& settings);

/// True when the Web API that the settings name is Slack's own and no double.
[[nodiscard]] bool is_real_slack(const Settings& settings);

} // namespace holdfast
