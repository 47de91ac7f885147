#include "bot/files/wished_case.hpp"

#include "bot/handle/case_book.hpp"

namespace holdfast {

std::vector<RecordedEvent> wished_events(Connection& db, const slack::FileWish& wish) {
    if (wish.rescue.empty()) return {};
    auto events = events_of(db, wish.rescue);
    if (wish.version > 0)
        std::erase_if(events, [&](const RecordedEvent& event) { return event.number > wish.version; });
    return events;
}

std::optional<Case> wished_case(Connection& db, const slack::FileWish& wish) {
    const auto events = wished_events(db, wish);
    if (events.empty()) return std::nullopt;
    Case state;
    state.id = wish.rescue;
    for (const auto& event : events) evolve(state, event);
    return state;
}

const Zone& zone_of(const slack::FileWish& wish, const Rules& rules) {
    const auto* const zone = find_zone(wish.zone);
    return zone == nullptr ? *rules.company_zone : *zone;
}

} // namespace holdfast
