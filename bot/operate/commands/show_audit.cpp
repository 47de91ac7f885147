#include "bot/operate/commands/show_audit.hpp"

#include "bot/record/timeline.hpp"
#include "storage/audit.hpp"
#include "storage/database.hpp"

#include <fmt/format.h>

#include <ostream>

namespace holdfast {

CommandResult show_audit(const Settings& settings, std::ostream& out) {
    if (!std::filesystem::exists(settings.database))
        return std::unexpected{fmt::format("there is no database {}", settings.database.string())};
    const Database database{settings.database};
    auto reader = database.reader();
    for (const auto& entry : audit_entries(reader))
        out << fmt::format("{} {}: {}: {}\n", record_time(entry.at), entry.who, entry.what, entry.detail);
    return EXIT_SUCCESS;
}

} // namespace holdfast
