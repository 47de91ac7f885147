#pragma once

#include "bot/operate/commands/command_result.hpp"
#include "bot/record/case_record.hpp"
#include "config/settings.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace holdfast {

/// `holdfast export CASE`
struct ExportOptions {
    std::string wanted; ///< account id (its latest rescue), room name with or without `#`, or case id
    std::vector<RecordExport> formats{RecordExport::markdown};
};

/// Writes the record of a case to `out`; of several formats each to a file in `folder`, named after the case.
[[nodiscard]] CommandResult export_case(const Settings& settings, const ExportOptions& options,
                                        const std::filesystem::path& folder, std::ostream& out);

} // namespace holdfast
