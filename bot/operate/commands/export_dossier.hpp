#pragma once

#include "bot/operate/commands/command_result.hpp"
#include "bot/record/case_record.hpp"
#include "config/settings.hpp"

#include <iosfwd>
#include <optional>
#include <string>

namespace holdfast {

/// `holdfast export ACCOUNT --everything`, `holdfast export --person PERSON [--account ACCOUNT]`
struct DossierOptions {
    std::optional<std::string> account;
    std::optional<std::string> person; ///< name of a customer's person; without an account a colleague's id or address
    RecordExport format = RecordExport::markdown;
};

/// Writes all that is kept about an account, or about a person: everything that an erasure would change, of a colleague
/// what the whole name and addresses connect with them. Reads a copy, so that a database which the bot uses is neither
/// locked nor brought to another schema.
[[nodiscard]] CommandResult export_dossier(const Settings& settings, const DossierOptions& options, std::ostream& out);

} // namespace holdfast
