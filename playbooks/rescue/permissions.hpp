#pragma once

#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/state.hpp"

#include <array>
#include <optional>
#include <string_view>

/// Who may do what: the table of the product, in one place. Every decision about a case asks here.
namespace holdfast {

enum class Action {
    log,             ///< flag a signal, log a touch
    change,          ///< steps, plan, people, roles, services, check-ins
    propose_closing, ///< say that it should be closed; somebody entitled does it
    close,
    keep_service, ///< make a temporary service permanent (S1-18): a concession of tier 2
    configure,    ///< settings, export of everything, erasing, audit
};

/// What somebody is to a case. One person can be several things; the most permissive one counts.
struct Standing {
    bool holdfast = false; ///< the program itself: the clock and the feeds
    bool in_room = false;
    bool account_manager = false;
    bool recovery_lead = false;
    bool manager = false;
    bool executive = false;
    bool admin = false;
};

struct Actor {
    UserId id; ///< empty: Holdfast itself
    bool in_room = false;
};

[[nodiscard]] Standing standing_of(const Actor& actor, const Case& state, const Policy& policy);
[[nodiscard]] bool may(Action action, const Standing& standing);
/// Who can do it instead, in words: fit for the "instead" of a refusal.
[[nodiscard]] std::string_view who_may(Action action);

} // namespace holdfast
