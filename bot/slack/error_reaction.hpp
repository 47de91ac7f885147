#pragma once

#include <string_view>

namespace holdfast::slack {

/// What an error code of the Web API asks for (Slack contract, appendix C).
enum class Reaction {
    ok,         ///< the wanted state already holds: success
    wait,       ///< rate limited: send again after Retry-After, pause the method meanwhile
    retry,      ///< passing fault: again with growing delays; see Resend, the call may have taken effect
    auth,       ///< the token is dead for good: stop calling, an admin must reinstall
    refresh,    ///< the token has expired: as auth, since the app does not rotate tokens
    scope,      ///< a permission is missing: switch the feature off and name the scope
    policy,     ///< forbidden by the workspace or a partner: tell the person in plain words
    target,     ///< the channel, message, user, file or view is gone or of the wrong kind: find it anew or drop it
    membership, ///< the bot is not in the channel: a member must invite it
    user,       ///< what a person entered is not acceptable: tell them
    late,       ///< too late or already used: ask for another click
    race,       ///< somebody changed it first: read, compute and try again
    limit,      ///< a limit of count or size: shorten, split or do without
    bug,        ///< the request is wrong: log and raise an alarm
    config      ///< the app's settings lack something: tell the operator
};

[[nodiscard]] std::string_view to_text(Reaction reaction);

/// Looks for the method's own meaning of the code first; an unknown code is a bug.
[[nodiscard]] Reaction reaction_to(std::string_view method, std::string_view error_code);

} // namespace holdfast::slack
