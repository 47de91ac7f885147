#include "bot/decode/media_type.hpp"

#include <algorithm>

namespace holdfast {

std::string media_type(std::string_view content_type) {
    std::string type{content_type.substr(0, content_type.find_first_of("; \t"))};
    std::ranges::transform(type, type.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return type;
}

} // namespace holdfast
