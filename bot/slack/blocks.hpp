#pragma once

#include "bot/slack/elements.hpp"
#include "bot/slack/mrkdwn.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// Blocks as plain values. Mrkdwn where Slack takes markup, std::string where it takes plain text. Limits are kept
/// when a view becomes a payload (views.hpp). A `block_id` that is used twice in a view gets `#2`, `#3`… appended.
namespace holdfast::slack {

struct Header {
    std::string text;
    std::string block_id = {};
};

/// Of more than ten fields the last shown says how many are missing.
struct Section {
    Mrkdwn text = {};
    std::vector<Mrkdwn> fields = {};
    std::optional<ActionElement> accessory = {};
    std::string block_id = {};
};

/// Small grey lines; of more than ten the last shown says how many are missing.
struct Context {
    std::vector<Mrkdwn> lines;
    std::string block_id = {};
};

struct Divider {};

/// At most 25 elements. An action that is there twice gets `#2`, `#3`… appended (see action_name).
struct Actions {
    std::vector<ActionElement> elements;
    std::string block_id = {};
};

struct SlackFile {
    std::string id;
};
struct PublicUrl {
    std::string url;
};

/// A picture; where Slack could not load the source at all, its alt text is shown instead.
struct Image {
    std::string alt_text;
    std::variant<SlackFile, PublicUrl> source;
    std::string title = {};
    std::string block_id = {};
};

/// A question of a modal. The answer is found under `block_id` and the element's action.
struct Input {
    std::string block_id;
    std::string label;
    InputElement element;
    std::string hint = {};
    bool optional = false;
    bool dispatch_action = false; ///< every change is sent at once, too
};

/// What a message or the App Home is made of.
using Block = std::variant<Header, Section, Context, Divider, Actions, Image>;
/// A modal can ask, too: nothing submits an input elsewhere.
using ModalBlock = std::variant<Block, Input>;

} // namespace holdfast::slack
