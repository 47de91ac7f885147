#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace holdfast {

/// The arguments of a Web API call as application/x-www-form-urlencoded, the one form that every method reads (Slack
/// contract, section 11).
///
/// Objects and arrays become JSON text; null is left out. So is `false`, except where leaving out would mean true:
/// some readers take any text for true.
[[nodiscard]] std::string form_body(const nlohmann::json& arguments);

} // namespace holdfast
