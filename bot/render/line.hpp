#pragma once

#include "bot/render/wanted.hpp"
#include "bot/slack/mrkdwn.hpp"
#include "playbooks/rescue/line.hpp"

#include <string_view>

namespace holdfast::render {

/// A sentence of the rescue as Slack shows it: people as mentions, moments in the reader's own time zone, bold words
/// bold, all other text harmless.
[[nodiscard]] slack::Mrkdwn shown(const Line& line, const Showing& showing);

/// A sentence with what people typed in it, all of it harmless; `/rescue …` between backticks is a command and stands
/// there as it has to be typed.
[[nodiscard]] slack::Mrkdwn text_with_commands(std::string_view text);

/// Text of the playbooks, which may span several lines. Two forms of markup are understood: `a command` and
/// *the name of a button*.
[[nodiscard]] slack::Mrkdwn playbook_text(std::string_view text);

} // namespace holdfast::render
