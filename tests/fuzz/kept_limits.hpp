#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace holdfast::fuzz {

/// What is wrong with a message or view by Slack's schema (Slack contract, sections 7 to 9 and appendix A): lengths,
/// counts, ids that must differ, initial choices that are none of the options. Empty when nothing is. The numbers are
/// written down here once more, so that a limit that is wrong in the program does not go unnoticed.
[[nodiscard]] std::string broken_limit_of_message(const nlohmann::json& message);
[[nodiscard]] std::string broken_limit_of_view(const nlohmann::json& view);

} // namespace holdfast::fuzz
