#pragma once

#include "bot/net/http_message.hpp"

#include <string>
#include <string_view>

namespace holdfast {

/// @param body JSON text
[[nodiscard]] HttpResponse json_response(unsigned status, std::string body);
/// `{"error":"…"}`
[[nodiscard]] HttpResponse error_response(unsigned status, std::string_view error);

/// The value of a header field, empty when absent.
[[nodiscard]] std::string_view header(const HttpRequest& request, std::string_view name);

} // namespace holdfast
