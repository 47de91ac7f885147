#include "bot/record/markdown_text.hpp"

namespace holdfast {

std::string markdown_line(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '\r') continue;
        if (c == '\n') {
            safe += ' ';
            continue;
        }
        if (std::string_view{"\\`*_[]<>#|"}.contains(c)) safe += '\\';
        safe += c;
    }
    return safe;
}

} // namespace holdfast
