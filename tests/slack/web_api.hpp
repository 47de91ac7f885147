#pragma once

#include "tests/slack/workspace.hpp"

#include <nlohmann/json.hpp>

#include <expected>
#include <span>
#include <string>
#include <string_view>

namespace holdfast::slack_double {

/// What a token must be allowed to do before a method answers. Where the scope depends on the kind of conversation
/// (channels:, groups:, im:, mpim:), the verb is named; otherwise the scope itself is.
struct Needs {
    enum class Verb { none, scope, read, history, manage, invite, topic };
    Verb verb = Verb::none;
    std::string_view scope = {};
};

/// One method of the Web API.
struct Method {
    std::string_view name;
    /// false: arguments in a JSON body are not seen (contract, appendix B column "Body").
    bool accepts_json;
    Needs needs;
    /// Changes the workspace and answers what Slack would: {"ok":true,…} or {"ok":false,"error":…}.
    nlohmann::json (*answer)(Workspace&, const nlohmann::json& arguments);
    /// Wants the app-level token instead of the bot's.
    bool takes_app_token = false;
};

[[nodiscard]] std::span<const Method> chat_methods();
[[nodiscard]] std::span<const Method> conversation_methods();
[[nodiscard]] std::span<const Method> people_methods();
[[nodiscard]] std::span<const Method> view_methods();
[[nodiscard]] std::span<const Method> file_methods();
[[nodiscard]] std::span<const Method> pin_methods();
[[nodiscard]] std::span<const Method> app_methods();

/// The method of that name; null for the ones the double does not know, which answer unknown_method.
[[nodiscard]] const Method* find_method(std::string_view name);

/// The answer to a call whose token is right: checks the scope, then runs the method.
[[nodiscard]] nlohmann::json call_method(Workspace& workspace, const Method& method, const nlohmann::json& arguments);

// What several methods share.

[[nodiscard]] nlohmann::json success(nlohmann::json fields = nlohmann::json::object());
[[nodiscard]] nlohmann::json refusal(std::string_view code);
/// A refusal with response_metadata.messages, as for malformed arguments.
[[nodiscard]] nlohmann::json refusal(std::string_view code, const std::vector<std::string>& messages);
/// Adds a warning to an answer that succeeded.
void warn(nlohmann::json& answer, const std::string& warning);

/// The channel an argument names, as far as the bot can see it; channel_not_found otherwise.
[[nodiscard]] std::expected<Channel*, nlohmann::json>
visible_channel(Workspace& workspace, const nlohmann::json& arguments, const char* name = "channel");
/// The same, when the bot is also a member; not_in_channel otherwise.
[[nodiscard]] std::expected<Channel*, nlohmann::json>
joined_channel(Workspace& workspace, const nlohmann::json& arguments, const char* name = "channel");

/// Whether text is ten digits, a point, six digits.
[[nodiscard]] bool is_ts(std::string_view text);

/// A cursor that ends in `=`, as Slack's do, and what stands in it; empty when it is no cursor of ours.
[[nodiscard]] std::string make_cursor(std::string_view position);
[[nodiscard]] std::string read_cursor(std::string_view cursor);

/// Content rules that chat methods and response_urls share: text or blocks present, block rules, metadata's form.
/// Null when the content is acceptable.
[[nodiscard]] nlohmann::json content_refusal(const nlohmann::json& arguments);

} // namespace holdfast::slack_double
