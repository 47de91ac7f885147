#pragma once

#include "bot/slack/outgoing.hpp"
#include "bot/slack/room_actual.hpp"
#include "bot/slack/views.hpp"
#include "config/settings.hpp"
#include "playbooks/calendar/zone.hpp"
#include "playbooks/rescue/notices.hpp"
#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/state.hpp"

#include <string>
#include <vector>

/// What Slack should show for a case: a pure function of the case and the time. What is there is brought to this, and
/// only the difference becomes work.
namespace holdfast::render {

/// What drawing needs beside the case.
struct Showing {
    const Surroundings& around;
    Instant now;
    /// Where the reader is, for dates that Slack cannot show itself; nullptr: nobody in particular reads it.
    const Zone* zone = nullptr;

    /// As one person sees it, wherever they are (rule 10).
    [[nodiscard]] static Showing to(const UserId& reader, const Surroundings& around, Instant now) {
        return {around, now, around.zone_of(reader)};
    }
};

/// A message that is kept up to date in place.
struct WantedMessage {
    std::string slot; ///< unique within the case: `card`, `call/<user>`, `summary/<touch>`
    UserId to;        ///< empty: the case's room
    slack::Message message;
};

/// The one card of a room, kept up to date in place; also what `/rescue status` answers. Its rows of buttons carry the
/// case id in their value, the overflow menu, whose values are verbs, in the `block_id` of its row.
/// @param room what is not as it should be there stands on the card, in words (D-14)
[[nodiscard]] slack::Message room_card(const Case& state, const Showing& showing, const slack::RoomActual& room = {});

/// The card; the sponsor-call message of the manager, and of the delegate if there is one; the drafts of summaries
/// that were not shown to their writer in the answer already.
[[nodiscard]] std::vector<WantedMessage> wanted_messages(const Case& state, const Showing& showing,
                                                         const slack::RoomActual& room = {});

/// Topic with stage and next due, purpose, everybody on our side and whoever opened it (D-15). A false alarm is
/// archived at once, a lost account a week after it was closed.
[[nodiscard]] slack::RoomWish wanted_room(const Case& state, const Showing& showing, const RoomSettings& settings);

/// A message that is posted once because something happened.
[[nodiscard]] slack::Message notice_message(const Notice& notice, const Case& state, const Showing& showing);

} // namespace holdfast::render
