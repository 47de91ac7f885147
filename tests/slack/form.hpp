#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast::slack_double {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Reads application/x-www-form-urlencoded or a query string; `+` is a space. Text that is no form gives no fields.
[[nodiscard]] Fields decode_form(std::string_view text);

/// Writes a form the way Slack does: spaces as `+`, everything outside `A-Z a-z 0-9 - . _ ~` percent-encoded.
[[nodiscard]] std::string encode_form(const Fields& fields);

} // namespace holdfast::slack_double
