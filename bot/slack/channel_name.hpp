#pragma once

#include "playbooks/accounts/ids.hpp"

#include <string>
#include <string_view>

namespace holdfast::slack {

/// The name of an account's room, such as `rescue-acme-gmbh` (interfaces, "What is written to Slack").
///
/// Lower case, transliterated to ASCII; only `a-z 0-9 - _`, any run of other characters one `-`. At most 80 characters
/// with prefix and suffix, cut at a word. An account whose name leaves nothing is named by its id, failing that
/// `account`. Attempt 1 has no suffix; attempts 2, 3… are for names already taken and end in `-2`, `-3`…
[[nodiscard]] std::string channel_name(std::string_view prefix, std::string_view account_name, const AccountId& account,
                                       int attempt = 1);

} // namespace holdfast::slack
