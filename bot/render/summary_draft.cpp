#include "bot/render/summary_draft.hpp"

#include "bot/render/case_words.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/moments.hpp"
#include "bot/render/promise_lines.hpp"
#include "playbooks/rescue/unready_draft.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

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

std::optional<slack::Confirm> question_before_sending(const Summary& summary) {
    const auto reasons = why_unready(summary);
    if (reasons.empty()) return std::nullopt;
    return slack::Confirm{.title = "Did you send it like this?",
                          .text = fmt::format("{}", fmt::join(reasons, "\n")),
                          .confirm = "Yes, it is sent"};
}

namespace {

slack::Actions buttons(const Case& state, const Summary& summary) {
    const auto button = [&](std::string text, slack::ActionId action) {
        return slack::Button{
            .text = std::move(text), .action = action, .value = value_for(state, std::to_string(summary.touch))};
    };
    auto sent = button("Mark as sent", slack::action::summary_sent);
    sent.style = slack::Style::primary;
    sent.confirm = question_before_sending(summary);
    return {.elements = {std::move(sent), button("Edit", slack::action::summary_edit),
                         button("Copy", slack::action::summary_copy),
                         button("Discard", slack::action::summary_discard)}};
}

} // namespace

void append_summary(std::vector<slack::Block>& blocks, const Case& state, const Summary& summary,
                    const Surroundings& around) {
    append(blocks, copyable(summary.text));
    if (summary.state != SummaryState::draft) return;
    for (const std::string& reason : why_unready(summary))
        blocks.emplace_back(small_print(Mrkdwn::of("⚠️ {} *Edit* mends it.", Mrkdwn{reason}.cut(300))));
    append_promises(blocks, state, summary, around);
    // The customer waits for the note, whether the rescue is over by now or not.
    blocks.emplace_back(buttons(state, summary));
}

slack::Message summary_draft(const Case& state, const Summary& summary, const UserId& reader, const Showing& showing) {
    slack::Message message;
    const Mrkdwn about = Mrkdwn::of("Written summary for {} ({})", Mrkdwn{state.account_name}.cut(100),
                                    touch_in_words(state, summary.touch));
    message.text = Mrkdwn::of("{}: {}", about, state_in_words(summary, showing));
    message.blocks.emplace_back(
        slack::Section{.text = Mrkdwn::of("*{}*\n{}", about, state_in_words(summary, showing))});
    if (summary.state == SummaryState::draft) {
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
