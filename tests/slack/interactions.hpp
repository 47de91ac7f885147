#pragma once

#include "tests/slack/form.hpp"
#include "tests/slack/workspace.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace holdfast::slack_double {

/// Something a person did, as Slack tells the bot. Field sets follow the recorded samples.
struct Interaction {
    /// The form of a slash command; empty for everything else.
    Fields form = {};
    /// The payload of an interaction; null for a slash command.
    nlohmann::json payload = {};
    std::string trigger_id = {};
    std::string response_url = {};
};

// Each throws std::invalid_argument when the person could not do it: no such person, channel, message, view,
// button or option on the screen.

[[nodiscard]] Interaction slash_command(Workspace& workspace, const std::string& user, const std::string& channel,
                                        const std::string& text);

/// A button, menu or picker of a message, ephemeral ones included.
[[nodiscard]] Interaction action_in_message(Workspace& workspace, const std::string& user, const std::string& channel,
                                            const std::string& ts, const std::string& action_id,
                                            const nlohmann::json& value);

/// The same in a modal or the Home tab; what was chosen is kept as typed.
[[nodiscard]] Interaction action_in_view(Workspace& workspace, const std::string& view_id, const std::string& action_id,
                                         const nlohmann::json& value);

/// Fills in a view: keys are action_ids, or block_ids holding the value or {action_id: value}.
void type_into(View& view, const nlohmann::json& values);

/// Throws as well when a required input is empty: Slack's client would not send it.
[[nodiscard]] Interaction view_submission(Workspace& workspace, View& view);
[[nodiscard]] Interaction view_closed(Workspace& workspace, const View& view, bool is_cleared);
[[nodiscard]] Interaction global_shortcut(Workspace& workspace, const std::string& user,
                                          const std::string& callback_id);
[[nodiscard]] Interaction message_shortcut(Workspace& workspace, const std::string& user, const std::string& channel,
                                           const std::string& ts, const std::string& callback_id);
[[nodiscard]] Interaction suggestion_request(Workspace& workspace, const View& view, const std::string& action_id,
                                             const std::string& typed);

/// The same as an envelope of Socket Mode, still without an id (contract 18).
[[nodiscard]] nlohmann::json envelope_of(const Interaction& interaction);

/// The event_callback envelope around an inner event, with a fresh event_id.
[[nodiscard]] nlohmann::json event_envelope(Workspace& workspace, nlohmann::json event);

/// What the answer to a view_submission does to the person's screen (contract 7.3).
void apply_submission_answer(Workspace& workspace, const std::string& view_id, unsigned status,
                             const std::string& body);

} // namespace holdfast::slack_double
