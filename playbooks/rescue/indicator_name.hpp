#pragma once

#include <string>
#include <string_view>

namespace holdfast {

/// The one form in which an indicator's name is kept and shown, so that it can be typed as the key of a value (`checkin
/// log on-time:96`): small letters, digits and `_`; all between them is a single `-`. `On-Time %` is `on-time`.
[[nodiscard]] std::string indicator_name(std::string_view typed);

/// Whether such a form can be typed as a key: a letter, then up to 30 letters, digits, `_` or `-`.
[[nodiscard]] bool is_indicator_name(std::string_view name);
inline constexpr std::string_view what_an_indicator_name_is =
    "a letter from a to z, and up to 30 letters, digits, - or _ behind it";

} // namespace holdfast
