#include "bot/render/wanted.hpp"

#include "bot/render/case_words.hpp"
#include "bot/render/sponsor_call_message.hpp"
#include "bot/render/summary_draft.hpp"

namespace holdfast::render {

std::vector<WantedMessage> wanted_messages(const Case& state, const Showing& showing, const slack::RoomActual& room) {
    const auto seen_from = [&](const Zone* zone) { return Showing{showing.around, showing.now, zone}; };
    std::vector<WantedMessage> wanted;
    wanted.push_back({"card", {}, room_card(state, seen_from(&home_of(state, showing.around)), room)});
    for (const UserId& reader : sponsor_call_readers(state, showing.around)) {
        // The manager may be known by address first and by id later; it stays one message.
        const bool manages = reader == state.manager;
        wanted.push_back({manages ? "call/manager" : "call/" + reader.value, reader,
                          sponsor_call_message(state, reader, seen_from(showing.around.zone_of(reader)))});
    }
    for (const Summary& summary : state.summaries) {
        if (summary.draft_shown || summary.writer.empty()) continue;
        wanted.push_back(
            {"summary/" + std::to_string(summary.touch), summary.writer,
             summary_draft(state, summary, summary.writer, seen_from(showing.around.zone_of(summary.writer)))});
    }
    return wanted;
}

} // namespace holdfast::render
