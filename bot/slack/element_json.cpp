#include "bot/slack/element_json.hpp"

#include "bot/slack/limits.hpp"
#include "bot/slack/text.hpp"
#include "bot/slack/web_address.hpp"

#include <date/date.h>
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <span>

namespace holdfast::slack {
namespace {

using nlohmann::json;

constexpr std::string_view dash = "–";
/// Beyond it a double no longer holds every integer.
constexpr double largest_number = 1e15;

void put_style(json& object, Style style) {
    if (style == Style::primary) object["style"] = "primary";
    if (style == Style::danger) object["style"] = "danger";
}

void put_placeholder(json& object, std::string_view placeholder) {
    if (!is_blank(placeholder)) object["placeholder"] = plain_text_object(placeholder, limits::placeholder);
}

json confirm_json(const Confirm& confirm) {
    json object{{"title", plain_text_object(confirm.title, limits::confirm_title)},
                {"text", plain_text_object(confirm.text, limits::confirm_text)},
                {"confirm", plain_text_object(confirm.confirm, limits::confirm_button)},
                {"deny", plain_text_object(confirm.deny, limits::confirm_button)}};
    put_style(object, confirm.style);
    return object;
}

std::string_view sent_value(const Option& option) {
    return option.value.empty() ? no_value : std::string_view{option.value};
}

json option_json(const Option& option) {
    json object{{"text", plain_text_object(option.text, limits::option_text)}, {"value", sent_value(option)}};
    if (!is_blank(option.description)) {
        object["description"] = plain_text_object(option.description, limits::option_text);
    }
    return object;
}

using Options = std::vector<const Option*>;

/// Every option that can be sent and told from the ones before it.
Options usable(std::span<const Option> options) {
    Options result;
    std::set<std::string_view> values;
    for (const Option& option : options) {
        const bool is_sendable = is_utf8(option.value) && slack_length(option.value) <= limits::option_value;
        if (is_sendable && values.insert(sent_value(option)).second) result.push_back(&option);
    }
    return result;
}

/// The first 100, the one with the value `keep` among them.
void shorten(Options& options, std::string_view keep) {
    if (options.size() <= limits::select_options) return;
    const auto rest = options.begin() + limits::select_options;
    const auto kept =
        std::find_if(rest, options.end(), [&](const Option* option) { return sent_value(*option) == keep; });
    if (kept != options.end()) *std::prev(rest) = *kept;
    options.erase(rest, options.end());
}

/// At least one, as Slack wants it in a view.
json options_json(const Options& options) {
    if (options.empty()) return json::array({option_json({.text = std::string{dash}, .value = {}})});
    json list = json::array();
    for (const Option* const option : options) list.push_back(option_json(*option));
    return list;
}

json select_json(ActionId action, Options options, std::string_view placeholder, std::string_view initial) {
    shorten(options, initial);
    json object{{"type", "static_select"}, {"action_id", action.name()}, {"options", options_json(options)}};
    for (const Option* const option : options) {
        if (sent_value(*option) == initial) object["initial_option"] = option_json(*option);
    }
    put_placeholder(object, placeholder);
    return object;
}

std::string number_text(double number, bool decimal) {
    if (!decimal) return fmt::format("{:.0f}", number);
    std::string text = fmt::format("{:.4f}", number);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

struct ElementWriter {
    std::optional<json> operator()(const Button& button) const {
        if (!is_utf8(button.value) || slack_length(button.value) > limits::button_value) return std::nullopt;
        json object{{"type", "button"},
                    {"text", plain_text_object(button.text, limits::button_text)},
                    {"action_id", button.action.name()}};
        if (!button.value.empty()) object["value"] = button.value;
        if (button.confirm) object["confirm"] = confirm_json(*button.confirm);
        if (const auto url = web_address(button.url)) object["url"] = *url;
        put_style(object, button.style);
        return object;
    }

    std::optional<json> operator()(const Overflow& overflow) const {
        const Options options = usable(overflow.options);
        if (options.empty()) return std::nullopt;
        if (options.size() > limits::overflow_options) return select_json(overflow.action, options, "More", {});
        return json{{"type", "overflow"}, {"action_id", overflow.action.name()}, {"options", options_json(options)}};
    }

    json operator()(const StaticSelect& select) const {
        return select_json(select.action, usable(select.options), select.placeholder, select.initial);
    }

    json operator()(const ExternalSelect& select) const {
        json object{{"type", "external_select"}, {"action_id", select.action.name()}, {"min_query_length", 1}};
        put_placeholder(object, select.placeholder);
        return object;
    }

    json operator()(const UsersSelect& select) const {
        json object{{"type", "users_select"}, {"action_id", select.action.name()}};
        if (is_slack_user(select.initial)) object["initial_user"] = select.initial.value;
        put_placeholder(object, select.placeholder);
        return object;
    }

    json operator()(const DatePicker& picker) const {
        json object{{"type", "datepicker"}, {"action_id", picker.action.name()}};
        if (picker.initial) {
            const date::year_month_day day{*picker.initial};
            const int year{day.year()};
            if (year >= 1 && year <= 9999) object["initial_date"] = date::format("%F", *picker.initial);
        }
        put_placeholder(object, picker.placeholder);
        return object;
    }

    json operator()(const TimePicker& picker) const {
        using namespace std::chrono_literals;
        json object{{"type", "timepicker"}, {"action_id", picker.action.name()}};
        if (picker.initial && *picker.initial >= 0min && *picker.initial < 24h) {
            object["initial_time"] = date::format("%R", *picker.initial);
        }
        put_placeholder(object, picker.placeholder);
        return object;
    }

    json operator()(const Checkboxes& boxes) const {
        Options options = usable(boxes.options);
        const bool is_long = options.size() > limits::list_options;
        options.resize(std::min(options.size(), limits::select_options));
        json object{{"type", is_long ? "multi_static_select" : "checkboxes"},
                    {"action_id", boxes.action.name()},
                    {"options", options_json(options)}};
        for (const Option* const option : options) {
            const bool is_chosen = std::ranges::find(boxes.initial, sent_value(*option)) != boxes.initial.end();
            if (is_chosen) object["initial_options"].push_back(option_json(*option));
        }
        if (is_long) put_placeholder(object, "Choose");
        return object;
    }

    json operator()(const RadioButtons& buttons) const {
        const Options options = usable(buttons.options);
        const bool is_long = options.size() > limits::list_options;
        json object = select_json(buttons.action, options, is_long ? "Choose" : "", buttons.initial);
        if (!is_long) object["type"] = "radio_buttons";
        return object;
    }

    json operator()(const TextInput& input) const {
        json object{{"type", "plain_text_input"}, {"action_id", input.action.name()}, {"multiline", input.multiline}};
        const std::size_t max =
            std::clamp<std::size_t>(input.max_length.value_or(limits::text_input), 1, limits::text_input);
        if (input.max_length) object["max_length"] = max;
        if (input.min_length) object["min_length"] = std::min(*input.min_length, max);
        if (!is_blank(input.initial)) {
            const std::string text = input.multiline ? several_lines(input.initial) : one_line(input.initial);
            object["initial_value"] = cut_at_word(text, max);
        }
        put_placeholder(object, input.placeholder);
        return object;
    }

    json operator()(const NumberInput& input) const {
        json object{
            {"type", "number_input"}, {"action_id", input.action.name()}, {"is_decimal_allowed", input.decimal}};
        const auto put = [&](const char* key, std::optional<double> number) {
            if (number && std::abs(*number) <= largest_number) object[key] = number_text(*number, input.decimal);
        };
        const bool is_range_reversed = input.min && input.max && *input.min > *input.max;
        const auto min = is_range_reversed ? input.max : input.min;
        const auto max = is_range_reversed ? input.min : input.max;
        const bool is_initial_allowed =
            input.initial && (!min || *input.initial >= *min) && (!max || *input.initial <= *max);
        put("min_value", min);
        put("max_value", max);
        if (is_initial_allowed) put("initial_value", input.initial);
        put_placeholder(object, input.placeholder);
        return object;
    }
};

} // namespace

nlohmann::json plain_text_object(std::string_view text, std::size_t max) {
    const std::string line = one_line(text);
    return {
        {"type", "plain_text"}, {"text", is_blank(line) ? std::string{dash} : cut_at_word(line, max)}, {"emoji", true}};
}

nlohmann::json mrkdwn_object(const Mrkdwn& text, std::size_t max) {
    return {{"type", "mrkdwn"},
            {"text", is_blank(text.text()) ? std::string{dash} : text.cut(max).text()},
            {"verbatim", true}};
}

nlohmann::json list_of(std::span<const Option> options) {
    Options listed = usable(options);
    shorten(listed, {});
    json list = json::array();
    for (const Option* const option : listed) list.push_back(option_json(*option));
    return list;
}

std::optional<nlohmann::json> element_json(const ActionElement& element) {
    return std::visit([](const auto& kind) -> std::optional<json> { return ElementWriter{}(kind); }, element);
}

nlohmann::json element_json(const InputElement& element) {
    return std::visit([](const auto& kind) -> json { return ElementWriter{}(kind); }, element);
}

} // namespace holdfast::slack
