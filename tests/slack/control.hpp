#pragma once

#include "tests/slack/http_server.hpp"
#include "tests/slack/slack_double.hpp"

namespace holdfast::slack_double {

/// Drives the double from scripts: GET and POST under /_control/, JSON in and out. `GET /_control/help` lists all.
[[nodiscard]] HttpReply control(SlackDouble& slack, const HttpRequest& request);

} // namespace holdfast::slack_double
