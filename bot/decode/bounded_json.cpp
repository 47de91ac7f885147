#include "bot/decode/bounded_json.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace holdfast {

bool nested_deeper_than(std::string_view text, int most) noexcept {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
            continue;
        }
        if (c == '"') in_string = true;
        if (c == '{' || c == '[')
            if (++depth > most) return true;
        if (c == '}' || c == ']') --depth;
    }
    return false;
}

std::expected<nlohmann::json, std::string> parse_bounded(std::string_view text, JsonBounds bounds) {
    if (text.size() > bounds.bytes)
        return std::unexpected{fmt::format("the JSON is larger than {} bytes", bounds.bytes)};
    if (nested_deeper_than(text, bounds.depth))
        return std::unexpected{fmt::format("the JSON is nested deeper than {} levels", bounds.depth)};
    auto document = nlohmann::json::parse(text, nullptr, false);
    if (document.is_discarded()) return std::unexpected{"the text is not valid JSON in UTF-8"};
    return document;
}

} // namespace holdfast
