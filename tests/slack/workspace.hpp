#pragma once

#include "tests/slack/settings.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::slack_double {

struct User {
    std::string id = {};
    std::string name = {};
    /// Empty: the name is shown.
    std::string real_name = {};
    /// Empty: hidden, as for people of other organisations.
    std::string email = {};
    /// IANA name.
    std::string tz = "Europe/Berlin";
    /// Empty: the workspace of the double. Any other makes the person a stranger of Slack Connect.
    std::string team_id = {};
    bool deleted = false;
    bool is_bot = false;
    bool is_restricted = false;
    /// false: conversations.invite answers cant_invite for this person.
    bool can_be_invited = true;
};

enum class ChannelKind { public_channel, private_channel, im, mpim };

struct Reaction {
    std::string name = {};
    std::vector<std::string> users = {};
};

struct Message {
    std::string ts = {};
    std::string channel = {};
    /// Who wrote it; the bot's user for the bot's own messages.
    std::string user = {};
    /// Set on the bot's own messages.
    std::string bot_id = {};
    /// Empty for what people and the bot write, `channel_topic` and the like for what Slack adds.
    std::string subtype = {};
    std::string text = {};
    /// As the bot sent them, missing block_ids filled in; an empty array when there are none.
    nlohmann::json blocks = nlohmann::json::array();
    nlohmann::json attachments = nlohmann::json::array();
    /// {event_type, event_payload}, or null.
    nlohmann::json metadata = {};
    /// Ids of files shared with the message.
    std::vector<std::string> files = {};
    /// The parent's ts for a reply, else empty.
    std::string thread_ts = {};
    /// The reply is shown in the channel as well.
    bool broadcast = false;
    /// How often chat.update or a response_url replaced it.
    unsigned edits = 0;
    /// The edit mark is only shown when blocks were not sent (contract 13).
    bool marked_edited = false;
    std::vector<Reaction> reactions = {};
};

/// What only one person sees: chat.postEphemeral, a command's answer, a response_url post.
struct Ephemeral {
    std::string ts = {};
    std::string channel = {};
    std::string user = {};
    std::string text = {};
    nlohmann::json blocks = nlohmann::json::array();
    /// "chat.postEphemeral", "command" or "response_url".
    std::string source = {};
    bool deleted = false;
};

struct Pin {
    std::string ts = {};
    std::string by = {};
    std::int64_t created = 0;
};

struct Bookmark {
    std::string id = {};
    std::string title = {};
    std::string link = {};
    std::string emoji = {};
    std::int64_t created = 0;
};

struct Channel {
    std::string id = {};
    /// Empty for direct messages.
    std::string name = {};
    ChannelKind kind = ChannelKind::public_channel;
    std::string creator = {};
    std::int64_t created = 0;
    std::string topic = {};
    std::string purpose = {};
    bool is_archived = false;
    /// Shared with another organisation (Slack Connect).
    bool is_ext_shared = false;
    std::vector<std::string> members = {};
    /// The bot is or was a member: an archived private channel stays known to it.
    bool known_to_bot = false;
    /// Everything in the order of ts: posts, replies, Slack's own lines.
    std::vector<Message> messages = {};
    std::vector<Pin> pins = {};
    std::vector<Bookmark> bookmarks = {};

    [[nodiscard]] bool has_member(std::string_view user) const;
    [[nodiscard]] Message* message(std::string_view ts);
    [[nodiscard]] const Message* message(std::string_view ts) const;
};

/// A modal in a person's stack, or a person's Home tab.
struct View {
    std::string id = {};
    std::string user = {};
    /// What the bot sent: type, title, blocks …, missing block_ids filled in.
    nlohmann::json content = {};
    std::string hash = {};
    std::string external_id = {};
    std::string root_id = {};
    std::string previous_id = {};
    bool is_open = true;
    /// What the person typed so far: block_id → action_id → state entry.
    nlohmann::json typed = nlohmann::json::object();
    /// The red texts of the last `response_action: errors`: block_id → text.
    nlohmann::json errors = nlohmann::json::object();
    /// The last submission got an answer Slack cannot use: "We had some trouble connecting" (contract 7.3).
    bool had_trouble = false;
};

struct File {
    std::string id = {};
    std::string name = {};
    std::string title = {};
    std::string alt_text = {};
    std::uint64_t announced_length = 0;
    std::string bytes = {};
    bool is_uploaded = false;
    bool is_complete = false;
    /// Channel → ts of the message that shows it.
    std::map<std::string, std::string> shares = {};
};

struct Trigger {
    std::string user = {};
    /// The modal the interaction came from; empty outside modals.
    std::string view_id = {};
    std::chrono::steady_clock::time_point expires = {};
    bool is_used = false;
};

struct ResponseUrl {
    std::string channel = {};
    std::string user = {};
    /// The message that holds the component; empty for commands.
    std::string message_ts = {};
    std::chrono::steady_clock::time_point expires = {};
    unsigned uses = 0;
};

/// The state of the simulated workspace. Not thread-safe: SlackDouble guards it.
class Workspace {
public:
    explicit Workspace(Settings given);

    Settings settings;
    /// http://127.0.0.1:PORT of the running double, the host of upload and response URLs.
    std::string base_url;
    /// ws://127.0.0.1:PORT/link/, where sockets are opened with one of the tickets.
    std::string socket_url;
    std::set<std::string> socket_tickets;
    bool token_is_revoked = false;

    std::map<std::string, User> users;
    std::map<std::string, Channel> channels;
    std::map<std::string, std::vector<std::string>> user_groups;
    std::map<std::string, View> views;
    std::map<std::string, File> files;
    std::vector<Ephemeral> ephemerals;
    std::map<std::string, Trigger> triggers;
    std::map<std::string, ResponseUrl> response_urls;
    /// event_id → envelope of every event sent to the bot, for retries.
    std::map<std::string, nlohmann::json> delivered_events;
    /// When chat.postMessage took effect, per channel.
    std::map<std::string, std::vector<std::chrono::steady_clock::time_point>> post_times;

    /// A message ts: ten digits, a point, six digits; unique and increasing over the whole workspace.
    [[nodiscard]] std::string next_ts();
    /// For example `C0DBL00007`; never handed out twice.
    [[nodiscard]] std::string next_id(std::string_view prefix);
    [[nodiscard]] std::string next_hash();
    /// Whole seconds of the workspace's clock.
    [[nodiscard]] std::int64_t now_seconds() const;

    [[nodiscard]] Channel* channel(std::string_view id);
    [[nodiscard]] User* user(std::string_view id);
    [[nodiscard]] View* view(std::string_view id);
    [[nodiscard]] Ephemeral* ephemeral(std::string_view ts);
    /// The Home tab of a person, when one was published.
    [[nodiscard]] View* home_of(std::string_view user);
    [[nodiscard]] bool has_scope(std::string_view scope) const;

    Channel& add_channel(Channel channel);
    /// The conversation between the bot and a person, when there is one.
    [[nodiscard]] const Channel* direct_message_of(std::string_view user) const;
    /// The same, opened when there is none yet.
    Channel& direct_message_with(const std::string& user);
    void add_member(Channel& channel, const std::string& user);
    void remove_member(Channel& channel, std::string_view user);
    /// Appends with a fresh ts; fills in channel and missing block_ids.
    Message& add_message(Channel& channel, Message message);
    /// One of Slack's own lines, such as a changed topic.
    void add_system_line(Channel& channel, std::string subtype, std::string user, std::string text);

    [[nodiscard]] std::string issue_trigger(const std::string& user, const std::string& view_id = {});
    /// `family` is the path piece Slack uses: commands, actions or app.
    [[nodiscard]] std::string issue_response_url(std::string_view family, ResponseUrl url);
    /// Gives every block without a block_id one, as Slack does.
    void fill_block_ids(nlohmann::json& blocks);
    /// Puts what the bot sent into the view: new hash, no red texts.
    void set_content(View& view, nlohmann::json content);
    /// The open modals of a person, root first.
    [[nodiscard]] std::vector<View*> modal_stack(std::string_view user);

private:
    std::int64_t last_ts_ = 0;
    unsigned last_number_ = 0;
};

} // namespace holdfast::slack_double
