#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

/// Reading what Slack sends: payloads and answers change without notice, so that whatever is missing or of another kind
/// reads as nothing.
namespace holdfast {

/// A member of any kind; null where it is missing, or where it is looked for in something that is no object.
[[nodiscard]] inline const nlohmann::json& member(const nlohmann::json& object, std::string_view name) {
    static const nlohmann::json missing;
    if (!object.is_object()) return missing;
    const auto found = object.find(name);
    return found == object.end() ? missing : *found;
}

/// A text; empty where it is missing or something else.
[[nodiscard]] inline std::string text_member(const nlohmann::json& object, std::string_view name) {
    const nlohmann::json& found = member(object, name);
    return found.is_string() ? found.get<std::string>() : std::string{};
}

/// Whether a flag is there and true.
[[nodiscard]] inline bool is_true(const nlohmann::json& object, std::string_view name) {
    return member(object, name) == true;
}

} // namespace holdfast
