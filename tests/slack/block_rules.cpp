#include "tests/slack/block_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

constexpr std::array everywhere{"section", "header", "divider", "image", "context", "actions", "input", "rich_text"};
constexpr std::array messages_only{"markdown", "table", "context_actions", "video"};
constexpr std::array view_fields{"type",        "title",       "submit",         "close",           "blocks",
                                 "callback_id", "external_id", "clear_on_close", "notify_on_close", "private_metadata"};

class Examination {
public:
    explicit Examination(Surface surface) : surface_(surface) {}

    void blocks(const json& blocks, const std::string& at) {
        if (!blocks.is_array()) return fault("must be an array", at);
        const std::size_t most = surface_ == Surface::message ? 50 : 100;
        if (blocks.size() > most) fault(fmt::format("no more than {} items allowed", most), at);
        for (std::size_t i = 0; i < blocks.size(); ++i) block(blocks[i], fmt::format("{}/{}", at, i));
    }

    void text(const json& owner, const char* key, std::size_t longest, const std::string& at, bool only_plain = false) {
        if (!owner.contains(key)) return;
        const json& object = owner[key];
        const std::string here = at + "/" + key;
        const std::string type = object.is_object() ? object.value("type", "") : "";
        if (type != "plain_text" && (type != "mrkdwn" || only_plain)) {
            return fault("failed to match all allowed schemas", here);
        }
        length(object, "text", 1, longest, here);
        if (!object.contains("text")) fault("missing required field: text", here);
    }

    void length(const json& owner, const char* key, std::size_t shortest, std::size_t longest, const std::string& at) {
        if (!owner.contains(key)) return;
        if (!owner[key].is_string()) return fault("must provide a string", at + "/" + key);
        const std::size_t size = length_of(owner[key].get_ref<const std::string&>());
        if (size > longest) fault(fmt::format("must be less than {} characters", longest + 1), at + "/" + key);
        if (size < shortest) fault(fmt::format("must be more than {} characters", shortest - 1), at + "/" + key);
    }

    void fault(std::string message, std::string pointer) {
        faults.push_back({.message = std::move(message), .pointer = std::move(pointer)});
    }

    std::vector<BlockFault> faults;

private:
    void count(const json& owner, const char* key, std::size_t most, const std::string& at) {
        if (!owner.contains(key)) return;
        if (!owner[key].is_array()) return fault("must be an array", at + "/" + key);
        if (owner[key].empty()) fault("must contain at least one item", at + "/" + key);
        if (owner[key].size() > most) fault(fmt::format("no more than {} items allowed", most), at + "/" + key);
    }

    void block(const json& block, const std::string& at) {
        if (!block.is_object()) return fault("must be an object", at);
        const std::string type = block.value("type", "");
        const bool is_known =
            std::ranges::find(everywhere, type) != everywhere.end() ||
            (surface_ == Surface::message && std::ranges::find(messages_only, type) != messages_only.end());
        if (!is_known) return fault("unsupported type: " + type, at + "/type");
        length(block, "block_id", 1, 255, at);
        if (block.contains("block_id") && !block_ids_.insert(block["block_id"]).second) {
            fault("block_id already exists", at + "/block_id");
        }
        if (type == "header") text(block, "text", 150, at, true);
        if (type == "section") section(block, at);
        if (type == "context") count(block, "elements", 10, at);
        if (type == "actions") count(block, "elements", 25, at);
        if (type == "image") length(block, "alt_text", 1, 2000, at);
        if (type == "image" && !block.contains("alt_text")) fault("missing required field: alt_text", at);
        if (type == "input") input(block, at);
        if (type == "actions" || type == "context") elements(block, at);
        if (block.contains("accessory")) element(block["accessory"], at + "/accessory");
    }

    void section(const json& block, const std::string& at) {
        if (!block.contains("text") && !block.contains("fields")) fault("missing required field: text", at);
        text(block, "text", 3000, at);
        count(block, "fields", 10, at);
        if (!block.contains("fields") || !block["fields"].is_array()) return;
        for (std::size_t i = 0; i < block["fields"].size(); ++i) {
            text(json{{"field", block["fields"][i]}}, "field", 2000, fmt::format("{}/fields/{}", at, i));
        }
    }

    void input(const json& block, const std::string& at) {
        if (!block.contains("label")) fault("missing required field: label", at);
        if (!block.contains("element")) return fault("missing required field: element", at);
        text(block, "label", 2000, at, true);
        text(block, "hint", 2000, at, true);
        element(block["element"], at + "/element");
    }

    void elements(const json& block, const std::string& at) {
        if (!block.contains("elements") || !block["elements"].is_array()) return;
        std::set<std::string> action_ids;
        for (std::size_t i = 0; i < block["elements"].size(); ++i) {
            const json& one = block["elements"][i];
            const std::string here = fmt::format("{}/elements/{}", at, i);
            element(one, here);
            if (one.is_object() && one.contains("action_id") && !action_ids.insert(one["action_id"]).second) {
                fault("action_id already exists", here + "/action_id");
            }
        }
    }

    void element(const json& element, const std::string& at) {
        if (!element.is_object() || !element.contains("type")) return fault("missing required field: type", at);
        const std::string type = element["type"];
        length(element, "action_id", 1, 255, at);
        text(element, "placeholder", 150, at, true);
        if (type == "plain_text" || type == "mrkdwn") length(element, "text", 1, 3000, at);
        if (type == "button") text(element, "text", 75, at, true);
        if (type == "button") length(element, "value", 1, 2000, at);
        if (type == "button") length(element, "url", 1, 3000, at);
        const std::size_t most_options =
            type == "overflow" ? 5 : (type == "checkboxes" || type == "radio_buttons" ? 10 : 100);
        count(element, "options", most_options, at);
        if (!element.contains("options") || !element["options"].is_array()) return;
        for (std::size_t i = 0; i < element["options"].size(); ++i) {
            const std::string here = fmt::format("{}/options/{}", at, i);
            text(element["options"][i], "text", 75, here);
            length(element["options"][i], "value", 1, 150, here);
        }
    }

    Surface surface_;
    std::set<std::string> block_ids_;
};

bool has_input(const json& blocks) {
    return blocks.is_array() &&
           std::ranges::any_of(blocks, [](const json& block) { return block.value("type", "") == "input"; });
}

} // namespace

std::size_t length_of(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::size_t text_in(const json& blocks) {
    if (!blocks.is_structured()) return 0;
    std::size_t total = 0;
    for (const auto& [key, part] : blocks.items()) {
        total += key == "text" && part.is_string() ? length_of(part.get_ref<const std::string&>()) : text_in(part);
    }
    return total;
}

std::vector<BlockFault> check_blocks(const json& blocks, Surface surface, const std::string& pointer) {
    Examination examination(surface);
    examination.blocks(blocks, pointer);
    return examination.faults;
}

std::vector<BlockFault> check_view(const json& view) {
    const std::string type = view.is_object() ? view.value("type", "") : "";
    if (type != "modal" && type != "home") return {{.message = "unsupported type: " + type, .pointer = "/view/type"}};
    Examination examination(type == "modal" ? Surface::modal : Surface::home);
    for (const auto& [field, value] : view.items()) {
        if (std::ranges::find(view_fields, field) == view_fields.end()) {
            examination.fault("invalid additional property: " + field, "/view");
        }
    }
    if (!view.contains("blocks")) examination.fault("missing required field: blocks", "/view");
    examination.blocks(view.value("blocks", json::array()), "/view/blocks");
    examination.length(view, "private_metadata", 0, 3000, "/view");
    examination.length(view, "callback_id", 0, 255, "/view");
    examination.length(view, "external_id", 0, 255, "/view");
    if (type == "home") return examination.faults;
    if (!view.contains("title")) examination.fault("missing required field: title", "/view");
    for (const char* key : {"title", "submit", "close"}) examination.text(view, key, 24, "/view", true);
    if (has_input(view.value("blocks", json::array())) && !view.contains("submit")) {
        examination.fault("missing required field: submit", "/view");
    }
    return examination.faults;
}

} // namespace holdfast::slack_double
