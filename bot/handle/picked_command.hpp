#pragma once

#include "bot/decode/words.hpp"
#include "playbooks/accounts/ids.hpp"

#include <cstddef>
#include <string>

namespace holdfast {

/// The command again for the account that was picked from a list, as Slack would send it, so that what stands behind
/// the button is read like what was typed: mentions stay mentions, all else stays as it was.
/// @param first_word where the account's name was typed, or should have been
/// @param replaced   so many words there are the name; 0 where it was missing or given as `account:`
[[nodiscard]] std::string command_for_picked(const Words& words, std::size_t first_word, std::size_t replaced,
                                             const AccountId& account);

/// The same for a person to read and type: `status acme share`.
[[nodiscard]] std::string command_to_type(const Words& words, std::size_t first_word, std::size_t replaced,
                                          const AccountId& account);

} // namespace holdfast
