#pragma once

#include "playbooks/accounts/account.hpp"
#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/state.hpp"

#include <array>
#include <string_view>
#include <vector>

/// Who may do what: the table of the product, in one place. Every verb, form and button asks here, most of them through
/// `decide`.
namespace holdfast {

enum class Action {
    log,                ///< flag a signal, log a touch
    change,             ///< steps, plan, people, the lesser roles, services, check-ins
    give_lead,          ///< name the recovery lead or take that role; a vacant one is for the whole room
    give_executive,     ///< name the executive sponsor where there is none
    take_executive,     ///< become executive sponsor oneself
    request_concession, ///< ask for something that costs us
    approve_tier_2,     ///< grant tier 1 or 2, a service for good among them (S1-18)
    approve_tier_3,
    approve_tier_4,
    propose_closing, ///< say that it should be closed; somebody entitled does it
    close,
    use_draft,         ///< read, copy, edit or discard a summary before it is sent, mark it as sent
    see_own_side_risk, ///< S2-05
    read_record,       ///< the timeline of a rescue, in Slack or as a file
    change_account,    ///< the account's record: name, renewal, account manager
    name_superiors,    ///< its manager and executive sponsor, whose rights come with the name
    // Slack offers none of these: they are the operator's, on the server.
    export_team, ///< the records of one's own team
    export_all,
    erase,
    audit,
    configure,
};
inline constexpr std::array all_actions{
    Action::log,
    Action::change,
    Action::give_lead,
    Action::give_executive,
    Action::take_executive,
    Action::request_concession,
    Action::approve_tier_2,
    Action::approve_tier_3,
    Action::approve_tier_4,
    Action::propose_closing,
    Action::close,
    Action::use_draft,
    Action::see_own_side_risk,
    Action::read_record,
    Action::change_account,
    Action::name_superiors,
    Action::export_team,
    Action::export_all,
    Action::erase,
    Action::audit,
    Action::configure,
};

/// What somebody is to a case. One person can be several things; the most permissive one counts.
struct Standing {
    bool holdfast = false; ///< the program itself: the clock and the feeds
    bool in_room = false;
    bool writer = false; ///< of the summary in question, or whoever took it over from one who is gone
    bool account_manager = false;
    bool recovery_lead = false;
    bool appointed_lead = false; ///< a recovery lead who got the role from somebody who may give rights with it
    bool manager = false;
    bool executive = false;
    bool leader = false; ///< on the configured list of senior leaders (Q13)
    bool admin = false;
};

struct Actor {
    UserId id; ///< empty: Holdfast itself
    bool in_room = false;
};

[[nodiscard]] Standing standing_of(const Actor& actor, const Case& state, const Surroundings& around);
/// The same towards one of its summaries.
[[nodiscard]] Standing standing_of(const Actor& actor, const Case& state, const Summary& summary,
                                   const Surroundings& around);
/// Towards an account without a rescue. Where nobody is in charge of it, everybody is.
[[nodiscard]] Standing standing_of(const Actor& actor, const Account& account, const Surroundings& around);

[[nodiscard]] bool may(Action action, const Standing& standing);
/// Who can do it instead, in words: fit for the "why" of a refusal.
[[nodiscard]] std::string_view who_may(Action action);
/// Those of the rescue whom messages reach and who may do it, without `somebody`; the manager first.
[[nodiscard]] std::vector<UserId> others_who_may(Action action, const UserId& somebody, const Case& state,
                                                 const Surroundings& around);
/// What somebody of this standing, who may not, can do about it: fit for the "instead" of a refusal.
[[nodiscard]] std::string_view instead_of(Action action, const Standing& standing);

/// Whether a recovery lead whom `giver` names gets the right to close and to approve with the role: nobody gives away a
/// right that they lack, except for a senior leader (Q13). Who takes the role themselves gets none with it that they
/// lack.
[[nodiscard]] bool gives_approval(const Standing& giver);

/// Whether somebody may put `named` down as the account's manager or executive sponsor. Where neither can be reached
/// any more its account manager may, too, but names somebody else: nobody gives themselves a right. An address that
/// Slack has not resolved yet may be anybody's.
[[nodiscard]] bool may_name_superior(const Standing& standing, const Actor& actor, const Account& account,
                                     const UserId& named, const Surroundings& around);

/// Whether the lead of a rescue was appointed by somebody in charge and is still there: then only those who may give
/// that right put somebody else in their place.
[[nodiscard]] bool has_appointed_lead(const Case& state, const Surroundings& around);

} // namespace holdfast
