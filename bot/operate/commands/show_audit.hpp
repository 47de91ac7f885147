#pragma once

#include "bot/operate/commands/command_result.hpp"
#include "config/settings.hpp"

#include <iosfwd>

namespace holdfast {

/// `holdfast audit`: who delivered rows and who erased somebody, oldest first, one line each.
[[nodiscard]] CommandResult show_audit(const Settings& settings, std::ostream& out);

} // namespace holdfast
