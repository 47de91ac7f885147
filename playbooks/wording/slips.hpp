#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace holdfast {

/// How many single-character slips (one too many, too few or wrong, or two swapped) lie between `text` and every
/// beginning of `candidate` (optimal string alignment): element j is about its first j code points, the last one about
/// all of it.
[[nodiscard]] std::vector<std::size_t> slips_to_beginnings(std::u32string_view text, std::u32string_view candidate);

} // namespace holdfast
