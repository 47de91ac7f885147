#pragma once

#include "bot/slack/blocks.hpp"
#include "bot/slack/views.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How lines, pages and buttons are laid out, whatever they say.
namespace holdfast::render {

/// The lines under each other in as few sections as Slack's limit allows; empty lines keep their place.
[[nodiscard]] std::vector<slack::Block> sections(std::span<const slack::Mrkdwn> lines);
void append(std::vector<slack::Block>& blocks, std::vector<slack::Block> more);

/// Text for copying, as it is, in as many sections as it needs.
/// @param most  so many characters at most; what is cut off is said
[[nodiscard]] std::vector<slack::Block> copyable(std::string_view text, std::size_t most = 7'000);

/// One small grey line.
[[nodiscard]] slack::Context small_print(slack::Mrkdwn line);

/// A button that runs a command as if it were typed.
[[nodiscard]] slack::Button command_button(std::string text, std::string command,
                                           slack::Style style = slack::Style::plain);

/// A page of a list; numbers outside of it are brought to the nearest one.
struct Page {
    int number = 1; ///< from 1
    int count = 1;
    std::size_t begin = 0; ///< of what is on it
    std::size_t end = 0;
};
inline constexpr std::size_t rows_a_page = 5;
[[nodiscard]] Page page_of(std::size_t rows, int wanted, std::size_t on_a_page = rows_a_page);

/// `Page 2 of 7` with its buttons; nothing for a single page.
/// @param command what the list answers to, without the page
void append_pager(std::vector<slack::Block>& blocks, const Page& page, std::string_view command);

} // namespace holdfast::render
