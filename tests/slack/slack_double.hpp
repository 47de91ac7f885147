#pragma once

#include "tests/slack/faults.hpp"
#include "tests/slack/settings.hpp"
#include "tests/slack/socket_server.hpp"
#include "tests/slack/workspace.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::slack_double {

/// One request of the bot. `method` is the Web API method; "response_url" and "upload" stand for the other two ways.
struct Call {
    /// Counts all requests of the bot from 1, in the order of arrival.
    unsigned order = 0;
    std::string method = {};
    nlohmann::json arguments = {};
    Instant at = {};
    std::chrono::steady_clock::time_point arrived = {};
    /// What Slack answers; null while the call waits, and where a fault took the answer's place.
    nlohmann::json answer = {};
    /// Kind of the fault that hit it, for example "lose_reply"; empty for none.
    std::string fault = {};
    /// Its effect has happened, or a fault prevented it.
    bool is_settled = false;
};

/// What the bot answered to something a person did.
struct Answer {
    /// 0 when no answer came within Settings::answer_deadline; the person then sees operation_timeout.
    unsigned status = 0;
    std::map<std::string, std::string> headers = {};
    std::string body = {};
    /// The body as JSON; null when it is empty or no JSON.
    nlohmann::json json = {};
    /// Why status is 0.
    std::string failure = {};
    std::chrono::milliseconds took{0};
    /// Of the message the answer put on the screen (a command's JSON answer); empty for none.
    std::string ts = {};
    std::string trigger_id = {};
    std::string response_url = {};
    std::string event_id = {};
    /// What was sent, so that a test can deliver it once more; without a type it went over a socket.
    std::string sent_body = {};
    std::string sent_type = {};
};

/// A Slack workspace with one app in it, over HTTP on 127.0.0.1, for tests.
///
/// The bot reaches it at api_url(); people in it act through the functions below, which sign and send what Slack
/// would send and wait for the bot's answer. Everything may be called from any thread; no lock is held while the
/// bot is asked. What a person could not do (a button that is not there, a required field left empty) throws
/// std::invalid_argument.
///
/// Names of methods in faults and records are those of the Web API; "response_url" and "upload" stand for posts to a
/// response_url and for file bytes.
class SlackDouble {
public:
    explicit SlackDouble(Settings settings = {});
    ~SlackDouble();
    SlackDouble(const SlackDouble&) = delete;
    SlackDouble& operator=(const SlackDouble&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    /// For SLACK_API_URL: http://127.0.0.1:PORT/api/
    [[nodiscard]] std::string api_url() const;
    [[nodiscard]] Settings settings() const;
    /// Where people's actions go from now on; see Settings::bot_url.
    void set_bot_url(std::string url);

    // --- the workspace ---------------------------------------------------------------------------------------------

    /// Adds or replaces a person; an empty id is filled in. Returns the id.
    std::string add_user(User user);
    std::string add_user(const std::string& name) { return add_user(User{.name = name}); }
    /// Adds a channel that people made; an empty id is filled in. Returns the id.
    std::string add_channel(Channel channel);
    void add_user_group(const std::string& id, std::vector<std::string> members);
    /// Changes a person or channel in place, for example `deleted` or `is_ext_shared`.
    void change_user(const std::string& id, const std::function<void(User&)>& change);
    void change_channel(const std::string& id, const std::function<void(Channel&)>& change);
    /// A person unarchives a channel; the bot stays outside.
    void unarchive(const std::string& channel);
    void set_scopes(std::vector<std::string> scopes);
    /// Every later call answers token_revoked.
    void revoke_token();
    /// All trigger_ids handed out so far are too late now.
    void expire_triggers();
    /// All response_urls handed out so far are too old now.
    void expire_response_urls();
    /// A line in a channel that the bot is not told about. Returns its ts.
    std::string add_message(const std::string& user, const std::string& channel, const std::string& text,
                            const std::string& thread_ts = {});

    // --- faults ----------------------------------------------------------------------------------------------------
    // `method` may be every_method; `times` counts the calls that are hit, `always` until heal().

    void refuse(std::string method, std::string error_code, unsigned times = 1);
    void rate_limit(std::string method, std::chrono::seconds retry_after, unsigned times = 1);
    void http_error(std::string method, unsigned status, unsigned times = 1);
    void lose_reply(std::string method, unsigned times = 1);
    void drop_request(std::string method, unsigned times = 1);
    void delay(std::string method, std::chrono::milliseconds wait, unsigned times = 1);
    void delay_reply(std::string method, std::chrono::milliseconds wait, unsigned times = 1);
    /// Calls wait before their effect until release(); wait_until_held() tells when one has arrived.
    void hold(std::string method, unsigned times = always);
    /// The effect happens, the answer waits until release().
    void hold_reply(std::string method, unsigned times = always);
    /// Ends delays and lets waiting calls go on.
    void release(const std::string& method);
    void add_fault(Fault fault);
    void heal(const std::string& method = std::string{every_method});
    /// Connections are cut at once until come_up(); the port stays the same.
    void go_down();
    void come_up();
    /// From now on chat.postMessage answers 429 when a channel got more than `burst` posts within `burst` seconds
    /// (Slack: one post per second and channel, short bursts tolerated). 0 only records.
    void enforce_post_rate(unsigned burst);

    // --- what happened ---------------------------------------------------------------------------------------------
    // All results are copies of the state at the time of asking.

    [[nodiscard]] std::vector<Call> calls() const;
    [[nodiscard]] std::vector<Call> calls(std::string_view method) const;
    /// What the bot and people wrote, replies included, oldest first; without Slack's own lines.
    [[nodiscard]] std::vector<Message> messages(const std::string& channel) const;
    [[nodiscard]] std::vector<Message> replies(const std::string& channel, const std::string& thread_ts) const;
    [[nodiscard]] std::optional<Message> message(const std::string& channel, const std::string& ts) const;
    /// The direct messages between the bot and a person.
    [[nodiscard]] std::vector<Message> direct_messages(const std::string& user) const;
    /// What only this person saw, oldest first, deleted ones left out.
    [[nodiscard]] std::vector<Ephemeral> ephemerals(const std::string& user) const;
    [[nodiscard]] std::optional<Channel> channel(const std::string& id) const;
    [[nodiscard]] std::optional<Channel> channel_named(const std::string& name) const;
    [[nodiscard]] std::vector<Channel> channels() const;
    /// The conversation with the bot; opened when there is none.
    std::string direct_channel(const std::string& user);
    [[nodiscard]] std::optional<View> view(const std::string& id) const;
    /// The topmost open modal of a person.
    [[nodiscard]] std::optional<View> modal(const std::string& user) const;
    [[nodiscard]] std::optional<View> home(const std::string& user) const;
    [[nodiscard]] std::optional<File> file(const std::string& id) const;
    [[nodiscard]] std::vector<User> users() const;
    /// When chat.postMessage took effect in a channel.
    [[nodiscard]] std::vector<std::chrono::steady_clock::time_point> post_times(const std::string& channel) const;
    /// The largest number of posts any channel got within `window`.
    [[nodiscard]] std::size_t most_posts_within(std::chrono::milliseconds window) const;

    /// Waits until the predicate holds; it is asked again after every change of state, without a lock held.
    /// Returns whether it held in time.
    bool wait_until(const std::function<bool()>& holds,
                    std::chrono::milliseconds timeout = std::chrono::seconds{5}) const;
    /// Waits until `count` calls of the method have settled.
    bool wait_for_call(std::string_view method, std::size_t count = 1,
                       std::chrono::milliseconds timeout = std::chrono::seconds{5}) const;
    /// Waits until `count` calls of the method stand in a hold or delay.
    bool wait_until_held(const std::string& method, std::size_t count = 1,
                         std::chrono::milliseconds timeout = std::chrono::seconds{5}) const;

    // --- acting as people ------------------------------------------------------------------------------------------

    /// Types the command, for example slash(kim, room, "status"). Mentions may be written @name.
    Answer slash(const std::string& user, const std::string& channel, const std::string& text);
    /// Presses a button or chooses in a menu of a message, ephemeral ones included. `value` picks one of several
    /// buttons, or says what is chosen: an option's value, a user id, a date, a list of them.
    Answer press(const std::string& user, const std::string& channel, const std::string& ts,
                 const std::string& action_id, const nlohmann::json& value = {});
    /// The same in a modal or Home tab.
    Answer press_in_view(const std::string& view_id, const std::string& action_id, const nlohmann::json& value = {});
    /// The same in the person's Home tab.
    Answer press_at_home(const std::string& user, const std::string& action_id, const nlohmann::json& value = {});
    /// Fills in fields without submitting; they keep their text while block_id and action_id stay.
    void type_into(const std::string& view_id, const nlohmann::json& values);
    /// Fills in and submits. Keys are action_ids, or block_ids with the value or {action_id: value}.
    /// The answer's effect is applied: see view(), modal(), View::errors.
    Answer submit(const std::string& view_id, const nlohmann::json& values = nlohmann::json::object());
    /// Closes a modal; with `is_cleared` the whole stack. The bot hears of it when the view has notify_on_close, else
    /// the answer has status 0.
    Answer close_view(const std::string& view_id, bool is_cleared = false);
    Answer global_shortcut(const std::string& user, const std::string& callback_id);
    Answer message_shortcut(const std::string& user, const std::string& channel, const std::string& ts,
                            const std::string& callback_id);
    /// Types into an external_select of a view.
    Answer suggest(const std::string& view_id, const std::string& action_id, const std::string& typed);
    /// Opens the Home tab, or the Messages tab.
    Answer open_home(const std::string& user, const std::string& tab = "home");
    /// Writes a line in a channel and tells the bot, as long as the bot is a member. Answer::ts names the line.
    Answer say(const std::string& user, const std::string& channel, const std::string& text,
               const std::string& thread_ts = {});
    /// Delivers an inner event in an envelope with a fresh event_id.
    Answer event(const nlohmann::json& inner);
    /// Delivers an event again, as Slack does when the first answer was late or wrong.
    Answer retry_event(const std::string& event_id, unsigned retry_number, const std::string& reason = "http_timeout");
    /// Sends any body with the headers of a signed request; `headers` replace or add to them.
    Answer send(const std::string& body, const std::string& content_type,
                const std::map<std::string, std::string>& headers = {});
    // --- Socket Mode -----------------------------------------------------------------------------------------------

    /// From now on everything that people do goes over the bot's sockets, or to bot_url again.
    void use_socket_mode(bool use);
    void set_app_scopes(std::vector<std::string> scopes);
    /// Cuts, pings and silences sockets, and sends raw frames.
    [[nodiscard]] SocketServer& sockets();
    /// Waits until exactly `count` sockets are open and were said hello to.
    bool wait_for_sockets(std::size_t count, std::chrono::milliseconds timeout = std::chrono::seconds{5}) const;
    /// Announces to all sockets that are open now that they end: `warning`, `refresh_requested`, `link_disabled`.
    void disconnect_sockets(const std::string& reason);
    /// Sends an envelope as it is, with an id when it has none; the answer's body is the payload that came back.
    Answer send_envelope(nlohmann::json envelope);
    /// Everything that the bot sent over sockets, oldest first.
    [[nodiscard]] std::vector<nlohmann::json> acknowledgements() const;
    /// The next so many acknowledgements are lost on the way.
    void lose_acknowledgements(unsigned times);

    /// Shifts the timestamp of later signatures against real time, and the secret they are made with.
    void sign_with(std::chrono::seconds shift, std::string secret);

private:
    class Server;
    std::unique_ptr<Server> server_;
};

} // namespace holdfast::slack_double
