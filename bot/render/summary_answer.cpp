#include "bot/render/answers.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/summary_draft.hpp"
#include "playbooks/rescue/checklist.hpp"

#include <algorithm>

namespace holdfast::render {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

slack::Message summary(const Case& state, const Summary& summary, const Showing& showing) {
    return summary_draft(state, summary, showing);
}

slack::Message summary_list(const Case& state, const Showing& showing) {
    constexpr std::size_t most = 10;
    constexpr int step_of_summaries = 8;
    const Mrkdwn name = Mrkdwn{state.account_name}.cut(100);
    if (state.summaries.empty()) {
        return {.text = Mrkdwn::of("Summaries for {}: none yet. One is drafted whenever you log a touch: "
                                   "`/rescue touch`",
                                   name)};
    }
    const Evidence notes = evidence_for(step_of_summaries, state, *showing.around.policy);
    slack::Message message{.text = Mrkdwn::of("Summaries for {}: {}/{} sent", name, notes.done, notes.needed)};
    message.blocks.emplace_back(slack::Section{.text = Mrkdwn::of("*{}*", message.text)});
    const std::size_t first = state.summaries.size() > most ? state.summaries.size() - most : 0;
    for (std::size_t i = state.summaries.size(); i > first; --i) {
        const Summary& entry = state.summaries[i - 1];
        slack::Section section{.text = Mrkdwn::of("*{}* · {} · {}", touch_in_words(state, entry.touch),
                                                  state_in_words(entry, showing), slack::mention(entry.writer))};
        section.accessory = command_button("Show", command_for("summary", state.account, std::to_string(entry.touch)));
        message.blocks.emplace_back(std::move(section));
    }
    if (first > 0) message.blocks.emplace_back(small_print(Mrkdwn::of("and {} earlier", first)));
    return message;
}

} // namespace holdfast::render
