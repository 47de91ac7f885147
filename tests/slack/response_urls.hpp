#pragma once

#include "tests/slack/workspace.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace holdfast::slack_double {

/// Shows the message a command's answer or a response_url post holds: to everybody for `in_channel`, else to one
/// person. Returns its ts; empty when nothing is shown. `source` is written into Ephemeral::source.
std::string show_message(Workspace& workspace, const nlohmann::json& body, const std::string& channel,
                         const std::string& user, const std::string& source);

struct ResponseUrlAnswer {
    unsigned status = 200;
    std::string body = "ok";
    std::string content_type = "text/plain";
};

/// One POST to a response_url (Slack contract 4): five uses, then 404 used_url; 404 expired_url after 30 minutes;
/// 404 with the error for content that Slack refuses.
[[nodiscard]] ResponseUrlAnswer use_response_url(Workspace& workspace, const std::string& path,
                                                 const nlohmann::json& body);

} // namespace holdfast::slack_double
