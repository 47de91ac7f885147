#include "bot/render/layout.hpp"

#include "bot/slack/limits.hpp"
#include "bot/slack/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace holdfast::render {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

std::vector<slack::Block> sections(std::span<const Mrkdwn> lines) {
    std::vector<slack::Block> blocks;
    Mrkdwn text;
    std::size_t length = 0;
    const auto finish = [&] {
        if (!slack::is_blank(text.text())) blocks.emplace_back(slack::Section{.text = std::move(text)});
        text = {};
        length = 0;
    };
    for (const Mrkdwn& line : lines) {
        const Mrkdwn shown = line.cut(slack::limits::text);
        const std::size_t more = slack::slack_length(shown.text()) + 1;
        if (length > 0 && length + more > slack::limits::text) finish();
        if (length > 0) text += "\n"_mrkdwn;
        text += shown;
        length += more;
    }
    finish();
    return blocks;
}

void append(std::vector<slack::Block>& blocks, std::vector<slack::Block> more) {
    std::ranges::move(more, std::back_inserter(blocks));
}

namespace {

/// Pieces of whole lines where that is possible. A sign may take five characters once it is escaped.
std::vector<std::string> pieces_of(std::string_view text) {
    constexpr std::size_t room = slack::limits::text - 6;
    const auto escaped_length = [](std::string_view piece) { return slack::preformatted(piece).text().size(); };
    std::vector<std::string> pieces;
    std::string piece;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t line_end = std::min(text.find('\n', at), text.size() - 1) + 1;
        const std::string_view line = text.substr(at, line_end - at);
        if (escaped_length(piece + std::string{line}) <= room) {
            piece += line;
            at = line_end;
            continue;
        }
        if (!piece.empty()) {
            pieces.push_back(std::move(piece));
            piece.clear();
            continue;
        }
        std::size_t end = at;
        while (end < line_end && end - at < room / 5) end = slack::code_point_end(text, end);
        pieces.emplace_back(text.substr(at, end - at));
        at = end;
    }
    if (!piece.empty()) pieces.push_back(std::move(piece));
    return pieces;
}

} // namespace

std::vector<slack::Block> copyable(std::string_view text, std::size_t most) {
    std::vector<slack::Block> blocks;
    std::size_t length = 0;
    for (const std::string& piece : pieces_of(slack::several_lines(text))) {
        Mrkdwn shown = slack::preformatted(piece);
        if (shown.empty()) continue;
        length += slack::slack_length(shown.text());
        if (length > most) {
            blocks.emplace_back(small_print("The text goes on; it is too long to be shown here in full."_mrkdwn));
            break;
        }
        blocks.emplace_back(slack::Section{.text = std::move(shown)});
    }
    if (blocks.empty()) blocks.emplace_back(small_print("The text is empty."_mrkdwn));
    return blocks;
}

slack::Context small_print(Mrkdwn line) {
    return slack::Context{.lines = {std::move(line)}};
}

slack::Button command_button(std::string text, std::string command, slack::Style style) {
    return {.text = std::move(text), .action = slack::action::menu_run, .value = std::move(command), .style = style};
}

Page page_of(std::size_t rows, int wanted, std::size_t on_a_page) {
    Page page;
    page.count = static_cast<int>(std::max<std::size_t>((rows + on_a_page - 1) / on_a_page, 1));
    page.number = std::clamp(wanted, 1, page.count);
    page.begin = static_cast<std::size_t>(page.number - 1) * on_a_page;
    page.end = std::min(page.begin + on_a_page, rows);
    return page;
}

void append_pager(std::vector<slack::Block>& blocks, const Page& page, std::string_view command) {
    if (page.count == 1) return;
    blocks.emplace_back(small_print(Mrkdwn::of("Page {} of {}", page.number, page.count)));
    slack::Actions row;
    const auto add = [&](std::string text, int number) {
        row.elements.emplace_back(slack::Button{.text = std::move(text),
                                                .action = slack::action::list_page,
                                                .value = fmt::format("{} {}", command, number)});
    };
    if (page.number > 1) add("Previous page", page.number - 1);
    if (page.number < page.count) add("Next page", page.number + 1);
    blocks.emplace_back(std::move(row));
}

} // namespace holdfast::render
