#pragma once

#include "bot/clock/clock.hpp"
#include "bot/decode/record_kinds.hpp"
#include "bot/operate/commands/command_result.hpp"
#include "config/settings.hpp"

#include <filesystem>
#include <iosfwd>
#include <optional>

namespace holdfast {

/// `holdfast import KIND FILE`
struct ImportOptions {
    RecordKind kind = RecordKind::accounts;
    std::filesystem::path file; ///< CSV unless its name ends in .json, .ndjson or .jsonl
    bool dry_run = false;
    std::optional<std::filesystem::path> rejects; ///< where the rejections go as CSV as well
    bool show_progress = false;                   ///< draw a bar on `err`
};

/// Stores the good rows of a file and names the bad ones on `err`. Repeating it changes nothing. Status 1 when there
/// were rows and none was good.
[[nodiscard]] CommandResult import_file(const Settings& settings, const ImportOptions& options, const Clock& clock,
                                        std::ostream& out, std::ostream& err);

} // namespace holdfast
