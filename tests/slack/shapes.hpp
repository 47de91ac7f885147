#pragma once

#include "tests/slack/workspace.hpp"

#include <nlohmann/json.hpp>

namespace holdfast::slack_double {

/// What a reader of a message gets to see of its metadata (contract 15).
enum class MetadataDetail { event_type_only, all };

// The JSON that Slack sends for each thing, in answers and payloads. Field sets follow the recorded samples.

[[nodiscard]] nlohmann::json user_json(const Workspace& workspace, const User& user);
[[nodiscard]] nlohmann::json channel_json(const Workspace& workspace, const Channel& channel);
[[nodiscard]] nlohmann::json message_json(const Workspace& workspace, const Channel& channel, const Message& message,
                                          MetadataDetail detail = MetadataDetail::all);
[[nodiscard]] nlohmann::json bookmark_json(const Workspace& workspace, const Channel& channel,
                                           const Bookmark& bookmark);
[[nodiscard]] nlohmann::json file_json(const Workspace& workspace, const File& file);
/// With the state of its elements as far as the person has typed.
[[nodiscard]] nlohmann::json view_json(const Workspace& workspace, const View& view);

/// Slack returns plain_text with `&`, `<` and `>` escaped, however it was sent (contract 7.1).
[[nodiscard]] nlohmann::json with_plain_text_escaped(nlohmann::json value);
/// Replaces `&`, `<`, `>`; what is already an entity stays.
[[nodiscard]] std::string escape_raw_signs(std::string_view text);

[[nodiscard]] std::string permalink(const Workspace& workspace, const Message& message);

} // namespace holdfast::slack_double
