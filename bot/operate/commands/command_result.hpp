#pragma once

#include <cstdlib>
#include <expected>
#include <string>

namespace holdfast {

/// The exit status of a command, or one line for standard error that says why it could not do its work (status 1).
using CommandResult = std::expected<int, std::string>;

} // namespace holdfast
