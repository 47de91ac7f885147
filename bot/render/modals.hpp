#pragma once

#include "bot/slack/views.hpp"
#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/state.hpp"

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The forms. Their callback ids and the block ids of their inputs are public and stable; every input's action id is
/// `value`, and a submitted form is read by block id.
namespace holdfast::render {

/// What a form must know again when it comes back: kept in `private_metadata`.
struct FormContext {
    AccountId account;   ///< empty: the form asks for it
    CaseId rescue;       ///< empty: none is open, or it is not about one
    ChannelId channel;   ///< where it was asked for, for an answer that only the asker sees
    std::string subject; ///< what the form is about beside: touch number, signal index, reminder key, message link,
                         ///< names of indicators
    std::string purpose; ///< for `reason`: which request the reason is for; for `touch`: `call` for a sponsor call
};
[[nodiscard]] std::string to_text(const FormContext& context);
/// Empty fields where the text is not one of ours: a form must never crash on its way back.
[[nodiscard]] FormContext form_context_from(std::string_view text);

/// A choice of accounts for forms that ask for one. With more than Slack shows (limits::select_options) the form offers
/// a search instead, which a block_suggestion asks for, so that nobody has to know more of them than that there are.
using AccountOptions = std::span<const slack::Option>;

namespace block {
inline constexpr std::string_view account{"account"};
inline constexpr std::string_view what_happened{"what_happened"};
inline constexpr std::string_view outcomes_hit{"outcomes_hit"};
inline constexpr std::string_view promises_broken{"promises_broken"};
inline constexpr std::string_view kind{"kind"}; ///< name of a touch or signal kind
inline constexpr std::string_view with{"with"};
inline constexpr std::string_view with_name{"with_name"}; ///< somebody who is not on the list
inline constexpr std::string_view direction{"direction"}; ///< `out`, `in`
inline constexpr std::string_view reached{"reached"};     ///< `reached` when ticked
inline constexpr std::string_view mood{"mood"};           ///< `+`, `0`, `-`, or nothing
inline constexpr std::string_view text{"text"};
inline constexpr std::string_view next{"next"};
inline constexpr std::string_view by_when{"by_when"};
inline constexpr std::string_view tags{"tags"}; ///< words with commas between
inline constexpr std::string_view what{"what"};
inline constexpr std::string_view start{"start"};
inline constexpr std::string_view end{"end"};
inline constexpr std::string_view measure{"measure"};
inline constexpr std::string_view cost{"cost"};
inline constexpr std::string_view name{"name"};
inline constexpr std::string_view title{"title"};
inline constexpr std::string_view role{"role"}; ///< name of a buying role
inline constexpr std::string_view department{"department"};
inline constexpr std::string_view phone{"phone"};
inline constexpr std::string_view email{"email"};
inline constexpr std::string_view zone{"zone"};       ///< IANA name; of a check-in, empty: of whoever sends the form
inline constexpr std::string_view weekday{"weekday"}; ///< `1` (Monday) … `7`
inline constexpr std::string_view time{"time"};
inline constexpr std::string_view indicator{"indicator"};
inline constexpr std::string_view target{"target"}; ///< `95`, or `<=3` for at most
inline constexpr std::string_view note{"note"};     ///< of a signal; what shows it, of a closing
inline constexpr std::string_view value{"value"};
inline constexpr std::string_view reason{"reason"};
inline constexpr std::string_view outcome{"outcome"}; ///< `recovered`, `lost`, `false-alarm`
inline constexpr std::string_view loss{"loss"};       ///< one of the five reasons to accept a loss
inline constexpr std::string_view holder{"holder"};
inline constexpr std::string_view until{"until"}; ///< as typed: `1h`, `3pm`, `tomorrow`
inline constexpr std::string_view what_worked{"what_worked"};
inline constexpr std::string_view what_did_not{"what_did_not"};
inline constexpr std::string_view sponsor_present{"sponsor_present"}; ///< `present` when ticked
inline constexpr std::string_view gesture{"gesture"};                 ///< `yes`, `no`
inline constexpr std::string_view gesture_reason{"gesture_reason"};
/// Numbers of the weekly meeting: `value_1`, … Rows of the plan: `text_1`, `owner_1`, `due_1`, …; safeguards:
/// `safeguard_1`, `safeguard_owner_1`, `safeguard_due_1`.
[[nodiscard]] std::string numbered(std::string_view what_is_asked, int row);
} // namespace block

inline constexpr int plan_rows = 10; ///< in the editor: open rows first, then empty ones
inline constexpr int safeguard_rows = 3;

/// Step 1. Prefilled with what is known, the first box with the signals and their dates.
[[nodiscard]] slack::Modal facts(const FormContext& context, const Case& state);
/// @param people  names on record, the sponsor first; `call` in context.purpose asks for a sponsor call
/// @param text    prefilled, for a message shortcut
[[nodiscard]] slack::Modal touch(const FormContext& context, const std::string& account_name,
                                 std::span<const std::string> people, AccountOptions accounts, const std::string& text);
[[nodiscard]] slack::Modal summary(const FormContext& context, const Summary& summary);
/// Open rows as they are (their numbers are in private_metadata via context.subject as `3,4,7`), then empty ones.
[[nodiscard]] slack::Modal plan(const FormContext& context, const Case& state, const std::string& first_text);
[[nodiscard]] slack::Modal service(const FormContext& context, const Case& state);
/// @param text  what the draft says that may be a promise (S0-88b). @param to  whom the touch was with
[[nodiscard]] slack::Modal promise(const FormContext& context, const std::string& text, const std::string& to);
[[nodiscard]] slack::Modal person(const FormContext& context, const std::string& account_name);
[[nodiscard]] slack::Modal sponsor(const FormContext& context,
                                   const Case& state); ///< callback `person`, purpose `sponsor`
[[nodiscard]] slack::Modal checkin(const FormContext& context, const Case& state);
/// Asks for the numbers of the meeting; callback `checkin`, purpose `log`. Its context names the indicators.
[[nodiscard]] slack::Modal checkin_log(FormContext context, const Case& state);
/// The names of the indicators whose numbers such a form asks for, in the order of its fields.
[[nodiscard]] std::vector<std::string> indicators_asked_for(const FormContext& context);
[[nodiscard]] slack::Modal flag(const FormContext& context, const std::string& account_name, AccountOptions accounts,
                                const std::string& note);
[[nodiscard]] slack::Modal open(const FormContext& context, const std::string& account_name, AccountOptions accounts);
[[nodiscard]] slack::Modal review(const FormContext& context, const Case& state);
[[nodiscard]] slack::Modal close(const FormContext& context, const Case& state);
/// Asks for a reason, or for a reason and a time (`snooze`) or a person (`delegate`), as context.purpose says.
[[nodiscard]] slack::Modal reason(const FormContext& context, const std::string& title, const std::string& question);
/// Asks for a colleague: who makes the call, who takes the role.
[[nodiscard]] slack::Modal colleague(const FormContext& context, const std::string& title, const std::string& question);

} // namespace holdfast::render
