#include "tests/slack/arguments.hpp"

#include "tests/slack/form.hpp"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 7> structures{"blocks", "attachments", "metadata",        "view",
                                                     "files",  "file_ids",    "document_content"};
constexpr std::array<std::string_view, 15> booleans{"unfurl_links",
                                                    "unfurl_media",
                                                    "reply_broadcast",
                                                    "mrkdwn",
                                                    "link_names",
                                                    "return_im",
                                                    "force",
                                                    "inclusive",
                                                    "is_private",
                                                    "include_all_metadata",
                                                    "as_user",
                                                    "include_num_members",
                                                    "exclude_archived",
                                                    "include_locale",
                                                    "prevent_creation"};
constexpr std::array<std::string_view, 3> integers{"limit", "length", "post_at"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

json decoded(const std::string& name, const std::string& text) {
    if (contains(structures, name)) {
        json value = json::parse(text, nullptr, false);
        return value.is_discarded() ? json(text) : value;
    }
    if (contains(booleans, name) && (text == "true" || text == "1")) return true;
    if (contains(booleans, name) && (text == "false" || text == "0")) return false;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = error == std::errc{} && end == text.data() + text.size();
    if (contains(integers, name) && is_number) return number;
    return text;
}

void read_json(const std::string& body, Arguments& arguments) {
    json parsed = json::parse(body.empty() ? "{}" : body, nullptr, false);
    if (parsed.is_discarded()) arguments.refusal = "invalid_json";
    if (!parsed.is_discarded() && !parsed.is_object()) arguments.refusal = "json_not_object";
    if (!arguments.refusal.empty()) return;
    for (const auto& [name, value] : parsed.items()) {
        if (value.is_null()) continue;
        arguments.values[name] = value.is_string() ? decoded(name, value.get<std::string>()) : value;
    }
}

} // namespace

Arguments read_arguments(const HttpRequest& request, bool accepts_json) {
    Arguments arguments;
    for (const auto& [name, value] : decode_form(request.query)) arguments.values[name] = decoded(name, value);
    const auto header = request.headers.find("content-type");
    const std::string type = header == request.headers.end() ? "" : header->second;
    const bool names_charset = type.find("charset") != std::string::npos;
    if (type.starts_with("application/json")) {
        if (!names_charset) arguments.warnings.emplace_back("missing_charset");
        if (accepts_json) read_json(request.body, arguments);
    } else if (type.starts_with("application/x-www-form-urlencoded")) {
        if (names_charset) arguments.warnings.emplace_back("superfluous_charset");
        for (const auto& [name, value] : decode_form(request.body)) arguments.values[name] = decoded(name, value);
    }
    return arguments;
}

std::string text_argument(const json& arguments, const char* name) {
    const auto found = arguments.find(name);
    return found != arguments.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool flag_argument(const json& arguments, const char* name) {
    const auto found = arguments.find(name);
    return found != arguments.end() && found->is_boolean() && found->get<bool>();
}

std::vector<std::string> list_argument(const json& arguments, const char* name) {
    const auto found = arguments.find(name);
    if (found == arguments.end()) return {};
    if (found->is_array()) return found->get<std::vector<std::string>>();
    std::vector<std::string> parts;
    const std::string text = text_argument(arguments, name);
    boost::algorithm::split(parts, text, boost::algorithm::is_any_of(", "), boost::algorithm::token_compress_on);
    std::erase(parts, "");
    return parts;
}

} // namespace holdfast::slack_double
