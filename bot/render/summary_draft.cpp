#include "bot/render/summary_draft.hpp"

#include "bot/render/case_words.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/moments.hpp"
#include "bot/render/promise_lines.hpp"

#include <algorithm>

namespace holdfast::render {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

Mrkdwn state_in_words(const Summary& summary, const Showing& showing) {
    const auto when = summary.settled_at ? shown(*summary.settled_at, showing) : Mrkdwn{};
    switch (summary.state) {
    case SummaryState::draft: return Mrkdwn::of("📝 draft of {}", shown(summary.drafted_at, showing));
    case SummaryState::sent: return Mrkdwn::of("✅ sent {}", when);
    case SummaryState::discarded:
        return Mrkdwn::of("⏭️ discarded {}: {}", when, Mrkdwn{summary.discard_reason}.cut(200));
    }
    return {};
}

Mrkdwn touch_in_words(const Case& state, int touch) {
    const auto logged = std::ranges::find(state.touches, touch, &Touch::number);
    if (logged == state.touches.end()) return Mrkdwn::of("touch {}", touch);
    if (logged->with.empty()) return Mrkdwn::of("touch {}, {}", touch, to_text(logged->kind));
    return Mrkdwn::of("touch {}, {} with {}", touch, to_text(logged->kind), Mrkdwn{logged->with}.cut(80));
}

void append_summary(std::vector<slack::Block>& blocks, const Case& state, const Summary& summary,
                    const Surroundings& around) {
    append(blocks, copyable(summary.text));
    append_promises(blocks, state, summary, around);
    if (summary.state != SummaryState::draft || !state.is_open()) return;
    slack::Actions row;
    const auto add = [&](std::string text, slack::ActionId action, slack::Style style = slack::Style::plain) {
        row.elements.emplace_back(slack::Button{.text = std::move(text),
                                                .action = action,
                                                .value = value_for(state, std::to_string(summary.touch)),
                                                .style = style});
    };
    add("Mark as sent", slack::action::summary_sent, slack::Style::primary);
    add("Edit", slack::action::summary_edit);
    add("Copy", slack::action::summary_copy);
    add("Discard", slack::action::summary_discard);
    blocks.emplace_back(std::move(row));
}

slack::Message summary_draft(const Case& state, const Summary& summary, const UserId& reader, const Showing& showing) {
    slack::Message message;
    const Mrkdwn about = Mrkdwn::of("Written summary for {} ({})", Mrkdwn{state.account_name}.cut(100),
                                    touch_in_words(state, summary.touch));
    message.text = Mrkdwn::of("{}: {}", about, state_in_words(summary, showing));
    message.blocks.emplace_back(
        slack::Section{.text = Mrkdwn::of("*{}*\n{}", about, state_in_words(summary, showing))});
    if (summary.state == SummaryState::draft && state.is_open()) {
        message.blocks.emplace_back(small_print(
            reader == summary.writer
                ? "Read it, correct it, send it from your own mailbox, then mark it as sent. Only you see this."_mrkdwn
                : Mrkdwn::of("{} has left Slack, so this draft is yours: send it from your own mailbox and mark it as "
                             "sent, or discard it and say why. Only you see this.",
                             slack::mention(summary.writer))));
    }
    append_summary(message.blocks, state, summary, showing.around);
    return message;
}

} // namespace holdfast::render
