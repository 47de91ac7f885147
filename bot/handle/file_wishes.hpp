#pragma once

#include "bot/handle/reply.hpp"
#include "bot/handle/subject.hpp"
#include "bot/slack/file_wish.hpp"
#include "playbooks/rescue/state.hpp"
#include "storage/outbox.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <span>

namespace holdfast {

/// Who gets a file that somebody asked for. A file cannot be shown to one person in a channel as an answer can (rule
/// 2): for the asker alone it goes into their direct messages.
enum class FileFor { asker, room };

/// The room where the asker is in it or has a say in the rescue, and wants it there; else the asker.
/// @param wanted in the room
[[nodiscard]] FileFor file_for(Desk& desk, const Asker& asker, const Subject& subject, bool wanted);

/// Puts a file on its way; the same request only once. Fills in when it was asked for and the zone of its readers.
/// @param rescue whose room it goes to; not null for FileFor::room
[[nodiscard]] boost::asio::awaitable<void> send_file(Desk& desk, Asker asker, const Case* rescue, slack::FileWish wish,
                                                     FileFor whom);

/// The end of a sentence about such a file: where it will be.
[[nodiscard]] std::string on_its_way(FileFor whom);

/// The effect that uploads the chart of the leading indicators into the thread of the room's card, as they are after
/// this change of the case; none where no value was logged.
[[nodiscard]] std::optional<NewEffect> chart_after(const Case& after, std::span<const RecordedEvent> events,
                                                   const Surroundings& around, Instant now);

} // namespace holdfast
