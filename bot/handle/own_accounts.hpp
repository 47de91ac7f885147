#pragma once

#include "bot/decode/words.hpp"
#include "bot/handle/reply.hpp"

#include <cstddef>
#include <optional>

namespace holdfast {

/// The accounts of somebody who asks about one and names none (rule 3): those that they answer for and those whose
/// rescue they work on, each with a button, for what can be asked without a rescue. Nothing where an account is named
/// or implied by the room, or where this person has none.
/// @param first_word where the account would stand
[[nodiscard]] std::optional<Reply> pick_of_own_accounts(Desk& desk, const Asker& asker, const Words& words,
                                                        std::size_t first_word = 0);

} // namespace holdfast
