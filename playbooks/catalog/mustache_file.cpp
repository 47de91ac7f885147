#include "playbooks/catalog/mustache_file.hpp"

#include "playbooks/catalog/file_errors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <kainjow/mustache.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <regex>

namespace holdfast {

namespace {

/// The parser says `Unclosed section "x" at 120`: a place in characters, which nobody wants to count.
void add_syntax_error(const std::string& text, std::string message, FileErrors& errors) {
    constexpr std::string_view before_place = " at ";
    std::size_t place = 0;
    const auto at = message.rfind(before_place);
    if (at != std::string::npos) {
        const char* const digits = message.data() + at + before_place.size();
        std::from_chars(digits, message.data() + message.size(), place);
        message.resize(at);
    }
    errors.add(line_at(text, place), {}, fmt::format("is not valid mustache: {}", message));
}

/// Looks at the tags themselves: the parser keeps what it found to itself.
void refuse_unknown_names(const std::string& text, std::span<const std::string_view> names, FileErrors& errors) {
    static const std::regex tag{R"(\{\{\{?\s*[#^&]?\s*([^\s{}#^&/!][^\s}]*))"};
    for (std::sregex_iterator found{text.begin(), text.end(), tag}, end; found != end; ++found) {
        const std::string name = found->str(1);
        if (std::ranges::find(names, name) != names.end()) continue;
        errors.add(line_at(text, static_cast<std::size_t>(found->position())), name,
                   fmt::format("is nothing that this text can show; known are {}", fmt::join(names, ", ")));
    }
}

} // namespace

std::string read_mustache(const PlaybookFile& file, std::span<const std::string_view> names,
                          std::vector<CatalogError>& all_errors) {
    FileErrors errors{file.shown, all_errors};
    const kainjow::mustache::mustache text{file.text};
    if (!text.is_valid()) {
        add_syntax_error(file.text, text.error_message(), errors);
        return file.text;
    }
    refuse_unknown_names(file.text, names, errors);
    return file.text;
}

} // namespace holdfast
