#pragma once

#include "bot/slack/ids.hpp"
#include "playbooks/accounts/ids.hpp"
#include "playbooks/calendar/instant.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// The things inside blocks that people press, choose and fill in, as plain values. All text here is shown as plain
/// text: foreign text needs no escaping. Limits are kept when a view becomes a payload (views.hpp): text is cut,
/// blank text becomes a dash.
namespace holdfast::slack {

enum class Style { plain, primary, danger };

/// The question that Slack asks before a press counts.
struct Confirm {
    std::string title;
    std::string text;
    std::string confirm = "Yes";
    std::string deny = "Cancel";
    Style style = Style::plain;
};

/// What Slack sends for an option without a value, and for a menu that had nothing to choose from.
inline constexpr std::string_view no_value = "-";

/// Options whose value is longer than 150 characters cannot be sent and are left out, as are repeated values.
struct Option {
    std::string text;
    std::string value;
    std::string description = {};
};

/// A button whose value is longer than 2,000 characters cannot work and is left out. A `url` that is no web address is
/// ignored. Of several primary buttons in a block the first stays primary.
struct Button {
    std::string text;
    ActionId action;
    std::string value = {};
    Style style = Style::plain;
    std::optional<Confirm> confirm = {};
    std::string url = {};
};

/// The menu behind three dots. More than five options are shown as a StaticSelect, which answers alike.
struct Overflow {
    ActionId action;
    std::vector<Option> options;
};

/// At most 100 options; the initial one (by value) is always among them.
struct StaticSelect {
    ActionId action = action::field;
    std::vector<Option> options;
    std::string placeholder = "Choose";
    std::string initial = {};
};

/// A menu with more options than can be sent along: Slack asks for those that fit what is typed, which
/// suggested_options answers, and hands the chosen one back as of a StaticSelect (Slack contract, 6.5).
struct ExternalSelect {
    ActionId action = action::field;
    std::string placeholder = "Type to search";
};

struct UsersSelect {
    ActionId action = action::field;
    std::string placeholder = "Choose a person";
    UserId initial = {}; ///< ignored unless it is a Slack user id
};

struct DatePicker {
    ActionId action = action::field;
    std::optional<Day> initial = {};
    std::string placeholder = "Choose a date";
};

struct TimePicker {
    ActionId action = action::field;
    std::optional<MinuteOfDay> initial = {};
    std::string placeholder = "Choose a time";
};

/// More than ten options are shown as a menu that takes several, which answers alike.
struct Checkboxes {
    ActionId action = action::field;
    std::vector<Option> options;
    std::vector<std::string> initial = {}; ///< values
};

/// More than ten options are shown as a StaticSelect, which answers alike.
struct RadioButtons {
    ActionId action = action::field;
    std::vector<Option> options;
    std::string initial = {}; ///< value
};

struct TextInput {
    ActionId action = action::field;
    bool multiline = false;
    std::optional<std::size_t> min_length = {};
    std::optional<std::size_t> max_length = {}; ///< Slack's own maximum is 3,000
    std::string initial = {};
    std::string placeholder = {};
};

struct NumberInput {
    ActionId action = action::field;
    bool decimal = false;
    std::optional<double> min = {};
    std::optional<double> max = {};
    std::optional<double> initial = {};
    std::string placeholder = {};
};

/// What may stand in an actions block or beside a section.
using ActionElement =
    std::variant<Button, Overflow, StaticSelect, UsersSelect, DatePicker, TimePicker, Checkboxes, RadioButtons>;
/// What may be asked in an input block.
using InputElement = std::variant<TextInput, NumberInput, StaticSelect, ExternalSelect, UsersSelect, DatePicker,
                                  TimePicker, Checkboxes, RadioButtons>;

} // namespace holdfast::slack
