#pragma once

#include "tests/slack/workspace.hpp"

#include <string>

namespace holdfast::slack_double {

/// Command text as it arrives with should_escape (Slack contract 3): `@name` of a known person becomes
/// `<@U…|name>`, `#name` of a known channel `<#C…|name>`, and `&`, `<`, `>` become entities. Mentions that are
/// already written as `<@U…>` or `<#C…>` stay.
[[nodiscard]] std::string as_typed(const Workspace& workspace, const std::string& text);

} // namespace holdfast::slack_double
