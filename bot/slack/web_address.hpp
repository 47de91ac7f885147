#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace holdfast::slack {

/// The address as Slack takes it in links, buttons and pictures, or nothing where it is no absolute http, https or
/// mailto address or longer than 3,000 characters. A valid address holds none of `<`, `>`, `|` and blanks, so it
/// cannot end a link early.
[[nodiscard]] std::optional<std::string> web_address(std::string_view text);

} // namespace holdfast::slack
