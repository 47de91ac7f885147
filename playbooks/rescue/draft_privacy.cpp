#include "playbooks/rescue/draft_privacy.hpp"

#include "playbooks/rescue/ladder.hpp"

#include <fmt/format.h>

namespace holdfast {

UserId keeper_of(const Summary& summary, const Case& state, const Surroundings& around) {
    if (!around.is_gone(summary.writer)) return summary.writer;
    const auto lead = state.holder(RescueRole::recovery_lead);
    return around.is_reachable(lead) ? lead : acting_manager(state, around);
}

std::optional<Refusal> refusal_of_draft(const Actor& actor, const Case& state, const Summary& summary,
                                        const Surroundings& around) {
    const bool is_for_everybody = summary.state == SummaryState::sent;
    if (is_for_everybody || may(Action::use_draft, standing_of(actor, state, summary, around))) return std::nullopt;
    Refusal refusal;
    refusal.what = fmt::format("Summary {} is not yours", summary.touch);
    refusal.whose = keeper_of(summary, state, around);
    refusal.why = refusal.whose == summary.writer
                      ? "until it is sent it is seen by its writer alone, and that is"
                      : "until it is sent one person alone sees it; its writer has left Slack, and so that is";
    refusal.instead = "Ask them to send it; `/rescue summary list` shows what was sent.";
    return refusal;
}

const Summary* latest_readable_summary(const Case& state, const Actor& reader, const Surroundings& around) {
    for (auto summary = state.summaries.rbegin(); summary != state.summaries.rend(); ++summary) {
        if (!refusal_of_draft(reader, state, *summary, around)) return &*summary;
    }
    return nullptr;
}

} // namespace holdfast
