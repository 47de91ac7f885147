#pragma once

#include "tests/slack/http_server.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace holdfast::slack_double {

/// The arguments of one Web API call, whichever way they were sent (Slack contract 11).
struct Arguments {
    /// An object. Text that stands for structures, numbers and booleans is decoded; null arguments are left out.
    nlohmann::json values = nlohmann::json::object();
    /// missing_charset, superfluous_charset.
    std::vector<std::string> warnings = {};
    /// invalid_json or json_not_object; empty when the body could be read.
    std::string refusal = {};
};

/// A JSON body is only seen by methods that accept JSON; for the others its arguments are missing, as with Slack.
[[nodiscard]] Arguments read_arguments(const HttpRequest& request, bool accepts_json);

/// The text argument of that name; empty when it is missing or no text.
[[nodiscard]] std::string text_argument(const nlohmann::json& arguments, const char* name);
[[nodiscard]] bool flag_argument(const nlohmann::json& arguments, const char* name);
/// A comma list or an array of texts.
[[nodiscard]] std::vector<std::string> list_argument(const nlohmann::json& arguments, const char* name);

} // namespace holdfast::slack_double
