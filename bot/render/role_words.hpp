#pragma once

#include "playbooks/accounts/account.hpp"

#include <string_view>

namespace holdfast::render {

/// `economic buyer`, for reading; the word that people type has an underscore.
[[nodiscard]] std::string_view in_words(BuyingRole role);

} // namespace holdfast::render
