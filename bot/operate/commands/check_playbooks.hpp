#pragma once

#include "bot/operate/commands/command_result.hpp"

#include <filesystem>
#include <iosfwd>

namespace holdfast {

/// `holdfast playbooks check`: every mistake on a line of `err`, with file, line and key.
/// @param directory empty: the built-in playbooks
[[nodiscard]] CommandResult check_playbooks(const std::filesystem::path& directory, std::ostream& out,
                                            std::ostream& err);

} // namespace holdfast
