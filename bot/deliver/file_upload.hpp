#pragma once

#include "bot/deliver/posted_message.hpp"
#include "bot/slack/file_wish.hpp"

#include <expected>
#include <functional>
#include <string>

namespace holdfast {

/// A file with all that belongs to it.
struct FileContent {
    std::string ending; ///< of its name: `png`
    std::string title;
    std::string alt_text; ///< what a picture shows, in words (rule 7); empty for texts
    std::string comment;  ///< markup: what is said beside it
    std::string bytes;    ///< empty: nothing can be uploaded
    /// Arguments of chat.postMessage, without place: says as much as words can where no file can be uploaded.
    nlohmann::json instead;
};

/// Makes what was wished for. The error says why that cannot be done at all; a StorageFailure passes, and the wish is
/// tried again.
using FileSource = std::function<asio::awaitable<std::expected<FileContent, std::string>>(slack::FileWish)>;

/// Uploads a file and shares it in a conversation (Slack contract, section 17). Nobody but those in the conversation
/// can see it. Only the last of the three calls can leave its outcome in doubt.
/// @param name under which it is found again
/// @return the conversation
[[nodiscard]] asio::awaitable<std::expected<ChannelId, SlackFailure>>
upload_file(SlackClient& slack, PostPlace place, std::string name, FileContent content);

/// The files of this workspace are refused as such, or this one is: words have to do.
[[nodiscard]] bool is_refused_for_good(const SlackFailure& failure);
/// Slack, or the host that takes the bytes, did not work; nobody has seen the file.
[[nodiscard]] bool does_not_get_through(const SlackFailure& failure);

} // namespace holdfast
