#pragma once

#include "bot/slack/error_reaction.hpp"
#include "bot/slack/json_members.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Why a call of the Web API brought nothing that could be used.
struct SlackFailure {
    enum class Kind {
        refused,    ///< Slack said no, and nothing happened
        doubtful,   ///< it may have happened, and repeating it could do it twice: look first
        unavailable ///< no answer; it did not happen, or repeating it does no harm
    };

    Kind kind = Kind::refused;
    std::string code;                                ///< as refusal_code() reads it, else `timeout`, `http_503`…
    slack::Reaction reaction = slack::Reaction::bug; ///< what a refusal asks for; else `retry`
    std::string needed;                              ///< the scope that is missing, where Slack names it
    std::vector<std::string> messages;               ///< what Slack says about malformed arguments
    nlohmann::json answer;                           ///< the whole answer, where there is one
    std::chrono::milliseconds rest{0};               ///< of Reaction::wait: no such call may leave before

    [[nodiscard]] bool is_refusal(std::string_view with_code) const {
        return kind == Kind::refused && code == with_code;
    }
};

/// The error code in an answer, or in a part of one: letters, digits and underscores; what Slack says behind them may
/// repeat what it was sent, and is cut away.
[[nodiscard]] std::string refusal_code(const nlohmann::json& object);
/// For logs and operators: code, scope and Slack's remarks; nothing of what was to be sent.
[[nodiscard]] std::string in_words(const SlackFailure& failure);
/// No method may be called with this token any more.
[[nodiscard]] bool is_about_token(const SlackFailure& failure);

/// The answer's JSON object, or why there is none. `already_…` errors are successes: what was wanted is so.
using SlackResult = std::expected<nlohmann::json, SlackFailure>;

/// Where the next page begins; empty at the end (Slack contract, section 12).
[[nodiscard]] std::string next_cursor(const nlohmann::json& answer);

} // namespace holdfast
