#include "bot/render/line.hpp"

#include "bot/render/moments.hpp"
#include "bot/slack/text.hpp"

#include <variant>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;

/// Slack pairs asterisks only when no blank stands inside of them.
Mrkdwn stressed(std::string_view text) {
    const std::string line = slack::one_line(text);
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string::npos || slack::is_blank(line)) return Mrkdwn{line};
    const std::size_t end = line.find_last_not_of(' ') + 1;
    return Mrkdwn::of("{}*{}*{}", line.substr(0, begin), line.substr(begin, end - begin), line.substr(end));
}

/// Where a piece between two of the same signs on one line ends; npos when `rest` does not begin with one.
std::size_t end_of_marked(std::string_view rest, char sign) {
    if (!rest.starts_with(sign)) return std::string_view::npos;
    const std::size_t stop = rest.find_first_of(sign == '`' ? "`\n" : "*\n", 1);
    if (stop == std::string_view::npos || rest[stop] != sign || stop < 2) return std::string_view::npos;
    return rest[1] == ' ' || rest[stop - 1] == ' ' ? std::string_view::npos : stop;
}

struct Show {
    const Showing& showing;

    Mrkdwn operator()(const Phrase& phrase) const {
        return phrase.bold ? stressed(phrase.text) : text_with_commands(phrase.text);
    }
    Mrkdwn operator()(const UserId& user) const { return slack::mention(user); }
    Mrkdwn operator()(Instant at) const { return shown(at, showing); }
    Mrkdwn operator()(Day day) const { return shown(day); }
};

} // namespace

Mrkdwn shown(const Line& line, const Showing& showing) {
    Mrkdwn result;
    for (const Piece& piece : line.pieces()) result += std::visit(Show{showing}, piece);
    return result;
}

Mrkdwn text_with_commands(std::string_view text) {
    constexpr std::string_view opening = "`/rescue";
    Mrkdwn result;
    for (std::size_t begin = text.find(opening); begin != std::string_view::npos; begin = text.find(opening)) {
        const std::size_t length = end_of_marked(text.substr(begin), '`');
        if (length == std::string_view::npos) break;
        result += slack::prose(text.substr(0, begin));
        result += slack::code(text.substr(begin + 1, length - 1));
        text.remove_prefix(begin + length + 1);
    }
    return std::move(result) + slack::prose(text);
}

Mrkdwn playbook_text(std::string_view text) {
    Mrkdwn result;
    while (!text.empty()) {
        const std::size_t plain = text.find_first_of("`*");
        result += slack::prose(text.substr(0, plain));
        if (plain == std::string_view::npos) break;
        text.remove_prefix(plain);
        const char sign = text.front();
        const std::size_t end = end_of_marked(text, sign);
        if (end == std::string_view::npos) {
            result += slack::prose(text.substr(0, 1));
            text.remove_prefix(1);
            continue;
        }
        const std::string_view inside = text.substr(1, end - 1);
        result += sign == '`' ? slack::code(inside) : stressed(inside);
        text.remove_prefix(end + 1);
    }
    return result;
}

} // namespace holdfast::render
