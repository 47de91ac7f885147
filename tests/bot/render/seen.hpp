#pragma once

#include "bot/slack/views.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::render::test {

/// What a reader and a handler can find in a payload.
struct Element {
    std::string action;
    std::string text;
    std::string value;
    nlohmann::json json;
};

inline void collect(const nlohmann::json& value, std::vector<Element>& elements, std::string& text) {
    if (value.is_object()) {
        if (value.contains("action_id")) {
            Element element;
            element.action = slack::action_name(value["action_id"].get_ref<const std::string&>());
            if (value.contains("text")) element.text = value["text"]["text"];
            element.value = value.value("value", "");
            element.json = value;
            elements.push_back(std::move(element));
        }
        if (value.contains("text") && value["text"].is_string()) text += value["text"].get<std::string>() + "\n";
    }
    if (value.is_structured()) {
        for (const auto& part : value) collect(part, elements, text);
    }
}

class Seen {
public:
    explicit Seen(const slack::Message& message) : Seen{slack::payload(message)} {}
    explicit Seen(const slack::Modal& modal) : Seen{slack::payload(modal)} {}
    explicit Seen(const slack::Home& home) : Seen{slack::payload(home)} {}

    [[nodiscard]] bool says(std::string_view words) const { return text_.contains(words); }
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] const std::vector<Element>& elements() const { return elements_; }
    [[nodiscard]] const nlohmann::json& json() const { return json_; }

    [[nodiscard]] std::vector<Element> with_action(std::string_view action) const {
        std::vector<Element> found;
        std::ranges::copy_if(elements_, std::back_inserter(found),
                             [&](const Element& element) { return element.action == action; });
        return found;
    }
    [[nodiscard]] bool offers(std::string_view action, std::string_view value) const {
        return std::ranges::any_of(
            elements_, [&](const Element& element) { return element.action == action && element.value == value; });
    }
    [[nodiscard]] bool offers(std::string_view action) const { return !with_action(action).empty(); }

    /// The input block with this id; null when there is none.
    [[nodiscard]] nlohmann::json input(std::string_view block_id) const {
        for (const auto& block : json_["blocks"]) {
            if (block.value("block_id", "") == block_id) return block;
        }
        return nullptr;
    }

private:
    explicit Seen(nlohmann::json payload) : json_(std::move(payload)) { collect(json_, elements_, text_); }

    nlohmann::json json_;
    std::vector<Element> elements_;
    std::string text_;
};

} // namespace holdfast::render::test
