#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace holdfast::slack_double {

/// An interactive element and where it sits.
struct PlacedElement {
    nlohmann::json element;
    std::string block_id;
    bool is_in_input = false;
    /// An input block that may stay empty; true outside input blocks.
    bool is_optional = true;
};

/// All elements with an action_id, in reading order: accessories, elements of actions blocks, inputs.
[[nodiscard]] std::vector<PlacedElement> interactive_elements(const nlohmann::json& blocks);

/// Buttons and overflow menus keep no state; every other element does.
[[nodiscard]] bool has_state(const nlohmann::json& element);

/// The entry of state.values for an element nobody touched: its initial value, or null / [].
[[nodiscard]] nlohmann::json untouched_state(const nlohmann::json& element);

/// The entry of state.values after a person chose `value`: text for inputs, the option's `value` (or a list of
/// them) for menus, ids for pickers. A complete entry with `type` is taken as it is. Throws std::invalid_argument
/// when the element does not offer the value.
[[nodiscard]] nlohmann::json state_after(const nlohmann::json& element, const nlohmann::json& value);

[[nodiscard]] bool is_empty_state(const nlohmann::json& state);

/// state.values of a message or view: `typed` (block_id → action_id → entry) where an element of that name still
/// stands, else what is untouched.
[[nodiscard]] nlohmann::json state_values(const nlohmann::json& blocks, const nlohmann::json& typed);

/// The entry of `actions` for a press or a choice, without action_ts. For a button `value` may be null; for menus
/// and pickers it is what was chosen.
[[nodiscard]] nlohmann::json action_of(const PlacedElement& placed, const nlohmann::json& value);

} // namespace holdfast::slack_double
