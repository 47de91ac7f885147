#pragma once

#include "config/secret.hpp"

#include <string_view>

namespace holdfast {

/// What an `Authorization` header is worth.
enum class BearerVerdict {
    ok,
    closed, ///< no token is configured: nobody may (403)
    wrong   ///< absent, of another scheme, or another token (401)
};

/// Compares in a time that tells nothing about the token.
[[nodiscard]] BearerVerdict check_bearer(std::string_view authorization, const Secret& token);

} // namespace holdfast
