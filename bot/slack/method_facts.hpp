#pragma once

#include <array>
#include <span>
#include <string_view>

namespace holdfast::slack {

/// May a call be sent again when its answer was lost?
enum class Resend {
    safe,       ///< reads, and writes that end in the same state
    look_first, ///< would do it twice: look in Slack for the effect before
    never       ///< its trigger is spent, or it can be looked for nowhere
};

/// Which token a method takes.
enum class Token { bot, app };

/// How a method of the Web API is to be called (Slack contract, section 12 and appendix B).
struct MethodFacts {
    std::string_view method;
    int calls_per_minute; ///< of the method's tier, for the whole workspace
    Resend resend;
    bool accepts_json; ///< otherwise only a form
    /// Any one is enough, depending on the kind of conversation; all empty: none needed.
    std::array<std::string_view, 3> scopes = {};
    bool is_paced_per_channel = false; ///< besides, one call a second in each channel
    Token token = Token::bot;
};

/// Facts of a method; for an unknown one the careful assumptions: 20 a minute, look first, form.
[[nodiscard]] MethodFacts method_facts(std::string_view method);

/// Every method that Holdfast calls.
[[nodiscard]] std::span<const MethodFacts> known_methods();

} // namespace holdfast::slack
