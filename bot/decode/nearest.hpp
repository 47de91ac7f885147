#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace holdfast {

/// Number of single-character slips (one too many, too few or wrong, or two swapped) between the texts, upper and lower
/// case being the same.
[[nodiscard]] std::size_t slips_between(std::string_view one, std::string_view other);

/// The candidates that somebody who typed `text` may have meant, best first: equal, beginning with it, having a word
/// that begins with it, then within two slips of the candidate or of its beginning. Upper and lower case, typographic
/// and plain quotes are the same. Texts of up to three characters may be off by one only.
/// @return positions in `candidates`, at most `most` of them
[[nodiscard]] std::vector<std::size_t> nearest(std::string_view text, std::span<const std::string_view> candidates,
                                               std::size_t most = 3);

} // namespace holdfast
