#include "bot/render/answers.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "bot/render/summary_draft.hpp"
#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "playbooks/rescue/draft_privacy.hpp"

#include <algorithm>

namespace holdfast::render {

using slack::Mrkdwn;

slack::Message summary(const Case& state, const Summary& summary, const UserId& reader, const Showing& showing) {
    return summary_draft(state, summary, reader, showing);
}

namespace {

slack::Section row(const Case& state, const Summary& summary, const UserId& reader, const Showing& showing) {
    const Mrkdwn touch = touch_in_words(state, summary.touch);
    const bool is_readable = !refusal_of_draft({reader, false}, state, summary, showing.around);
    if (!is_readable && summary.state == SummaryState::draft)
        return {.text = Mrkdwn::of("*{}* · a draft by {}, not sent yet", touch, slack::mention(summary.writer))};
    if (!is_readable) return {.text = Mrkdwn::of("*{}* · discarded by {}", touch, slack::mention(summary.writer))};
    slack::Section section{
        .text = Mrkdwn::of("*{}* · {} · {}", touch, state_in_words(summary, showing), slack::mention(summary.writer))};
    section.accessory = command_button("Show", command_for("summary", state.account, std::to_string(summary.touch)));
    return section;
}

} // namespace

slack::Message summary_list(const Case& state, const UserId& reader, const Showing& showing) {
    constexpr std::size_t most = 10;
    constexpr int step_of_summaries = 8;
    const Mrkdwn name = Mrkdwn{state.account_name}.cut(100);
    if (state.summaries.empty()) {
        if (!state.is_open()) return {.text = Mrkdwn::of("Summaries for {}: none, and the rescue is over.", name)};
        return {.text = Mrkdwn::of("Summaries for {}: none yet. One is drafted whenever you log a touch: {}", name,
                                   text_with_commands(with_account("`/rescue touch`", state.account)))};
    }
    const Evidence notes = evidence_for(step_of_summaries, state, *showing.around.policy);
    slack::Message message{.text = Mrkdwn::of("Summaries for {}: {}/{} sent", name, notes.done, notes.needed)};
    message.blocks.emplace_back(slack::Section{.text = Mrkdwn::of("*{}*", message.text)});
    const std::size_t first = state.summaries.size() > most ? state.summaries.size() - most : 0;
    for (std::size_t i = state.summaries.size(); i > first; --i) {
        message.blocks.emplace_back(row(state, state.summaries[i - 1], reader, showing));
    }
    if (first > 0) message.blocks.emplace_back(small_print(Mrkdwn::of("and {} earlier", first)));
    return message;
}

} // namespace holdfast::render
