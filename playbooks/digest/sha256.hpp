#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

using Sha256 = std::array<unsigned char, 32>;

[[nodiscard]] Sha256 sha256(std::string_view text);

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(const Sha256& digest);
/// Upper and lower case are the same. @return none where the text is no such digits
[[nodiscard]] std::optional<Sha256> sha256_from_hex(std::string_view text);

} // namespace holdfast
