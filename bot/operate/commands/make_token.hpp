#pragma once

#include "bot/operate/commands/command_result.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace holdfast {

/// `holdfast token NAME --scope read,write`
struct TokenOptions {
    std::string name;
    std::vector<std::string> scopes; ///< of api_scope_names
};

/// Makes a bearer token for `/v1` and prints it, and below it its line for HOLDFAST_API_TOKENS_FILE. It is kept
/// nowhere else.
[[nodiscard]] CommandResult make_token(const TokenOptions& options, std::ostream& out);

} // namespace holdfast
