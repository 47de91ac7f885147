#include "tests/slack/interactions.hpp"

#include "tests/slack/block_rules.hpp"
#include "tests/slack/elements.hpp"
#include "tests/slack/shapes.hpp"
#include "tests/slack/typed_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

constexpr const char* verification_token = "dummy-verification-token";

template <typename Thing>
Thing& required(Thing* thing, const std::string& what, const std::string& id) {
    if (thing == nullptr) throw std::invalid_argument(fmt::format("there is no {} \"{}\"", what, id));
    return *thing;
}

std::string channel_name_for_commands(const Channel& channel) {
    if (channel.kind == ChannelKind::im) return "directmessage";
    return channel.kind == ChannelKind::public_channel ? channel.name : "privategroup";
}

/// The fields every interactive payload has (contract 6.1).
json common_fields(Workspace& workspace, const std::string& type, const std::string& user_id) {
    const Settings& settings = workspace.settings;
    const User& user = required(workspace.user(user_id), "person", user_id);
    const std::string& team = user.team_id.empty() ? settings.team_id : user.team_id;
    return {{"type", type},
            {"user", {{"id", user.id}, {"username", user.name}, {"name", user.name}, {"team_id", team}}},
            {"api_app_id", settings.app_id},
            {"token", verification_token},
            {"team", {{"id", settings.team_id}, {"domain", settings.team_domain}}},
            {"enterprise", nullptr},
            {"is_enterprise_install", false}};
}

json channel_field(const Channel& channel) {
    return {{"id", channel.id}, {"name", channel.kind == ChannelKind::im ? "directmessage" : channel.name}};
}

/// Picks the element: the first with that action_id, for buttons the one with that value when one is given.
const PlacedElement& pick(const std::vector<PlacedElement>& elements, const std::string& action_id, const json& value) {
    for (const PlacedElement& placed : elements) {
        if (placed.element["action_id"] != action_id) continue;
        const bool is_other_button =
            placed.element["type"] == "button" && !value.is_null() && placed.element.value("value", json()) != value;
        if (!is_other_button) return placed;
    }
    std::string offered;
    for (const PlacedElement& placed : elements) offered += " " + placed.element["action_id"].get<std::string>();
    throw std::invalid_argument(
        fmt::format("no \"{}\" with value {} here; there are:{}", action_id, value.dump(), offered));
}

void keep_typed(View& view, const PlacedElement& placed, const json& value) {
    const std::string action_id = placed.element["action_id"];
    view.typed[placed.block_id][action_id] = state_after(placed.element, value);
}

void finish(Workspace& workspace, Interaction& interaction, const std::string& user, const std::string& view_id) {
    interaction.trigger_id = workspace.issue_trigger(user, view_id);
    interaction.payload["trigger_id"] = interaction.trigger_id;
}

View& open_view(Workspace& workspace, const std::string& view_id) {
    View& view = required(workspace.view(view_id), "view", view_id);
    if (!view.is_open) throw std::invalid_argument("the view is closed: " + view_id);
    return view;
}

} // namespace

Interaction slash_command(Workspace& workspace, const std::string& user, const std::string& channel,
                          const std::string& text) {
    const Settings& settings = workspace.settings;
    const User& person = required(workspace.user(user), "person", user);
    const Channel& place = required(workspace.channel(channel), "channel", channel);
    Interaction interaction;
    interaction.trigger_id = workspace.issue_trigger(user);
    interaction.response_url = workspace.issue_response_url("commands", {.channel = channel, .user = user});
    interaction.form = {{"token", verification_token},
                        {"team_id", settings.team_id},
                        {"team_domain", settings.team_domain},
                        {"channel_id", channel},
                        {"channel_name", channel_name_for_commands(place)},
                        {"user_id", user},
                        {"user_name", person.name},
                        {"command", settings.command},
                        {"text", as_typed(workspace, text)},
                        {"api_app_id", settings.app_id},
                        {"is_enterprise_install", "false"},
                        {"response_url", interaction.response_url},
                        {"trigger_id", interaction.trigger_id}};
    return interaction;
}

Interaction action_in_message(Workspace& workspace, const std::string& user, const std::string& channel_id,
                              const std::string& ts, const std::string& action_id, const json& value) {
    const Channel& channel = required(workspace.channel(channel_id), "channel", channel_id);
    const Ephemeral* const ephemeral = workspace.ephemeral(ts);
    const Message* const message = ephemeral == nullptr ? channel.message(ts) : nullptr;
    if (ephemeral == nullptr) required(message, "message", ts);
    const json& blocks = ephemeral == nullptr ? message->blocks : ephemeral->blocks;
    const auto elements = interactive_elements(blocks);
    const PlacedElement& placed = pick(elements, action_id, value);
    json action = action_of(placed, value);
    action["action_ts"] = workspace.next_ts();

    Interaction interaction{.payload = common_fields(workspace, "block_actions", user)};
    json& payload = interaction.payload;
    payload["container"] = {
        {"type", "message"}, {"message_ts", ts}, {"channel_id", channel_id}, {"is_ephemeral", ephemeral != nullptr}};
    payload["channel"] = channel_field(channel);
    if (message != nullptr) {
        if (!message->thread_ts.empty()) payload["container"]["thread_ts"] = message->thread_ts;
        payload["message"] = message_json(workspace, channel, *message);
        json typed = json::object();
        if (has_state(placed.element)) typed[placed.block_id][action_id] = state_after(placed.element, value);
        payload["state"] = {{"values", state_values(blocks, typed)}};
    }
    payload["actions"] = json::array({with_plain_text_escaped(std::move(action))});
    interaction.response_url =
        workspace.issue_response_url("actions", {.channel = channel_id, .user = user, .message_ts = ts});
    payload["response_url"] = interaction.response_url;
    finish(workspace, interaction, user, {});
    return interaction;
}

Interaction action_in_view(Workspace& workspace, const std::string& view_id, const std::string& action_id,
                           const json& value) {
    View& view = open_view(workspace, view_id);
    const auto elements = interactive_elements(view.content.at("blocks"));
    const PlacedElement& placed = pick(elements, action_id, value);
    json action = action_of(placed, value);
    action["action_ts"] = workspace.next_ts();
    if (has_state(placed.element)) keep_typed(view, placed, value);

    Interaction interaction{.payload = common_fields(workspace, "block_actions", view.user)};
    interaction.payload["container"] = {{"type", "view"}, {"view_id", view_id}};
    interaction.payload["view"] = view_json(workspace, view);
    interaction.payload["actions"] = json::array({with_plain_text_escaped(std::move(action))});
    finish(workspace, interaction, view.user, view_id);
    return interaction;
}

void type_into(View& view, const json& values) {
    const auto elements = interactive_elements(view.content.at("blocks"));
    for (const auto& [key, value] : values.items()) {
        bool is_found = false;
        for (const PlacedElement& placed : elements) {
            const std::string action_id = placed.element["action_id"];
            const bool is_block = placed.block_id == key;
            if ((!is_block && action_id != key) || !has_state(placed.element)) continue;
            const bool names_actions = is_block && value.is_object() && !value.contains("type");
            if (names_actions && !value.contains(action_id)) continue;
            keep_typed(view, placed, names_actions ? value[action_id] : value);
            is_found = true;
        }
        if (!is_found) throw std::invalid_argument(fmt::format("the view has no field \"{}\"", key));
    }
}

Interaction view_submission(Workspace& workspace, View& view) {
    if (!view.content.contains("submit")) throw std::invalid_argument("the view has no submit button: " + view.id);
    const json state = state_values(view.content.at("blocks"), view.typed);
    for (const PlacedElement& placed : interactive_elements(view.content.at("blocks"))) {
        if (placed.is_optional || !has_state(placed.element)) continue;
        const std::string action_id = placed.element["action_id"];
        if (is_empty_state(state.at(placed.block_id).at(action_id))) {
            throw std::invalid_argument(fmt::format("Slack's client asks for \"{}\" first", placed.block_id));
        }
    }
    view.errors = json::object();
    view.had_trouble = false;
    Interaction interaction{.payload = common_fields(workspace, "view_submission", view.user)};
    interaction.payload["view"] = view_json(workspace, view);
    interaction.payload["response_urls"] = json::array();
    finish(workspace, interaction, view.user, view.id);
    return interaction;
}

Interaction view_closed(Workspace& workspace, const View& view, bool is_cleared) {
    Interaction interaction{.payload = common_fields(workspace, "view_closed", view.user)};
    interaction.payload["view"] = view_json(workspace, view);
    interaction.payload["is_cleared"] = is_cleared;
    return interaction;
}

Interaction global_shortcut(Workspace& workspace, const std::string& user, const std::string& callback_id) {
    Interaction interaction{.payload = common_fields(workspace, "shortcut", user)};
    interaction.payload["user"].erase("name");
    interaction.payload.erase("api_app_id");
    interaction.payload["callback_id"] = callback_id;
    interaction.payload["action_ts"] = workspace.next_ts();
    finish(workspace, interaction, user, {});
    return interaction;
}

Interaction message_shortcut(Workspace& workspace, const std::string& user, const std::string& channel_id,
                             const std::string& ts, const std::string& callback_id) {
    const Channel& channel = required(workspace.channel(channel_id), "channel", channel_id);
    const Message& message = required(channel.message(ts), "message", ts);
    Interaction interaction{.payload = common_fields(workspace, "message_action", user)};
    json& payload = interaction.payload;
    payload.erase("api_app_id");
    payload["callback_id"] = callback_id;
    payload["action_ts"] = workspace.next_ts();
    payload["channel"] = channel_field(channel);
    payload["message_ts"] = ts;
    payload["message"] = message_json(workspace, channel, message);
    interaction.response_url = workspace.issue_response_url("app", {.channel = channel_id, .user = user});
    payload["response_url"] = interaction.response_url;
    finish(workspace, interaction, user, {});
    return interaction;
}

Interaction suggestion_request(Workspace& workspace, const View& view, const std::string& action_id,
                               const std::string& typed) {
    const auto elements = interactive_elements(view.content.at("blocks"));
    const PlacedElement& placed = pick(elements, action_id, nullptr);
    Interaction interaction{.payload = common_fields(workspace, "block_suggestion", view.user)};
    interaction.payload["container"] = {{"type", "view"}, {"view_id", view.id}};
    interaction.payload["view"] = view_json(workspace, view);
    interaction.payload["block_id"] = placed.block_id;
    interaction.payload["action_id"] = action_id;
    interaction.payload["value"] = typed;
    return interaction;
}

json envelope_of(const Interaction& interaction) {
    if (!interaction.form.empty()) {
        json payload = json::object();
        for (const auto& [name, value] : interaction.form) payload[name] = value;
        return {{"type", "slash_commands"}, {"payload", payload}, {"accepts_response_payload", true}};
    }
    const std::string type = interaction.payload.value("type", "");
    const bool takes_answer = type == "view_submission" || type == "block_suggestion";
    return {{"type", "interactive"}, {"payload", interaction.payload}, {"accepts_response_payload", takes_answer}};
}

json event_envelope(Workspace& workspace, json event) {
    const Settings& settings = workspace.settings;
    if (!event.contains("event_ts")) event["event_ts"] = event.value("ts", workspace.next_ts());
    return {{"token", verification_token},
            {"team_id", settings.team_id},
            {"context_team_id", settings.team_id},
            {"context_enterprise_id", nullptr},
            {"api_app_id", settings.app_id},
            {"event", std::move(event)},
            {"type", "event_callback"},
            {"event_id", workspace.next_id("Ev")},
            {"event_time", workspace.now_seconds()},
            {"authorizations", json::array({{{"enterprise_id", nullptr},
                                             {"team_id", settings.team_id},
                                             {"user_id", settings.bot_user},
                                             {"is_bot", true},
                                             {"is_enterprise_install", false}}})},
            {"is_ext_shared_channel", false},
            {"event_context", "4-dummyeventcontext0000000000000000"}};
}

namespace {

/// Errors may only stand under input blocks of the view.
bool name_inputs_only(const json& blocks, const json& errors) {
    if (!errors.is_object() || errors.empty()) return false;
    return std::ranges::all_of(errors.items(), [&](const auto& error) {
        return std::ranges::any_of(blocks, [&](const json& block) {
            return block.value("type", "") == "input" && block.value("block_id", "") == error.key();
        });
    });
}

void push(Workspace& workspace, const View& below, json content) {
    View view{.id = workspace.next_id("V"), .user = below.user, .root_id = below.root_id, .previous_id = below.id};
    workspace.set_content(view, std::move(content));
    workspace.views.emplace(view.id, std::move(view));
}

} // namespace

void apply_submission_answer(Workspace& workspace, const std::string& view_id, unsigned status,
                             const std::string& body) {
    View& view = required(workspace.view(view_id), "view", view_id);
    if (status == 200 && body.empty()) {
        view.is_open = false;
        return;
    }
    const json answer = json::parse(body, nullptr, false);
    const std::string action = answer.is_object() ? answer.value("response_action", "") : "";
    const json content = answer.is_object() ? answer.value("view", json()) : json();
    const bool shows_view = content.is_object() && check_view(content).empty();
    view.had_trouble = status != 200;
    if (view.had_trouble) return;
    if (action == "clear") {
        for (View* const shown : workspace.modal_stack(view.user)) shown->is_open = false;
    } else if (action == "errors" && name_inputs_only(view.content.at("blocks"), answer.value("errors", json()))) {
        view.errors = answer["errors"];
    } else if (action == "update" && shows_view) {
        workspace.set_content(view, content);
    } else if (action == "push" && shows_view && workspace.modal_stack(view.user).size() < 3) {
        push(workspace, view, content);
    } else {
        view.had_trouble = true;
    }
}

} // namespace holdfast::slack_double
