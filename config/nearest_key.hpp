#pragma once

#include <span>
#include <string>
#include <string_view>

namespace holdfast {

/// The known key that somebody who wrote `wrong` probably meant.
/// Both are dotted paths: `floor` finds `tickets.floor`, `ticket.floor` does too.
/// @return empty when nothing is near enough to be worth suggesting.
[[nodiscard]] std::string nearest_key(std::string_view wrong, std::span<const std::string> known);

} // namespace holdfast
