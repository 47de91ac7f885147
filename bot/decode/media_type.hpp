#pragma once

#include <string>
#include <string_view>

namespace holdfast {

/// The media type that a Content-Type field names, in small letters (it knows no case) and without parameters such as a
/// charset (RFC 9110, section 8.3.1).
[[nodiscard]] std::string media_type(std::string_view content_type);

} // namespace holdfast
