#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace holdfast {

/// `holdfast serve`
struct ServeOptions {
    std::optional<std::filesystem::path> config;
    std::optional<std::string> clock; ///< START[,xSPEED] of a simulated clock
};

/// Runs the bot until it is told to stop. @return the exit status
int serve(const ServeOptions& options);

} // namespace holdfast
