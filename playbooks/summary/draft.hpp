#pragma once

#include "playbooks/accounts/touch.hpp"
#include "playbooks/catalog/catalog.hpp"
#include "playbooks/rescue/state.hpp"

#include <functional>
#include <string>

namespace holdfast {

/// What a note needs to know beside the case.
struct SummaryFacts {
    /// How one of our people is called in front of customers (`Kim Lee`). An empty answer, or the id itself, means that
    /// nobody knows; the person is then left out, and the writer is asked for their name (see signature.hpp).
    std::function<std::string(const UserId&)> name_of;
    Day today; ///< where the writer is: dates before it have passed
};

/// The note to the customer after a touch (S1-08), in plain text: what moved, what is next, by when. It greets the
/// person of the touch, speaks in the name of whoever logged it, and can be sent as it is: nothing of the mood, the
/// tags, the roles or the state of the rescue gets in. A part without content is left out.
///
/// What moved: the words of the touch, and plan rows done since the last touch with the same person. What is next: the
/// touch's own next action, and the open plan rows, nearest first, at most five; those that are late, at most three,
/// stand in a list of their own, without whose they are. By when: the nearest and the last of the dates ahead, the next
/// weekly meeting, the end of running extra service.
///
/// @param touch may or may not be part of the case already. What people typed is taken over as it is, so that it must
///        be plain text by now: names instead of mentions, no markup.
[[nodiscard]] std::string draft_summary(const Case& rescue, const Touch& touch, const Catalog& catalog,
                                        const SummaryFacts& facts);

/// Which of its three parts (S1-08) the note after a touch has: something moved, something is next, a date lies ahead.
struct DraftParts {
    bool progress = false;
    bool next = false;
    bool dates = false;

    bool operator==(const DraftParts&) const = default;
};
/// @param today where the writer is, as in SummaryFacts
[[nodiscard]] DraftParts parts_of_draft(const Case& rescue, const Touch& touch, Day today);

} // namespace holdfast
