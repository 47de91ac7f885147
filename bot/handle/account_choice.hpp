#pragma once

#include "bot/decode/words.hpp"
#include "bot/handle/reply.hpp"
#include "storage/accounts.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace holdfast {

/// So many accounts have a button.
inline constexpr std::size_t most_accounts_offered = 10;

/// Where an account stands in a command, or should stand.
struct AccountPlace {
    const Words& words;
    std::size_t first_word;
    std::size_t replaced; ///< so many words there are its name

    /// The command for this account, for a person to type.
    [[nodiscard]] std::string command_for(const AccountId& account) const;
};

/// The accounts that may be meant, each with a button that says the command again for it. Where the command is too long
/// for a button: their names, and the command to type for the first one.
/// @param accounts at least one
/// @param matching as many as there are; more may match than are given
/// @param others   how to reach those without a button
[[nodiscard]] Reply choice_of_accounts(const AccountPlace& place, const std::string& question,
                                       std::span<const AccountName> accounts, std::size_t matching,
                                       std::string_view others);

/// `Acme GmbH, Acorn`
[[nodiscard]] std::string names_of(std::span<const AccountName> accounts);

} // namespace holdfast
