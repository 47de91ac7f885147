#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace holdfast::slack_double {

/// What Slack would say about one place of a payload.
struct BlockFault {
    std::string message;
    /// JSON pointer from the payload's root, for example /blocks/0/text/text.
    std::string pointer;
};

enum class Surface { message, modal, home };

/// The rules of Block Kit that lead to invalid_blocks most often: counts, lengths, empty texts, duplicate ids
/// (Slack contract 9, appendix A). `pointer` is where the blocks stand in the payload.
[[nodiscard]] std::vector<BlockFault> check_blocks(const nlohmann::json& blocks, Surface surface,
                                                   const std::string& pointer);

/// A modal or Home view as the bot sent it (contract 7.1); finds faults of its blocks as well.
[[nodiscard]] std::vector<BlockFault> check_view(const nlohmann::json& view);

/// Characters as Unicode code points.
[[nodiscard]] std::size_t length_of(std::string_view utf8);

/// All characters in the `text` fields of the blocks together.
[[nodiscard]] std::size_t text_in(const nlohmann::json& blocks);

} // namespace holdfast::slack_double
