#pragma once

#include <string>
#include <string_view>

namespace holdfast {

/// Text as searches compare it: without differences of case and of composition ("É" typed in one or in two
/// characters), in all alphabets.
[[nodiscard]] std::string search_key(std::string_view text);

} // namespace holdfast
