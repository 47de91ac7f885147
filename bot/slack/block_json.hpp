#pragma once

#include "bot/slack/blocks.hpp"

#include <nlohmann/json.hpp>

#include <optional>

/// How blocks are written; for views.cpp only.
namespace holdfast::slack {

/// Nothing for a block without content, such as actions of which none could work.
[[nodiscard]] std::optional<nlohmann::json> block_json(const Block& block);
[[nodiscard]] std::optional<nlohmann::json> block_json(const ModalBlock& block);

} // namespace holdfast::slack
