#include "bot/operate/commands/show_audit.hpp"

#include "bot/record/timeline.hpp"
#include "storage/audit.hpp"
#include "storage/database.hpp"
#include "storage/trial_copy.hpp"

#include <fmt/format.h>

#include <ostream>

namespace holdfast {

CommandResult show_audit(const Settings& settings, std::ostream& out) {
    const auto copy = TrialCopy::of(settings.database);
    if (!copy) return std::unexpected{copy.error()};
    const Database database{copy->file()};
    auto reader = database.reader();
    for (const auto& entry : audit_entries(reader))
        out << fmt::format("{} {}: {}: {}\n", record_time(entry.at), entry.who, entry.what, entry.detail);
    return EXIT_SUCCESS;
}

} // namespace holdfast
