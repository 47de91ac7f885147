#pragma once

#include "bot/decode/words.hpp"
#include "bot/handle/reply.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace holdfast {

/// Why a command is refused that says more than its verb reads: nothing that somebody typed is dropped in silence.
/// @param from     the first word that the verb does not read
/// @param keys     the keys that it reads, beside `account:`
/// @param what     what does not happen because of it
/// @param instead  what to type
[[nodiscard]] std::optional<Reply> refusal_of_unread(const Words& words, std::size_t from,
                                                     std::span<const std::string_view> keys, std::string what,
                                                     std::string instead);

} // namespace holdfast
