#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace holdfast::fuzz {

/// True when nothing in text that Slack reads as markup can be more than text: no mention, no link, no broken entity.
/// For markup that was made of foreign text alone.
inline bool is_only_text(std::string_view markup) {
    if (markup.contains('<') || markup.contains('>')) return false;
    for (auto at = markup.find('&'); at != std::string_view::npos; at = markup.find('&', at + 1)) {
        const auto rest = markup.substr(at);
        if (!rest.starts_with("&amp;") && !rest.starts_with("&lt;") && !rest.starts_with("&gt;")) return false;
    }
    return true;
}

/// The first text in a payload that Slack would read as more than text; empty when there is none. Plain text objects
/// are shown as they are; markup must also be `verbatim`, or Slack makes links of what merely looks like a name.
inline std::string forged_in(const nlohmann::json& value) {
    if (value.is_object() && value.value("type", "") == "mrkdwn") {
        const auto& text = value["text"].get_ref<const std::string&>();
        if (!is_only_text(text) || value.value("verbatim", false) != true) return text;
    }
    if (!value.is_structured()) return {};
    for (const auto& part : value)
        if (auto found = forged_in(part); !found.empty()) return found;
    return {};
}

} // namespace holdfast::fuzz
