#include "bot/decode/slack_payload.hpp"

#include "bot/decode/bounded_json.hpp"
#include "bot/decode/form.hpp"
#include "bot/decode/media_type.hpp"
#include "bot/slack/json_members.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <utility>

namespace holdfast {

namespace {

using nlohmann::json;

std::int64_t number(const json& object, const char* key) {
    const auto& value = member(object, key);
    return value.is_number_integer() ? value.get<std::int64_t>() : 0;
}

const json& first(const json& array) {
    static const json null;
    return array.is_array() && !array.empty() ? array.front() : null;
}

/// An id that comes bare or as the `id` of an object: `"C1"`, `{"id":"C1","name":…}`.
std::string id_of(const json& value) {
    return value.is_string() ? value.get<std::string>() : text_member(value, "id");
}

std::string first_nonempty(std::string one, std::string other) {
    return one.empty() ? std::move(other) : std::move(one);
}

void append_scalar(std::vector<std::string>& chosen, const json& value) {
    if (value.is_string()) chosen.push_back(value.get<std::string>());
    if (value.is_number_integer()) chosen.push_back(std::to_string(value.get<std::int64_t>()));
}

/// What an element holds: in `actions[]` and in `state.values` alike (Slack contract sections 6.3 and 7.3).
std::vector<std::string> chosen_in(const json& element) {
    constexpr std::array single{"value",         "selected_user", "selected_conversation", "selected_channel",
                                "selected_date", "selected_time", "selected_date_time"};
    constexpr std::array several{"selected_users", "selected_conversations", "selected_channels"};

    std::vector<std::string> chosen;
    for (const char* key : single) append_scalar(chosen, member(element, key));
    for (const char* key : several)
        for (const auto& value : member(element, key)) append_scalar(chosen, value);
    append_scalar(chosen, member(member(element, "selected_option"), "value"));
    for (const auto& option : member(element, "selected_options")) append_scalar(chosen, member(option, "value"));
    return chosen;
}

ViewState state_of(const json& holder) {
    std::vector<EnteredValue> values;
    const auto& blocks = member(member(holder, "state"), "values");
    if (!blocks.is_object()) return {};
    for (const auto& [block_id, elements] : blocks.items()) {
        if (!elements.is_object()) continue;
        for (const auto& [action_id, element] : elements.items())
            values.push_back({block_id, action_id, text_member(element, "type"), chosen_in(element)});
    }
    return ViewState{std::move(values)};
}

View view_of(const json& view) {
    return {.id = text_member(view, "id"),
            .hash = text_member(view, "hash"),
            .type = text_member(view, "type"),
            .callback_id = text_member(view, "callback_id"),
            .private_metadata = text_member(view, "private_metadata"),
            .external_id = text_member(view, "external_id"),
            .root_view_id = text_member(view, "root_view_id"),
            .previous_view_id = text_member(view, "previous_view_id"),
            .state = state_of(view)};
}

std::optional<View> optional_view(const json& payload) {
    const auto& view = member(payload, "view");
    if (!view.is_object()) return std::nullopt;
    return view_of(view);
}

Workspace workspace_of(const json& payload) {
    return {.team = id_of(member(payload, "team")),
            .enterprise = id_of(member(payload, "enterprise")),
            .org_install = is_true(payload, "is_enterprise_install")};
}

UserId user_of(const json& payload) {
    return UserId{id_of(member(payload, "user"))};
}

SlackRequest block_action(const json& payload) {
    const auto& action = first(member(payload, "actions"));
    const auto& container = member(payload, "container");
    const auto& message = member(payload, "message");
    BlockAction request;
    request.action = {.action_id = text_member(action, "action_id"),
                      .block_id = text_member(action, "block_id"),
                      .type = text_member(action, "type"),
                      .value = {},
                      .values = chosen_in(action),
                      .action_ts = text_member(action, "action_ts")};
    if (!request.action.values.empty()) request.action.value = request.action.values.front();
    request.user = user_of(payload);
    request.user_team = text_member(member(payload, "user"), "team_id");
    request.workspace = workspace_of(payload);
    request.trigger_id = text_member(payload, "trigger_id");
    request.response_url = text_member(payload, "response_url");
    request.channel =
        ChannelId{first_nonempty(id_of(member(payload, "channel")), text_member(container, "channel_id"))};
    request.message_ts = first_nonempty(text_member(container, "message_ts"), text_member(message, "ts"));
    request.thread_ts = first_nonempty(text_member(container, "thread_ts"), text_member(message, "thread_ts"));
    request.is_ephemeral = is_true(container, "is_ephemeral");
    request.view = optional_view(payload);
    request.state = request.view ? request.view->state : state_of(payload);
    return request;
}

SlackRequest view_submission(const json& payload) {
    ViewSubmission request{.user = user_of(payload),
                           .workspace = workspace_of(payload),
                           .trigger_id = text_member(payload, "trigger_id"),
                           .view = view_of(member(payload, "view")),
                           .response_urls = {}};
    for (const auto& url : member(payload, "response_urls"))
        request.response_urls.push_back({text_member(url, "block_id"), ChannelId{text_member(url, "channel_id")},
                                         text_member(url, "response_url")});
    return request;
}

SlackRequest view_closed(const json& payload) {
    return ViewClosed{.user = user_of(payload),
                      .workspace = workspace_of(payload),
                      .view = view_of(member(payload, "view")),
                      .is_cleared = is_true(payload, "is_cleared")};
}

SlackRequest shortcut(const json& payload, Shortcut::Kind kind) {
    Shortcut request{.kind = kind,
                     .callback_id = text_member(payload, "callback_id"),
                     .user = user_of(payload),
                     .workspace = workspace_of(payload),
                     .trigger_id = text_member(payload, "trigger_id"),
                     .response_url = text_member(payload, "response_url"),
                     .channel = ChannelId{id_of(member(payload, "channel"))},
                     .message = std::nullopt};
    if (kind == Shortcut::Kind::global) return request;
    const auto& message = member(payload, "message");
    request.message =
        Shortcut::Message{.text = text_member(message, "text"),
                          .ts = first_nonempty(text_member(message, "ts"), text_member(payload, "message_ts")),
                          .thread_ts = text_member(message, "thread_ts"),
                          .user = user_of(message)};
    return request;
}

SlackRequest block_suggestion(const json& payload) {
    return BlockSuggestion{.action_id = text_member(payload, "action_id"),
                           .block_id = text_member(payload, "block_id"),
                           .value = text_member(payload, "value"),
                           .user = user_of(payload),
                           .user_team = text_member(member(payload, "user"), "team_id"),
                           .workspace = workspace_of(payload),
                           .channel = ChannelId{id_of(member(payload, "channel"))},
                           .view = optional_view(payload)};
}

/// The message that an edit, deletion, reaction or pin is about, wherever this kind of event names it.
std::string subject_of(const json& event) {
    const auto& item = member(event, "item");
    for (auto ts :
         {text_member(member(event, "message"), "ts"), text_member(event, "deleted_ts"), text_member(item, "ts"),
          text_member(member(item, "message"), "ts"), text_member(event, "message_ts")})
        if (!ts.empty()) return ts;
    return {};
}

std::string channel_of(const json& event) {
    for (auto id : {id_of(member(event, "channel")), text_member(event, "channel_id"),
                    text_member(event, "old_channel_id"), text_member(member(event, "item"), "channel")})
        if (!id.empty()) return id;
    return {};
}

/// Slack contract section 5.1: the authorization names the installation, the outer team may be another workspace.
Workspace workspace_of_event(const json& envelope) {
    const auto& authorization = first(member(envelope, "authorizations"));
    if (!authorization.is_object())
        return {.team = text_member(envelope, "team_id"),
                .enterprise = text_member(envelope, "enterprise_id"),
                .org_install = text_member(envelope, "team_id").empty()};
    return {.team = text_member(authorization, "team_id"),
            .enterprise = text_member(authorization, "enterprise_id"),
            .org_install = is_true(authorization, "is_enterprise_install")};
}

SlackRequest event_callback(const json& envelope) {
    const auto& event = member(envelope, "event");
    const auto& edited = member(event, "message");
    EventCallback request;
    request.event_id = text_member(envelope, "event_id");
    request.workspace = workspace_of_event(envelope);
    request.bot_user = UserId{text_member(first(member(envelope, "authorizations")), "user_id")};
    if (const auto& shared = member(envelope, "is_ext_shared_channel"); shared.is_boolean())
        request.is_ext_shared_channel = shared.get<bool>();
    request.type = text_member(event, "type");
    request.subtype = text_member(event, "subtype");
    request.user = UserId{first_nonempty(id_of(member(event, "user")), text_member(edited, "user"))};
    request.user_team = first_nonempty(text_member(event, "user_team"), text_member(event, "team"));
    request.channel = ChannelId{channel_of(event)};
    request.new_channel = ChannelId{text_member(event, "new_channel_id")};
    request.ts = first_nonempty(text_member(event, "ts"), text_member(event, "event_ts"));
    request.thread_ts = first_nonempty(text_member(event, "thread_ts"), text_member(edited, "thread_ts"));
    request.message_ts = subject_of(event);
    request.text = first_nonempty(text_member(event, "text"), text_member(edited, "text"));
    request.previous_text = text_member(member(event, "previous_message"), "text");
    request.bot_id = first_nonempty(text_member(event, "bot_id"), text_member(edited, "bot_id"));
    request.app_id = first_nonempty(text_member(event, "app_id"), text_member(edited, "app_id"));
    request.tab = text_member(event, "tab");
    request.view_hash = text_member(member(event, "view"), "hash");
    request.reaction = text_member(event, "reaction");
    request.event_json = event.dump();
    return request;
}

SlackRequest slash_command(const json& fields) {
    return SlashCommand{.command = text_member(fields, "command"),
                        .text = text_member(fields, "text"),
                        .user = UserId{text_member(fields, "user_id")},
                        .channel = ChannelId{text_member(fields, "channel_id")},
                        .workspace = {.team = text_member(fields, "team_id"),
                                      .enterprise = text_member(fields, "enterprise_id"),
                                      .org_install = text_member(fields, "is_enterprise_install") == "true"},
                        .response_url = text_member(fields, "response_url"),
                        .trigger_id = text_member(fields, "trigger_id")};
}

SlackRequest slash_command(const Form& form) {
    const auto field = [&form](std::string_view name) { return std::string{form.value(name)}; };
    return SlashCommand{.command = field("command"),
                        .text = field("text"),
                        .user = UserId{field("user_id")},
                        .channel = ChannelId{field("channel_id")},
                        .workspace = {.team = field("team_id"),
                                      .enterprise = field("enterprise_id"),
                                      .org_install = form.value("is_enterprise_install") == "true"},
                        .response_url = field("response_url"),
                        .trigger_id = field("trigger_id")};
}

/// Everything that names its kind in a top-level `type`.
SlackRequest typed_payload(const json& payload) {
    auto type = text_member(payload, "type");
    if (type == "block_actions") return block_action(payload);
    if (type == "view_submission") return view_submission(payload);
    if (type == "view_closed") return view_closed(payload);
    if (type == "shortcut") return shortcut(payload, Shortcut::Kind::global);
    if (type == "message_action") return shortcut(payload, Shortcut::Kind::message);
    if (type == "block_suggestion") return block_suggestion(payload);
    if (type == "event_callback") return event_callback(payload);
    if (type == "url_verification") return UrlVerification{text_member(payload, "challenge")};
    if (type == "app_rate_limited")
        return AppRateLimited{text_member(payload, "team_id"), number(payload, "minute_rate_limited")};
    return Unknown{std::move(type)};
}

std::expected<SlackRequest, std::string> decode_json(std::string_view body) {
    const auto payload = parse_bounded(body);
    if (!payload) return std::unexpected{payload.error()};
    if (!payload->is_object()) return std::unexpected{"the JSON is not an object"};
    return typed_payload(*payload);
}

std::expected<SlackRequest, std::string> decode_form(std::string_view body) {
    const auto form = Form::parse(body);
    if (!form) return std::unexpected{form.error()};
    if (form->has("payload")) return decode_json(form->value("payload"));
    // A stolen command with ssl_check=1 appended does nothing either: the check never runs anything (section 2).
    if (form->value("ssl_check") == "1") return SslCheck{};
    if (form->has("command")) return slash_command(*form);
    return Unknown{};
}

} // namespace

std::expected<SlackRequest, std::string> decode_slack_request(std::string_view content_type, std::string_view body) {
    const auto type = media_type(content_type);
    if (type == "application/x-www-form-urlencoded") return decode_form(body);
    if (type == "application/json") return decode_json(body);
    return std::unexpected{"the content type is neither a form nor JSON"};
}

std::expected<SocketFrame, std::string> decode_socket_frame(std::string_view text_of_frame) {
    const auto parsed = parse_bounded(text_of_frame);
    if (!parsed) return std::unexpected{parsed.error()};
    if (!parsed->is_object()) return std::unexpected{"the frame is not a JSON object"};

    SocketFrame frame;
    frame.type = text_member(*parsed, "type");
    frame.envelope_id = text_member(*parsed, "envelope_id");
    frame.accepts_response_payload = is_true(*parsed, "accepts_response_payload");
    frame.reason = text_member(*parsed, "reason");
    frame.approximate_connection_time =
        static_cast<int>(number(member(*parsed, "debug_info"), "approximate_connection_time"));
    frame.retry_attempt = static_cast<int>(number(*parsed, "retry_attempt"));
    const auto& payload = member(*parsed, "payload");
    if (!payload.is_object()) return frame;
    frame.request = frame.type == "slash_commands" ? slash_command(payload) : typed_payload(payload);
    return frame;
}

} // namespace holdfast
