#pragma once

#include "playbooks/accounts/account.hpp"
#include "playbooks/accounts/own_side_risk.hpp"
#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/refusal.hpp"

#include <expected>
#include <optional>
#include <span>
#include <vector>

/// Who may know of own-side risks (S2-05, S2-30): the account's manager and executive sponsor, and nobody of what
/// concerns themselves. No answer depends on what its reader may not know.
namespace holdfast {

/// Why somebody may neither read nor note nor settle the account's own-side risks; nothing where they may. The same
/// whether there are any or not.
[[nodiscard]] std::optional<Refusal> refusal_of_own_side_risks(const UserId& who, const Account& account,
                                                               const Surroundings& around);

/// Of all risks of an account those that the reader may know of, in the same order: none that concern the reader,
/// whatever else they are to the account. The first is number 1 to this reader, so that no number is missing.
[[nodiscard]] std::vector<OwnSideRisk> known_to(const UserId& reader, std::vector<OwnSideRisk> risks);

/// Why a risk is not noted; nothing where it is. Nobody notes one about themselves: they could not read it.
[[nodiscard]] std::optional<Refusal> refusal_to_note(const OwnSideRisk& risk, const Account& account);

/// The open risk with a number, among those that are known to the reader.
[[nodiscard]] std::expected<OwnSideRisk, Refusal> open_risk_of(std::span<const OwnSideRisk> known, int number,
                                                               const Account& account);

} // namespace holdfast
