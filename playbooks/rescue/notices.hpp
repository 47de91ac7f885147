#pragma once

#include "playbooks/rescue/line.hpp"
#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/reminders.hpp"
#include "playbooks/rescue/state.hpp"

#include <optional>
#include <string>
#include <vector>

/// What people are told once because something happened. (What is kept up to date in place, the card above all, is not
/// a notice: it is drawn from the case.)
namespace holdfast {

struct Notice {
    enum class Where { thread, room, person };
    Where where = Where::thread;
    UserId to; ///< for `person`
    Line line;
    std::string reminder;                      ///< key of the reminder it carries: offers *Done* and *Snooze*
    int summary = 0;                           ///< touch whose draft it carries with its buttons
    bool review = false;                       ///< offers to open the review
    std::optional<event::Outcome> closes = {}; ///< offers to close as was proposed
    int promise = 0;                           ///< offers to approve this promise
};

/// @param before  the case without the event
/// @param after   the case with the event applied
[[nodiscard]] std::vector<Notice> notices_of(const Case& before, const Case& after, const RecordedEvent& recorded,
                                             const Surroundings& around);

/// One line of the record, as the timeline and the thread show it. Empty for what nobody needs to read about.
[[nodiscard]] Line line_about(const Case& after, const RecordedEvent& recorded, const Surroundings& around);

} // namespace holdfast
