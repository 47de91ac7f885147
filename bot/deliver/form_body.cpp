#include "bot/deliver/form_body.hpp"

#include "bot/slack/json_text.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace holdfast {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 3> true_unless_said{"mrkdwn", "unfurl_links", "unfurl_media"};

bool is_left_out(std::string_view name, const json& value) {
    if (value.is_null()) return true;
    return value == false && std::ranges::find(true_unless_said, name) == true_unless_said.end();
}

std::string text_of(const json& value) {
    return value.is_string() ? value.get<std::string>() : json_text(value);
}

std::string encoded(std::string_view text) {
    return boost::urls::encode(boost::core::string_view{text.data(), text.size()}, boost::urls::unreserved_chars);
}

} // namespace

std::string form_body(const json& arguments) {
    std::string body;
    for (const auto& [name, value] : arguments.items()) {
        if (is_left_out(name, value)) continue;
        if (!body.empty()) body += '&';
        body.append(encoded(name)).append("=").append(encoded(text_of(value)));
    }
    return body;
}

} // namespace holdfast
