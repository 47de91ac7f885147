#pragma once

#include "bot/operate/commands/command_result.hpp"
#include "config/settings.hpp"

#include <filesystem>
#include <iosfwd>

namespace holdfast {

struct BackupOptions {
    std::filesystem::path copy;
    bool overwrite = false; ///< without it a file that is there already is left alone
};
/// `holdfast backup FILE`: a copy of one instant, also while the bot runs.
[[nodiscard]] CommandResult backup_command(const Settings& settings, const BackupOptions& options, std::ostream& out);

/// `holdfast restore FILE`: refuses a damaged or newer copy, and a database that is in use.
[[nodiscard]] CommandResult restore_command(const Settings& settings, const std::filesystem::path& copy,
                                            std::ostream& out);

} // namespace holdfast
