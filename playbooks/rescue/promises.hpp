#pragma once

#include "playbooks/catalog/catalog.hpp"
#include "playbooks/rescue/permissions.hpp"
#include "playbooks/rescue/state.hpp"

#include <string>
#include <vector>

/// The promise register (S0-88b), above all as seen from a draft.
namespace holdfast {

/// The right that approves a promise. What it costs is not known to the register, so that it takes the right to grant a
/// price.
inline constexpr Action approval_of_promises = Action::approve_tier_3;

/// Words of a draft that often promise something, as long as nobody has said what they are: a recorded promise, or
/// none. Every change of the text asks anew.
[[nodiscard]] std::vector<std::string> unexplained_promises(const Case& state, const Summary& summary,
                                                            const Catalog& catalog);

/// The first line of the draft with such a word, as a start for what is recorded; empty when there is none.
[[nodiscard]] std::string promising_line(const Summary& summary, const Catalog& catalog);

/// What was promised in the summary of a touch, in the order in which it was recorded.
[[nodiscard]] std::vector<Promise> promises_in(const Case& state, int touch);

} // namespace holdfast
