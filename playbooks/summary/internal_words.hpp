#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// The words of our own house that a customer must never read (S0-35), as far as they occur in `text`: `rescue`,
/// `war room`, `champion`, `executive sponsor`, … Found as whole words, in the plural too, in any case, with blanks or
/// hyphens between. Each is named once, in a fixed order.
[[nodiscard]] std::vector<std::string> internal_words_in(std::string_view text);

} // namespace holdfast
