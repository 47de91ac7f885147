#include "bot/operate/commands/keep_copies.hpp"

#include "storage/backup.hpp"
#include "storage/restoring.hpp"

#include <fmt/format.h>

#include <ostream>

namespace holdfast {

CommandResult backup_command(const Settings& settings, const BackupOptions& options, std::ostream& out) {
    const auto copy = options.copy.string();
    if (!options.overwrite && std::filesystem::exists(options.copy))
        return std::unexpected{fmt::format("{} is there already; --overwrite replaces it", copy)};
    if (auto done = back_up(settings.database, options.copy); !done) return std::unexpected{done.error()};
    out << fmt::format("{} is copied to {}\n", settings.database.string(), copy);
    return EXIT_SUCCESS;
}

CommandResult restore_command(const Settings& settings, const std::filesystem::path& copy, std::ostream& out) {
    if (auto done = restore(copy, settings.database); !done) return std::unexpected{done.error()};
    out << fmt::format("{} is restored from {}\nWhat waited when that was made may be in Slack by now: the next start "
                       "looks there before it posts it again. What came in since is not in it.\n",
                       settings.database.string(), copy.string());
    return EXIT_SUCCESS;
}

} // namespace holdfast
