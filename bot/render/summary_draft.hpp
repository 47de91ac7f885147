#pragma once

#include "bot/render/wanted.hpp"

#include <optional>
#include <vector>

namespace holdfast::render {

/// The written note after a touch (S1-08): the text to be copied, and its buttons while it is a draft.
/// @param reader whose it is while it is a draft; anybody once it is sent
[[nodiscard]] slack::Message summary_draft(const Case& state, const Summary& summary, const UserId& reader,
                                           const Showing& showing);

/// Text, what it says about promises, and buttons alone, to be put under other words.
void append_summary(std::vector<slack::Block>& blocks, const Case& state, const Summary& summary,
                    const Surroundings& around);

/// What is asked before a draft counts as sent that is not ready to go out, whichever button says so; nothing where it
/// is.
[[nodiscard]] std::optional<slack::Confirm> question_before_sending(const Summary& summary);

/// `draft`, `sent yesterday`, `discarded: reason`.
[[nodiscard]] slack::Mrkdwn state_in_words(const Summary& summary, const Showing& showing);

/// `call with Dana Fox`; `touch 3` where the touch is not on record.
[[nodiscard]] slack::Mrkdwn touch_in_words(const Case& state, int touch);

} // namespace holdfast::render
