#pragma once

#include "bot/decode/view_state.hpp"
#include "playbooks/accounts/ids.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace holdfast {

// What Slack can send, as plain values (Slack contract sections 2 to 7). Every field may be empty: Slack leaves
// fields out and sends null, for example the team of an installation for a whole organisation. Unknown fields are
// ignored.

/// Which installation a request belongs to. `team` is empty for org-wide installs, `enterprise` outside organisations.
struct Workspace {
    std::string team;
    std::string enterprise;
    bool org_install = false;

    bool operator==(const Workspace&) const = default;
};

/// Somebody typed the slash command.
struct SlashCommand {
    std::string command; ///< `/rescue`
    std::string text;    ///< as sent: mentions and links in `<…>`, `&amp;` for `&`; see words.hpp
    UserId user;
    ChannelId channel;
    Workspace workspace;
    std::string response_url;
    std::string trigger_id; ///< opens a modal within 3 seconds; also the key for "seen before?"
};

/// A modal or Home as it was on the person's screen.
struct View {
    std::string id;
    std::string hash; ///< for views.update and views.publish of this very view
    std::string type; ///< `modal` or `home`
    std::string callback_id;
    std::string private_metadata;
    std::string external_id;
    std::string root_view_id;
    std::string previous_view_id;
    ViewState state;
};

/// A button was pressed, an option chosen, a date picked.
struct BlockAction {
    struct Action {
        std::string action_id;
        std::string block_id;
        std::string type;                ///< Slack's element type
        std::string value;               ///< the first of `values`; empty when the choice was cleared
        std::vector<std::string> values; ///< a button's value, or what was chosen, whatever the element
        std::string action_ts;
    };

    Action action; ///< Slack sends a list that has held one entry in every recorded request
    UserId user;
    std::string user_team; ///< of whoever pressed, where Slack names it
    Workspace workspace;
    std::string trigger_id;
    std::string response_url; ///< empty for views
    ChannelId channel;        ///< empty for views
    std::string message_ts;   ///< empty for views
    std::string thread_ts;    ///< set when the message is in a thread
    bool is_ephemeral = false;
    std::optional<View> view; ///< absent for messages
    ViewState state;          ///< of the message, or of the view
};

/// Submit was pressed in a modal.
struct ViewSubmission {
    struct ResponseUrl {
        std::string block_id;
        ChannelId channel;
        std::string url;
    };

    UserId user;
    Workspace workspace;
    std::string trigger_id;
    View view;
    std::vector<ResponseUrl> response_urls; ///< only for menus with `response_url_enabled`
};

/// A modal was dismissed.
struct ViewClosed {
    UserId user;
    Workspace workspace;
    View view;               ///< the root view when `is_cleared`
    bool is_cleared = false; ///< closed by the cross: the whole stack is gone
};

/// A shortcut was chosen from the global menu or from a message's menu.
struct Shortcut {
    enum class Kind { global, message };
    struct Message {
        std::string text; ///< mrkdwn as Slack sent it: escaped, mentions in `<…>`
        std::string ts;
        std::string thread_ts;
        UserId user; ///< empty for some bots
    };

    Kind kind = Kind::global;
    std::string callback_id;
    UserId user;
    Workspace workspace;
    std::string trigger_id;
    std::string response_url;       ///< message shortcuts only
    ChannelId channel;              ///< message shortcuts only
    std::optional<Message> message; ///< message shortcuts only
};

/// Somebody types into a select that loads its options.
struct BlockSuggestion {
    std::string action_id;
    std::string block_id;
    std::string value; ///< what was typed so far, may be empty
    UserId user;
    std::string user_team; ///< of whoever types, where Slack names it
    Workspace workspace;
    ChannelId channel;        ///< empty for views
    std::optional<View> view; ///< absent for messages
};

/// One event of the Events API. The fields are those of the inner event that Holdfast's events have; the rest is
/// in `event_json`.
struct EventCallback {
    std::string event_id; ///< unique over all workspaces: the key for "seen before?"
    int repetition = 0;   ///< how often Slack has sent it before; said by the door, not by the payload
    Workspace workspace;  ///< of the authorization, which in shared channels differs from the author's
    UserId bot_user;      ///< of the authorization, empty when Slack names none
    std::optional<bool> is_ext_shared_channel; ///< shared with another organisation; none: Slack does not say
    std::string type;                          ///< of the inner event: `message`, `app_mention`, `app_home_opened`, …
    std::string subtype;                       ///< of a message: `message_changed`, `bot_message`, …
    UserId user;
    std::string user_team; ///< workspace of the author where Slack names it
    ChannelId channel;
    ChannelId new_channel; ///< of `channel_id_changed`; `channel` is the old one then
    std::string ts;
    std::string thread_ts;
    std::string message_ts;    ///< the message that was edited, deleted, reacted to or pinned
    std::string text;          ///< mrkdwn as sent; of an edit, the new text
    std::string previous_text; ///< of an edit or a deletion
    std::string bot_id;        ///< own messages come back: compare these two
    std::string app_id;
    std::string tab;        ///< of `app_home_opened`: `home` or `messages`
    std::string view_hash;  ///< of `app_home_opened`, empty the first time
    std::string reaction;   ///< name without colons
    std::string event_json; ///< the inner event, complete
};

/// Slack checks the request URL; the answer carries the challenge.
struct UrlVerification {
    std::string challenge;
};

/// Slack checks the certificate of the command URL; the answer is an empty 200 and nothing else happens.
struct SslCheck {};

/// Slack withholds events because there were too many.
struct AppRateLimited {
    std::string team;
    long long minute_rate_limited = 0; ///< Unix time
};

/// Well-formed, but of a kind that Holdfast does not know: acknowledge and log.
struct Unknown {
    std::string type;
};

using SlackRequest = std::variant<SlashCommand, BlockAction, ViewSubmission, ViewClosed, Shortcut, BlockSuggestion,
                                  EventCallback, UrlVerification, SslCheck, AppRateLimited, Unknown>;

/// Decodes the body of a request whose signature was found valid.
/// @param content_type the header's value; parameters such as a charset are allowed
/// @return the request, or what makes the body unreadable (answer 400)
[[nodiscard]] std::expected<SlackRequest, std::string> decode_slack_request(std::string_view content_type,
                                                                            std::string_view body);

/// One frame received over Socket Mode (Slack contract section 18).
struct SocketFrame {
    std::string type;        ///< `hello`, `disconnect`, `events_api`, `interactive`, `slash_commands`
    std::string envelope_id; ///< to be acknowledged within 3 seconds; empty for `hello` and `disconnect`
    bool accepts_response_payload = false;
    std::string reason;                  ///< of `disconnect`
    int approximate_connection_time = 0; ///< of `hello`, seconds
    int retry_attempt = 0;               ///< of `events_api`
    std::optional<SlackRequest> request; ///< what the envelope carries
};

/// Decodes the text of one frame.
[[nodiscard]] std::expected<SocketFrame, std::string> decode_socket_frame(std::string_view text);

} // namespace holdfast
