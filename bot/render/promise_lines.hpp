#pragma once

#include "bot/render/wanted.hpp"

#include <vector>

namespace holdfast::render {

/// `⏳ not approved yet`, `✅ approved by @x`, `⛔ refused by @x: why`.
[[nodiscard]] slack::Mrkdwn state_in_words(const Promise& promise);

/// What the draft of a summary says to its writer about promises, before it goes out (S0-88b): the question whether its
/// words promise something, with the buttons that answer it; what was promised in it, and whether somebody approved.
void append_promises(std::vector<slack::Block>& blocks, const Case& state, const Summary& summary,
                     const Surroundings& around);

} // namespace holdfast::render
