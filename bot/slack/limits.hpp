#pragma once

#include <cstddef>

/// Slack's limits that views are cut to (Slack contract, section 7.1 and appendix A). Texts in characters.
namespace holdfast::slack::limits {

inline constexpr std::size_t message_blocks = 50;
inline constexpr std::size_t view_blocks = 100;
/// Undocumented; messages were refused from about 11,300 characters in all their blocks together.
inline constexpr std::size_t message_block_text = 9'900;
inline constexpr std::size_t message_text = 4'000;
/// chat.postEphemeral counts bytes where the other methods count characters.
inline constexpr std::size_t message_text_bytes = 4'000;
/// A whole view may have 250,000 bytes; this leaves room for its title and private metadata.
inline constexpr std::size_t view_block_bytes = 230'000;
inline constexpr std::size_t view_title = 24;
inline constexpr std::size_t private_metadata = 3'000;
inline constexpr std::size_t id = 255;

inline constexpr std::size_t header = 150;
inline constexpr std::size_t text = 3'000;
inline constexpr std::size_t field = 2'000;
inline constexpr std::size_t fields = 10;
inline constexpr std::size_t context_lines = 10;
inline constexpr std::size_t actions = 25;
inline constexpr std::size_t alt_text = 2'000;
inline constexpr std::size_t label = 2'000;
inline constexpr std::size_t url = 3'000;

inline constexpr std::size_t button_text = 75;
inline constexpr std::size_t button_value = 2'000;
inline constexpr std::size_t placeholder = 150;
inline constexpr std::size_t select_options = 100;
inline constexpr std::size_t list_options = 10; ///< checkboxes and radio buttons
inline constexpr std::size_t overflow_options = 5;
inline constexpr std::size_t option_text = 75;
inline constexpr std::size_t option_value = 150;
inline constexpr std::size_t confirm_title = 100;
inline constexpr std::size_t confirm_text = 300;
inline constexpr std::size_t confirm_button = 30;
inline constexpr std::size_t text_input = 3'000;

inline constexpr std::size_t channel_name = 80;

} // namespace holdfast::slack::limits
