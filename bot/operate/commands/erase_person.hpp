#pragma once

#include "bot/clock/clock.hpp"
#include "bot/operate/commands/command_result.hpp"
#include "config/settings.hpp"

#include <iosfwd>
#include <optional>
#include <string>

namespace holdfast {

/// `holdfast erase`
struct EraseOptions {
    std::string person;                 ///< name of a customer's person; Slack user id or e-mail address of a colleague
    std::optional<std::string> account; ///< of the customer's person; none: a colleague is meant
    bool whole_name_only = false;       ///< leave single words of the name in texts alone
    bool yes = false; ///< without it, what would be changed and which words would go is said, and nothing is
};

/// Erases a person so that no trace but the fact is left in the file of the database. Needs it alone: the bot, which
/// keeps rescues in memory, must be stopped meanwhile. A dry run looks at a copy and disturbs nobody.
[[nodiscard]] CommandResult erase_person(const Settings& settings, const EraseOptions& options, const Clock& clock,
                                         std::ostream& out);

} // namespace holdfast
