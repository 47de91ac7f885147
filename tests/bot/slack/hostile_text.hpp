#pragma once

#include <rapidcheck.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::slack::test {

/// What people should not be able to do harm with, singly and in any mixture.
inline const std::vector<std::string>& hostile_pieces() {
    static const std::vector<std::string> pieces{"<!channel>",
                                                 "<!here|here>",
                                                 "<!everyone>",
                                                 "<@U0123456>",
                                                 "<#C0123456|general>",
                                                 "<https://evil.example|bank>",
                                                 "<!date^1^{time}|x>",
                                                 "@channel",
                                                 "@here",
                                                 "&",
                                                 "&amp;",
                                                 "&lt;!channel&gt;",
                                                 "&#60;",
                                                 "<",
                                                 ">",
                                                 "|",
                                                 "*bold*",
                                                 "_italic_",
                                                 "~gone~",
                                                 "`code`",
                                                 "```",
                                                 "> quote",
                                                 "\n> quote",
                                                 "\n",
                                                 "\r\n",
                                                 "\n\n\n\n",
                                                 "\t",
                                                 " ",
                                                 std::string(1, '\0'),
                                                 "\x1b[31m",
                                                 "\x7f",
                                                 "\xC2\x85",
                                                 "\u200E",
                                                 "\u200F",
                                                 "\u202A",
                                                 "\u202B",
                                                 "\u202C",
                                                 "\u202D",
                                                 "\u202E",
                                                 "\u2066",
                                                 "\u2067",
                                                 "\u2068",
                                                 "\u2069",
                                                 "\u061C",
                                                 "\u2028",
                                                 "\uFEFF",
                                                 "\u200B",
                                                 "\uFFFF",
                                                 "\uFFFD",
                                                 "\xFF",
                                                 "\xC3",
                                                 "\xE2\x82",
                                                 "\xED\xA0\x80",
                                                 "\xF4\x90\x80\x80",
                                                 "😀",
                                                 "👩‍👩‍👧",
                                                 "🇩🇪",
                                                 "e\u0301",
                                                 "שלום",
                                                 "مرحبا",
                                                 "東京",
                                                 "Müller & Söhne",
                                                 "Acme",
                                                 "word",
                                                 " a ",
                                                 ":smile:",
                                                 "\"",
                                                 "\\",
                                                 "{}",
                                                 "{0}",
                                                 "%s",
                                                 std::string(200, 'x'),
                                                 std::string(120, '&')};
    return pieces;
}

/// Up to some 4,000 characters of it, with bytes of any kind in between.
inline rc::Gen<std::string> hostile_text() {
    const auto piece = rc::gen::weightedOneOf<std::string>(
        {{9, rc::gen::elementOf(hostile_pieces())}, {1, rc::gen::container<std::string>(rc::gen::arbitrary<char>())}});
    return rc::gen::map(rc::gen::pair(rc::gen::container<std::vector<std::string>>(piece), rc::gen::inRange(1, 25)),
                        [](const std::pair<std::vector<std::string>, int>& parts) {
                            std::string text;
                            for (const auto& part : parts.first) text += part;
                            std::string repeated;
                            for (int i = 0; i < parts.second && repeated.size() < 4'000; ++i) repeated += text;
                            return repeated;
                        });
}

/// Markup that Slack can read: every `&` begins one of the three entities, every `<` is closed before another.
inline bool is_well_formed(std::string_view markup) {
    for (std::size_t at = 0; at < markup.size(); ++at) {
        const std::string_view rest = markup.substr(at);
        const bool is_entity = rest.starts_with("&amp;") || rest.starts_with("&lt;") || rest.starts_with("&gt;");
        if (rest.front() == '&' && !is_entity) return false;
        if (rest.front() != '<') continue;
        const std::size_t stop = rest.find_first_of("<>", 1);
        if (stop == std::string_view::npos || rest[stop] != '>') return false;
    }
    return true;
}

inline std::size_t code_points(std::string_view utf8) {
    std::size_t count = 0;
    for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    return count;
}

} // namespace holdfast::slack::test
