#include "tests/fuzz/kept_limits.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace holdfast::fuzz {

namespace {

using nlohmann::json;

/// Counted as UTF-16 does, which is the larger of the two ways in which Slack may count.
std::size_t length_of(std::string_view utf8) {
    std::size_t length = 0;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        length += (byte & 0xC0U) == 0x80U ? 0 : 1;
        length += byte >= 0xF0U ? 1 : 0;
    }
    return length;
}

class Judge {
public:
    void message(const json& value) {
        text_between(value, "text", 1, 4'000);
        if (!value.contains("blocks")) return;
        blocks(value["blocks"], 50);
        require(text_in(value["blocks"]) <= 10'000, "the blocks' texts together");
    }

    void view(const json& value) {
        const bool is_modal = value["type"] == "modal";
        if (is_modal) label(value, "title", 24);
        for (const auto* button : {"submit", "close"})
            if (value.contains(button)) label(value, button, 24);
        if (value.contains("private_metadata")) text_between(value, "private_metadata", 1, 3'000);
        blocks(value["blocks"], 100);
        require(value.dump().size() <= 250'000, "the size of a view");
        const bool asks = std::ranges::any_of(value["blocks"], [](const json& one) { return one["type"] == "input"; });
        require(!asks || (is_modal && value.contains("submit")), "what asks can be submitted");
    }

    [[nodiscard]] const std::string& verdict() const { return verdict_; }

private:
    void require(bool holds, std::string_view what) {
        if (!holds && verdict_.empty()) verdict_ = what;
    }

    void text_between(const json& object, const char* key, std::size_t least, std::size_t most) {
        const bool is_text = object.contains(key) && object[key].is_string();
        require(is_text, std::string{key} + " is a text");
        if (!is_text) return;
        const auto length = length_of(object[key].get_ref<const std::string&>());
        require(least <= length && length <= most, std::string{key} + " has its length");
    }

    void optional_text(const json& object, const char* key, std::size_t most) {
        if (object.contains(key)) text_between(object, key, 1, most);
    }

    void label(const json& object, const char* key, std::size_t most) {
        const bool is_plain = object.contains(key) && object[key].value("type", "") == "plain_text";
        require(is_plain, std::string{key} + " is plain text");
        if (is_plain) text_between(object[key], "text", 1, most);
    }

    void optional_label(const json& object, const char* key, std::size_t most) {
        if (object.contains(key)) label(object, key, most);
    }

    void markup(const json& object, std::size_t most) {
        require(object.value("type", "") == "mrkdwn", "markup is markup");
        text_between(object, "text", 1, most);
    }

    void count(const json& list, std::size_t least, std::size_t most, std::string_view what) {
        require(list.is_array() && least <= list.size() && list.size() <= most, what);
    }

    void different(const json& list, const char* key, std::string_view what) {
        std::set<std::string> seen;
        for (const json& one : list)
            if (one.contains(key)) require(seen.insert(one[key].get<std::string>()).second, what);
    }

    static std::size_t text_in(const json& value) {
        std::size_t sum = 0;
        if (value.is_object() && value.contains("text") && value["text"].is_string())
            sum += length_of(value["text"].get_ref<const std::string&>());
        if (value.is_structured())
            for (const json& part : value) sum += text_in(part);
        return sum;
    }

    void blocks(const json& list, std::size_t most) {
        count(list, 0, most, "the number of blocks");
        different(list, "block_id", "block ids differ");
        for (const json& one : list) block(one);
    }

    void block(const json& one) {
        optional_text(one, "block_id", 255);
        const auto type = one["type"].get<std::string>();
        if (type == "header") return label(one, "text", 150);
        if (type == "divider") return;
        if (type == "section") return section(one);
        if (type == "context") return context(one);
        if (type == "actions") return actions(one);
        if (type == "image") return image(one);
        if (type == "input") return input(one);
        require(false, "a block of a known kind");
    }

    void section(const json& one) {
        require(one.contains("text") || one.contains("fields"), "a section says something");
        if (one.contains("text")) markup(one["text"], 3'000);
        if (one.contains("fields")) {
            count(one["fields"], 1, 10, "the number of fields");
            for (const json& field : one["fields"]) markup(field, 2'000);
        }
        if (one.contains("accessory")) element(one["accessory"]);
    }

    void context(const json& one) {
        count(one["elements"], 1, 10, "the number of lines in a context");
        for (const json& line : one["elements"]) markup(line, 3'000);
    }

    void actions(const json& one) {
        count(one["elements"], 1, 25, "the number of elements in a row");
        different(one["elements"], "action_id", "action ids differ");
        for (const json& each : one["elements"]) element(each);
    }

    void image(const json& one) {
        text_between(one, "alt_text", 1, 2'000);
        optional_label(one, "title", 2'000);
        optional_text(one, "image_url", 3'000);
        require(one.contains("image_url") != one.contains("slack_file"), "a picture has one source");
    }

    void input(const json& one) {
        label(one, "label", 2'000);
        optional_label(one, "hint", 2'000);
        element(one["element"]);
    }

    void element(const json& one) {
        text_between(one, "action_id", 1, 255);
        optional_label(one, "placeholder", 150);
        if (one.contains("confirm")) confirm(one["confirm"]);
        const auto type = one["type"].get<std::string>();
        if (type == "button") button(one);
        if (type == "overflow") options(one, 5);
        if (type == "static_select" || type == "multi_static_select") options(one, 100);
        if (type == "checkboxes" || type == "radio_buttons") options(one, 10);
        if (type == "plain_text_input") text_input(one);
    }

    void button(const json& one) {
        label(one, "text", 75);
        optional_text(one, "value", 2'000);
        optional_text(one, "url", 3'000);
        if (one.contains("style")) require(one["style"] == "primary" || one["style"] == "danger", "a style");
    }

    void confirm(const json& one) {
        label(one, "title", 100);
        label(one, "text", 300);
        label(one, "confirm", 30);
        label(one, "deny", 30);
    }

    void options(const json& one, std::size_t most) {
        count(one["options"], 1, most, "the number of options");
        different(one["options"], "value", "values of options differ");
        for (const json& each : one["options"]) {
            label(each, "text", 75);
            text_between(each, "value", 1, 150);
            optional_label(each, "description", 75);
        }
        if (one.contains("initial_option")) chosen(one, one["initial_option"]);
        if (!one.contains("initial_options")) return;
        for (const json& initial : one["initial_options"]) chosen(one, initial);
    }

    void chosen(const json& one, const json& initial) {
        require(std::ranges::find(one["options"], initial) != one["options"].end(), "what is chosen can be chosen");
    }

    void text_input(const json& one) {
        const auto least = one.value("min_length", 0);
        const auto most = one.value("max_length", 3'000);
        require(0 <= least && least <= most && 1 <= most && most <= 3'000, "the lengths that may be entered");
        if (one.contains("initial_value"))
            require(length_of(one["initial_value"].get_ref<const std::string&>()) <= static_cast<std::size_t>(most),
                    "what is filled in may be entered");
    }

    std::string verdict_;
};

} // namespace

std::string broken_limit_of_message(const json& message) {
    Judge judge;
    judge.message(message);
    return judge.verdict();
}

std::string broken_limit_of_view(const json& view) {
    Judge judge;
    judge.view(view);
    return judge.verdict();
}

} // namespace holdfast::fuzz
