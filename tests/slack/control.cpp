#include "tests/slack/control.hpp"

#include "tests/slack/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace holdfast::slack_double {

using nlohmann::json;

namespace {

struct Command {
    std::string_view name;
    /// Fields of the JSON body or query; a question mark stands for "may be left out".
    std::string_view fields;
    json (*run)(SlackDouble&, const json&);
};

std::string text(const json& given, const char* name) {
    const auto found = given.find(name);
    if (found == given.end() || !found->is_string())
        throw std::invalid_argument(fmt::format("\"{}\" is missing", name));
    return found->get<std::string>();
}

std::string text_or(const json& given, const char* name, const std::string& otherwise) {
    return given.contains(name) ? text(given, name) : otherwise;
}

json shown(const Answer& answer) {
    json shape{{"status", answer.status}, {"body", answer.body}, {"took_ms", answer.took.count()}};
    if (!answer.json.is_null()) shape["json"] = answer.json;
    if (!answer.failure.empty()) shape["failure"] = answer.failure;
    if (!answer.ts.empty()) shape["ts"] = answer.ts;
    if (!answer.event_id.empty()) shape["event_id"] = answer.event_id;
    return shape;
}

json shown(const Message& message) {
    return {{"ts", message.ts},         {"user", message.user},        {"text", message.text},
            {"blocks", message.blocks}, {"files", message.files},      {"thread_ts", message.thread_ts},
            {"edits", message.edits},   {"metadata", message.metadata}};
}

json shown(const Channel& channel) {
    json pins = json::array();
    for (const Pin& pin : channel.pins) pins.push_back(pin.ts);
    return {{"id", channel.id},
            {"name", channel.name},
            {"topic", channel.topic},
            {"purpose", channel.purpose},
            {"members", channel.members},
            {"is_private", channel.kind != ChannelKind::public_channel},
            {"pins", pins},
            {"is_archived", channel.is_archived}};
}

json shown(const View& view) {
    return {{"id", view.id},         {"user", view.user},   {"view", view.content},       {"open", view.is_open},
            {"errors", view.errors}, {"typed", view.typed}, {"trouble", view.had_trouble}};
}

json shown(const Call& call) {
    return {{"order", call.order},   {"method", call.method}, {"arguments", call.arguments},
            {"answer", call.answer}, {"fault", call.fault},   {"settled", call.is_settled}};
}

template <typename Thing>
json shown_all(const std::vector<Thing>& things) {
    json list = json::array();
    for (const Thing& thing : things) list.push_back(shown(thing));
    return list;
}

json state(SlackDouble& slack, const json& /*given*/) {
    json users = json::array();
    json views = json::array();
    for (const User& user : slack.users()) {
        users.push_back({{"id", user.id}, {"name", user.name}, {"email", user.email}, {"tz", user.tz}});
        if (const auto modal = slack.modal(user.id)) views.push_back(shown(*modal));
        if (const auto home = slack.home(user.id)) views.push_back(shown(*home));
    }
    return {{"users", users}, {"channels", shown_all(slack.channels())}, {"views", views}};
}

json calls(SlackDouble& slack, const json& given) {
    return shown_all(given.contains("method") ? slack.calls(text(given, "method")) : slack.calls());
}

json messages(SlackDouble& slack, const json& given) {
    return shown_all(slack.messages(text(given, "channel")));
}

json ephemerals(SlackDouble& slack, const json& given) {
    json list = json::array();
    for (const Ephemeral& one : slack.ephemerals(text(given, "user"))) {
        list.push_back({{"ts", one.ts},
                        {"channel", one.channel},
                        {"text", one.text},
                        {"blocks", one.blocks},
                        {"source", one.source}});
    }
    return list;
}

json user(SlackDouble& slack, const json& given) {
    return {{"id", slack.add_user({.id = text_or(given, "id", ""),
                                   .name = text(given, "name"),
                                   .real_name = text_or(given, "real_name", ""),
                                   .email = text_or(given, "email", ""),
                                   .tz = text_or(given, "tz", "Europe/Berlin"),
                                   .deleted = given.value("deleted", false)})}};
}

json channel(SlackDouble& slack, const json& given) {
    const bool is_private = given.value("is_private", false);
    return {{"id", slack.add_channel({.id = text_or(given, "id", ""),
                                      .name = text(given, "name"),
                                      .kind = is_private ? ChannelKind::private_channel : ChannelKind::public_channel,
                                      .is_ext_shared = given.value("is_ext_shared", false),
                                      .members = given.value("members", std::vector<std::string>{})})}};
}

json command(SlackDouble& slack, const json& given) {
    return shown(slack.slash(text(given, "user"), text(given, "channel"), text_or(given, "text", "")));
}

json press(SlackDouble& slack, const json& given) {
    const json value = given.value("value", json());
    if (given.contains("view_id")) {
        return shown(slack.press_in_view(text(given, "view_id"), text(given, "action_id"), value));
    }
    return shown(
        slack.press(text(given, "user"), text(given, "channel"), text(given, "ts"), text(given, "action_id"), value));
}

json submit(SlackDouble& slack, const json& given) {
    const std::string view_id = text(given, "view_id");
    json result = shown(slack.submit(view_id, given.value("values", json::object())));
    result["view"] = shown(slack.view(view_id).value());
    return result;
}

json close(SlackDouble& slack, const json& given) {
    return shown(slack.close_view(text(given, "view_id"), given.value("is_cleared", false)));
}

json shortcut(SlackDouble& slack, const json& given) {
    const std::string callback_id = text(given, "callback_id");
    if (!given.contains("ts")) return shown(slack.global_shortcut(text(given, "user"), callback_id));
    return shown(slack.message_shortcut(text(given, "user"), text(given, "channel"), text(given, "ts"), callback_id));
}

json home(SlackDouble& slack, const json& given) {
    return shown(slack.open_home(text(given, "user"), text_or(given, "tab", "home")));
}

json say(SlackDouble& slack, const json& given) {
    return shown(
        slack.say(text(given, "user"), text(given, "channel"), text(given, "text"), text_or(given, "thread_ts", "")));
}

json event(SlackDouble& slack, const json& given) {
    return shown(slack.event(given.at("event")));
}

json fault(SlackDouble& slack, const json& given) {
    const auto kind = fault_kind_named(text(given, "kind"));
    if (!kind) throw std::invalid_argument("there is no such kind of fault");
    Fault ordered{.kind = *kind,
                  .method = text_or(given, "method", std::string{every_method}),
                  .error_code = text_or(given, "error", "internal_error"),
                  .retry_after = std::chrono::seconds{given.value("retry_after", 1)},
                  .status = given.value("status", 503U),
                  .times = given.value("always", false) ? always : given.value("times", 1U)};
    if (given.contains("ms")) ordered.wait = std::chrono::milliseconds{given.at("ms").get<std::int64_t>()};
    slack.add_fault(ordered);
    return {{"ok", true}};
}

json release(SlackDouble& slack, const json& given) {
    slack.release(text(given, "method"));
    return {{"ok", true}};
}

json heal(SlackDouble& slack, const json& given) {
    slack.heal(text_or(given, "method", std::string{every_method}));
    return {{"ok", true}};
}

constexpr std::array commands{
    Command{"state", "", state},
    Command{"calls", "method?", calls},
    Command{"messages", "channel", messages},
    Command{"ephemerals", "user", ephemerals},
    Command{"user", "name id? real_name? email? tz? deleted?", user},
    Command{"channel", "name id? is_private? is_ext_shared? members?", channel},
    Command{"command", "user channel text?", command},
    Command{"press", "user channel ts action_id value? | view_id action_id value?", press},
    Command{"submit", "view_id values?", submit},
    Command{"close", "view_id is_cleared?", close},
    Command{"shortcut", "user callback_id | user channel ts callback_id", shortcut},
    Command{"home", "user tab?", home},
    Command{"say", "user channel text thread_ts?", say},
    Command{"event", "event", event},
    Command{"fault", "kind method? error? retry_after? status? ms? times? always?", fault},
    Command{"release", "method", release},
    Command{"heal", "method?", heal},
};

json help() {
    json list = json::object();
    for (const Command& one : commands) list[std::string{one.name}] = one.fields;
    return list;
}

json given_by(const HttpRequest& request) {
    if (!request.body.empty()) return json::parse(request.body);
    json given = json::object();
    for (const auto& [name, value] : decode_form(request.query)) given[name] = value;
    return given;
}

} // namespace

HttpReply control(SlackDouble& slack, const HttpRequest& request) {
    const std::string name = request.path.substr(std::string_view{"/_control/"}.size());
    if (name == "help") return {.body = help().dump(1)};
    const auto* const found = std::ranges::find(commands, name, &Command::name);
    if (found == commands.end()) return {.status = 404, .body = json{{"error", "see /_control/help"}}.dump()};
    try {
        return {.body = found->run(slack, given_by(request)).dump(1)};
    } catch (const std::exception& error) {
        return {.status = 400, .body = json{{"error", error.what()}}.dump()};
    }
}

} // namespace holdfast::slack_double
