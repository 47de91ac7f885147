#pragma once

#include "bot/record/case_record.hpp"

#include <string>
#include <vector>

namespace holdfast {

/// What happened at one moment, in words.
struct TimelineEntry {
    int number = 0; ///< of the event
    Instant at;
    std::string by;    ///< user id, empty: Holdfast itself
    std::string kind;  ///< `touch-logged`
    std::string words; ///< empty for what nobody needs to read about
};

/// A case told from its first event to its last.
struct Timeline {
    Case now; ///< the case after the last event
    std::vector<TimelineEntry> entries;
};

[[nodiscard]] Timeline timeline_of(const CaseHistory& history, const Surroundings& around, const NameOf& name_of);

/// `2026-03-02T09:12:00Z`
[[nodiscard]] std::string record_time(Instant at);

} // namespace holdfast
