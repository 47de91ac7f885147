#pragma once

#include "bot/slack/elements.hpp"
#include "bot/slack/mrkdwn.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <span>
#include <string_view>

/// How elements are written; for blocks.cpp and views.cpp only.
namespace holdfast::slack {

/// A text object of one line, cut to `max`, a dash where nothing is to be seen.
[[nodiscard]] nlohmann::json plain_text_object(std::string_view text, std::size_t max);
/// The same for markup. `verbatim` keeps Slack from making mentions and links of bare words (contract, 10.3).
[[nodiscard]] nlohmann::json mrkdwn_object(const Mrkdwn& text, std::size_t max);

/// The first hundred of the options that can be sent and told apart; an empty list where there is none.
[[nodiscard]] nlohmann::json list_of(std::span<const Option> options);

/// Nothing for an element that could not work.
[[nodiscard]] std::optional<nlohmann::json> element_json(const ActionElement& element);
[[nodiscard]] nlohmann::json element_json(const InputElement& element);

} // namespace holdfast::slack
