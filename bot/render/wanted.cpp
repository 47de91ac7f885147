#include "bot/render/wanted.hpp"

#include "bot/render/case_words.hpp"
#include "bot/render/sponsor_call_message.hpp"
#include "bot/render/summary_draft.hpp"
#include "playbooks/rescue/draft_privacy.hpp"

#include <fmt/format.h>

namespace holdfast::render {

namespace {

/// The manager may be known by address first and by id later: it stays one message.
std::string slot_of_call(const Case& state, const UserId& reader) {
    if (reader != state.manager) return "call/" + reader.value;
    return state.managers == 1 ? std::string{"call/manager"} : fmt::format("call/manager{}", state.managers);
}

/// @param heir who took the draft over; empty for its writer
std::string slot_of_draft(const Summary& summary, const UserId& heir) {
    return fmt::format("summary/{}{}{}", summary.touch, heir.empty() ? "" : "/", heir.value);
}

} // namespace

std::vector<WantedMessage> wanted_messages(const Case& state, const Showing& showing, const slack::RoomActual& room) {
    const auto seen_by = [&](const UserId& reader) { return Showing::to(reader, showing.around, showing.now); };
    std::vector<WantedMessage> wanted;
    const Showing at_home{showing.around, showing.now, &home_of(state, showing.around)};
    wanted.push_back({"card", {}, room_card(state, at_home, room)});
    for (const UserId& reader : sponsor_call_readers(state, showing.around)) {
        wanted.push_back({slot_of_call(state, reader), reader, sponsor_call_message(state, reader, seen_by(reader))});
    }
    for (const Summary& summary : state.summaries) {
        const UserId keeper = keeper_of(summary, state, showing.around);
        const bool is_writer = keeper == summary.writer;
        const bool is_news = is_writer ? !summary.draft_shown : summary.state == SummaryState::draft;
        if (!is_news || keeper.empty()) continue;
        wanted.push_back({slot_of_draft(summary, is_writer ? UserId{} : keeper), keeper,
                          summary_draft(state, summary, keeper, seen_by(keeper))});
    }
    return wanted;
}

} // namespace holdfast::render
