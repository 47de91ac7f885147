#include "tests/slack/elements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

enum class Holds { text, option, options, list };

/// What an element type keeps in state.values (Slack contract 6.3, 7.3).
struct StateShape {
    std::string_view type;
    std::string_view key;
    std::string_view initial;
    Holds holds;
};

constexpr std::array shapes{
    StateShape{"plain_text_input", "value", "initial_value", Holds::text},
    StateShape{"email_text_input", "value", "initial_value", Holds::text},
    StateShape{"url_text_input", "value", "initial_value", Holds::text},
    StateShape{"number_input", "value", "initial_value", Holds::text},
    StateShape{"rich_text_input", "rich_text_value", "initial_value", Holds::text},
    StateShape{"static_select", "selected_option", "initial_option", Holds::option},
    StateShape{"external_select", "selected_option", "initial_option", Holds::option},
    StateShape{"radio_buttons", "selected_option", "initial_option", Holds::option},
    StateShape{"multi_static_select", "selected_options", "initial_options", Holds::options},
    StateShape{"multi_external_select", "selected_options", "initial_options", Holds::options},
    StateShape{"checkboxes", "selected_options", "initial_options", Holds::options},
    StateShape{"users_select", "selected_user", "initial_user", Holds::text},
    StateShape{"conversations_select", "selected_conversation", "initial_conversation", Holds::text},
    StateShape{"channels_select", "selected_channel", "initial_channel", Holds::text},
    StateShape{"multi_users_select", "selected_users", "initial_users", Holds::list},
    StateShape{"multi_conversations_select", "selected_conversations", "initial_conversations", Holds::list},
    StateShape{"multi_channels_select", "selected_channels", "initial_channels", Holds::list},
    StateShape{"datepicker", "selected_date", "initial_date", Holds::text},
    StateShape{"timepicker", "selected_time", "initial_time", Holds::text},
    StateShape{"datetimepicker", "selected_date_time", "initial_date_time", Holds::text},
    StateShape{"file_input", "files", "", Holds::list},
};

std::string type_of(const json& element) {
    return element.value("type", "");
}

const StateShape* shape_of(const json& element) {
    const auto* const found = std::ranges::find(shapes, type_of(element), &StateShape::type);
    return found == shapes.end() ? nullptr : found;
}

bool is_external(const json& element) {
    return type_of(element) == "external_select" || type_of(element) == "multi_external_select";
}

json option_named(const json& element, const json& value) {
    if (value.is_null()) return nullptr;
    if (is_external(element)) {
        if (value.is_object()) return value;
        return {{"text", {{"type", "plain_text"}, {"text", value}, {"emoji", true}}}, {"value", value}};
    }
    json offered = element.value("options", json::array());
    for (const json& group : element.value("option_groups", json::array())) {
        for (const json& option : group.at("options")) offered.push_back(option);
    }
    for (const json& option : offered) {
        if (option.contains("value") && option["value"] == value) return option;
    }
    throw std::invalid_argument(
        fmt::format("\"{}\" offers no option {}", element.value("action_id", ""), value.dump()));
}

json options_named(const json& element, const json& values) {
    json chosen = json::array();
    for (const json& value : values.is_array() ? values : json::array({values})) {
        chosen.push_back(option_named(element, value));
    }
    return chosen;
}

void check_length(const json& element, const json& value) {
    if (!value.is_string() || type_of(element) != "plain_text_input") return;
    const auto& text = value.get_ref<const std::string&>();
    const auto length = static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    const bool is_short = length < element.value("min_length", std::size_t{0});
    const bool is_long = length > element.value("max_length", std::size_t{3000});
    if (is_short || is_long) {
        throw std::invalid_argument(fmt::format("Slack's client does not accept {} characters in \"{}\"", length,
                                                element.value("action_id", "")));
    }
}

void collect(const json& element, const PlacedElement& place, std::vector<PlacedElement>& found) {
    if (!element.is_object() || !element.contains("action_id")) return;
    found.push_back(place);
    found.back().element = element;
}

} // namespace

std::vector<PlacedElement> interactive_elements(const json& blocks) {
    std::vector<PlacedElement> found;
    for (const json& block : blocks) {
        PlacedElement place{.element = nullptr, .block_id = block.value("block_id", "")};
        if (block.contains("accessory")) collect(block["accessory"], place, found);
        for (const json& element : block.value("elements", json::array())) collect(element, place, found);
        if (!block.contains("element")) continue;
        place.is_in_input = true;
        place.is_optional = block.value("optional", false);
        collect(block["element"], place, found);
    }
    return found;
}

bool has_state(const json& element) {
    return shape_of(element) != nullptr;
}

json untouched_state(const json& element) {
    const StateShape& shape = *shape_of(element);
    const bool is_list = shape.holds == Holds::options || shape.holds == Holds::list;
    const json nothing = is_list ? json::array() : json(nullptr);
    return {{"type", shape.type}, {shape.key, element.value(shape.initial, nothing)}};
}

json state_after(const json& element, const json& value) {
    const StateShape* const shape = shape_of(element);
    if (shape == nullptr) throw std::invalid_argument(type_of(element) + " keeps no value");
    if (value.is_object() && value.contains("type") && value.contains(shape->key)) return value;
    check_length(element, value);
    json state{{"type", shape->type}, {shape->key, value}};
    if (shape->holds == Holds::option) state[shape->key] = option_named(element, value);
    if (shape->holds == Holds::options) state[shape->key] = options_named(element, value);
    return state;
}

bool is_empty_state(const json& state) {
    for (const auto& [key, value] : state.items()) {
        if (key != "type" && !value.empty() && value != "") return false;
    }
    return true;
}

json state_values(const json& blocks, const json& typed) {
    json values = json::object();
    for (const PlacedElement& placed : interactive_elements(blocks)) {
        if (!has_state(placed.element)) continue;
        const std::string action_id = placed.element["action_id"];
        const json kept = typed.value(placed.block_id, json::object()).value(action_id, json(nullptr));
        const bool is_kept = kept.is_object() && kept.at("type") == placed.element.at("type");
        values[placed.block_id][action_id] = is_kept ? kept : untouched_state(placed.element);
    }
    return values;
}

json action_of(const PlacedElement& placed, const json& value) {
    const json& element = placed.element;
    json action{{"type", type_of(element)}, {"block_id", placed.block_id}, {"action_id", element["action_id"]}};
    for (const char* key : {"text", "value", "url", "style", "placeholder", "initial_option", "initial_date"}) {
        const bool belongs_to_button = key == std::string_view{"value"};
        if (element.contains(key) && (!belongs_to_button || type_of(element) == "button")) action[key] = element[key];
    }
    if (type_of(element) == "overflow") action["selected_option"] = option_named(element, value);
    if (!has_state(element)) return action;
    action.update(state_after(element, value));
    return action;
}

} // namespace holdfast::slack_double
