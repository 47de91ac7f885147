#include "playbooks/rescue/draft_privacy.hpp"

#include <fmt/format.h>

namespace holdfast {

std::optional<Refusal> refusal_of_draft(Action action, const Summary& summary, const Standing& standing) {
    const bool is_for_everybody = action == Action::use_draft && summary.state == SummaryState::sent;
    if (is_for_everybody || may(action, standing)) return std::nullopt;
    Refusal refusal;
    refusal.whose = summary.writer;
    const bool only_the_writer = action == Action::write_draft;
    if (only_the_writer && may(Action::use_draft, standing)) {
        refusal.what = fmt::format("Summary {} stays as it is", summary.touch);
        refusal.why = "only its writer edits or discards it, and that is";
        refusal.instead = fmt::format("/rescue summary {} sent", summary.touch);
        return refusal;
    }
    refusal.what = fmt::format("Summary {} is not yours", summary.touch);
    refusal.why = "until it is sent it is seen by its writer alone, and that is";
    refusal.instead = "Ask them to send it; `/rescue summary list` shows what was sent.";
    return refusal;
}

const Summary* latest_readable_summary(const Case& state, const Actor& reader, const Surroundings& around) {
    for (auto summary = state.summaries.rbegin(); summary != state.summaries.rend(); ++summary) {
        const auto standing = standing_of(reader, state, *summary, around);
        if (!refusal_of_draft(Action::use_draft, *summary, standing)) return &*summary;
    }
    return nullptr;
}

} // namespace holdfast
