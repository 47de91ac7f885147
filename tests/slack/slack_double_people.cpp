#include "tests/slack/interactions.hpp"
#include "tests/slack/response_urls.hpp"
#include "tests/slack/shapes.hpp"
#include "tests/slack/slack_double_server.hpp"
#include "tests/slack/web_api.hpp"

#include <stdexcept>

// What people do: each function builds the request under the lock, asks the bot without it, and then shows on the
// simulated screen what the bot answered.

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

View& open_view(Workspace& workspace, const std::string& id) {
    View* const view = workspace.view(id);
    if (view == nullptr || !view->is_open) throw std::invalid_argument("there is no open view \"" + id + "\"");
    return *view;
}

std::string channel_type(const Channel& channel) {
    switch (channel.kind) {
    case ChannelKind::public_channel: return "channel";
    case ChannelKind::private_channel: return "group";
    case ChannelKind::im: return "im";
    case ChannelKind::mpim: return "mpim";
    }
    return "channel";
}

} // namespace

Answer SlackDouble::slash(const std::string& user, const std::string& channel, const std::string& text) {
    const Interaction interaction =
        server_->change([&](Workspace& workspace) { return slash_command(workspace, user, channel, text); });
    Answer answer = server_->deliver(interaction);
    if (answer.status != 200 || answer.body.empty()) return answer;
    const json message = answer.json.is_object() ? answer.json : json{{"text", answer.body}};
    if (answer.json.is_object()) server_->dump("message", message);
    const bool shows_something = message.contains("text") || message.contains("blocks");
    const json refused = shows_something ? content_refusal(message) : json();
    if (!refused.is_null()) {
        answer.failure = refused.at("error");
        return answer;
    }
    answer.ts = server_->change(
        [&](Workspace& workspace) { return show_message(workspace, message, channel, user, "command"); });
    return answer;
}

Answer SlackDouble::press(const std::string& user, const std::string& channel, const std::string& ts,
                          const std::string& action_id, const json& value) {
    return server_->deliver(server_->change(
        [&](Workspace& workspace) { return action_in_message(workspace, user, channel, ts, action_id, value); }));
}

Answer SlackDouble::press_in_view(const std::string& view_id, const std::string& action_id, const json& value) {
    return server_->deliver(
        server_->change([&](Workspace& workspace) { return action_in_view(workspace, view_id, action_id, value); }));
}

Answer SlackDouble::press_at_home(const std::string& user, const std::string& action_id, const json& value) {
    const std::optional<View> view = home(user);
    if (!view) throw std::invalid_argument("no Home tab was published for \"" + user + "\"");
    return press_in_view(view->id, action_id, value);
}

void SlackDouble::type_into(const std::string& view_id, const json& values) {
    server_->change([&](Workspace& workspace) { slack_double::type_into(open_view(workspace, view_id), values); });
}

Answer SlackDouble::submit(const std::string& view_id, const json& values) {
    type_into(view_id, values);
    Answer answer = server_->deliver(server_->change(
        [&](Workspace& workspace) { return view_submission(workspace, open_view(workspace, view_id)); }));
    if (answer.json.is_object()) server_->dump("submission", answer.json);
    server_->change(
        [&](Workspace& workspace) { apply_submission_answer(workspace, view_id, answer.status, answer.body); });
    return answer;
}

Answer SlackDouble::close_view(const std::string& view_id, bool is_cleared) {
    const auto told = server_->change([&](Workspace& workspace) -> std::optional<Interaction> {
        View& shown = open_view(workspace, view_id);
        shown.is_open = false;
        if (is_cleared) {
            for (View* const view : workspace.modal_stack(shown.user)) view->is_open = false;
        }
        View* const root = is_cleared ? workspace.view(shown.root_id) : &shown;
        if (root == nullptr || !root->content.value("notify_on_close", false)) return std::nullopt;
        return view_closed(workspace, *root, is_cleared);
    });
    if (!told) return {.failure = "the view does not ask for notify_on_close"};
    return server_->deliver(*told);
}

Answer SlackDouble::global_shortcut(const std::string& user, const std::string& callback_id) {
    return server_->deliver(server_->change(
        [&](Workspace& workspace) { return slack_double::global_shortcut(workspace, user, callback_id); }));
}

Answer SlackDouble::message_shortcut(const std::string& user, const std::string& channel, const std::string& ts,
                                     const std::string& callback_id) {
    return server_->deliver(server_->change([&](Workspace& workspace) {
        return slack_double::message_shortcut(workspace, user, channel, ts, callback_id);
    }));
}

Answer SlackDouble::suggest(const std::string& view_id, const std::string& action_id, const std::string& typed) {
    Answer answer = server_->deliver(server_->change([&](Workspace& workspace) {
        return suggestion_request(workspace, open_view(workspace, view_id), action_id, typed);
    }));
    if (answer.json.is_object()) server_->dump("suggestion", answer.json);
    return answer;
}

Answer SlackDouble::open_home(const std::string& user, const std::string& tab) {
    const json inner = server_->change([&](Workspace& workspace) {
        json opened{{"type", "app_home_opened"},
                    {"user", user},
                    {"channel", workspace.direct_message_with(user).id},
                    {"tab", tab}};
        const View* const view = workspace.home_of(user);
        if (view != nullptr && tab == "home") opened["view"] = view_json(workspace, *view);
        return opened;
    });
    return event(inner);
}

Answer SlackDouble::say(const std::string& user, const std::string& channel_id, const std::string& text,
                        const std::string& thread_ts) {
    const std::string ts = add_message(user, channel_id, text, thread_ts);
    const auto told = server_->read([&](const Workspace& workspace) -> std::optional<json> {
        const Channel& channel = workspace.channels.at(channel_id);
        if (!channel.has_member(workspace.settings.bot_user)) return std::nullopt;
        json inner = message_json(workspace, channel, *channel.message(ts));
        inner["channel"] = channel_id;
        inner["channel_type"] = channel_type(channel);
        return inner;
    });
    Answer answer = told ? event(*told) : Answer{.failure = "the bot is not in the channel"};
    answer.ts = ts;
    return answer;
}

Answer SlackDouble::event(const json& inner) {
    const json envelope = server_->change([&](Workspace& workspace) {
        json made = event_envelope(workspace, inner);
        workspace.delivered_events[made.at("event_id")] = made;
        return made;
    });
    return server_->deliver_event(envelope, 0, {});
}

Answer SlackDouble::retry_event(const std::string& event_id, unsigned retry_number, const std::string& reason) {
    const json envelope =
        server_->read([&](const Workspace& workspace) { return workspace.delivered_events.at(event_id); });
    return server_->deliver_event(envelope, retry_number, reason);
}

Answer SlackDouble::send(const std::string& body, const std::string& content_type,
                         const std::map<std::string, std::string>& headers) {
    return server_->send(body, content_type, headers);
}

void SlackDouble::sign_with(std::chrono::seconds shift, std::string secret) {
    server_->sign_with(shift, std::move(secret));
}

} // namespace holdfast::slack_double
