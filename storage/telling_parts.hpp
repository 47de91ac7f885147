#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// The words of a name that point to the person in the given surroundings: those of three letters and more that none
/// of the other names has. Words such as `von` and `Prof` point to nobody, nor does what stands in brackets or behind a
/// bar or stroke: `[EXT] Kim Lee | Sales`.
[[nodiscard]] std::vector<std::string> telling_parts(std::string_view name,
                                                     const std::vector<std::string>& other_names);

} // namespace holdfast
