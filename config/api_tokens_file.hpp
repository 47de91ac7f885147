#pragma once

#include "config/config_error.hpp"
#include "playbooks/digest/sha256.hpp"

#include <array>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// What the bearer of a token may do: ask, deliver.
enum class ApiScope { read, write };
inline constexpr std::array<std::string_view, 2> api_scope_names{"read", "write"};

/// One bearer token of `/v1`. The token itself is not kept.
struct ApiToken {
    std::string name; ///< who bears it, for log and audit: a to z, digits, `.`, `_`, `-`
    bool may_read = false;
    bool may_write = false;
    Sha256 digest{};

    [[nodiscard]] bool may(ApiScope scope) const { return scope == ApiScope::read ? may_read : may_write; }
    bool operator==(const ApiToken&) const = default;
};

/// The name of the token that HOLDFAST_API_TOKEN holds.
inline constexpr std::string_view default_token_name = "default";

/// Reads the file that HOLDFAST_API_TOKENS_FILE names. One token a line: its name, its scopes, and its digest, with
/// blanks between them; `#` begins a comment.
///
///     crm      read,write  sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
///     reports  read        sha256:…
///
/// In the place of `sha256:…` the token itself may stand. A name may appear twice, while its token is being replaced.
/// @return what is wrong with it, with the line; never with a token
[[nodiscard]] std::expected<std::vector<ApiToken>, ConfigError> read_api_tokens(const std::filesystem::path& file);

/// True for a name that a token may have.
[[nodiscard]] bool is_api_token_name(std::string_view name);

/// The line of the file for a token.
[[nodiscard]] std::string to_line(const ApiToken& token);

} // namespace holdfast
