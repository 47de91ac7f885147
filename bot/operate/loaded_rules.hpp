#pragma once

#include "bot/handle/rules.hpp"

#include <expected>
#include <string>

namespace holdfast {

/// The rules that the settings and the playbooks they name make.
/// @return the first thing that is wrong with the playbooks, naming file and line
[[nodiscard]] std::expected<Rules, std::string> load_rules(Settings settings);

} // namespace holdfast
