#pragma once

#include <string>
#include <string_view>

namespace holdfast {

/// Tells one text from another: 16 hexadecimal digits, the first of its SHA-256. The same in every version of the
/// program, so that it may be stored. Not for secrets, nor against somebody who looks for two texts with the same one.
[[nodiscard]] std::string fingerprint(std::string_view text);

} // namespace holdfast
