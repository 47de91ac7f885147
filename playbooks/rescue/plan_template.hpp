#pragma once

#include "playbooks/catalog/catalog.hpp"
#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/request.hpp"
#include "playbooks/rescue/state.hpp"

#include <string_view>
#include <vector>

/// Ready-made starts for a plan (S1-21).
namespace holdfast {

/// By its number, counted from 1, or by the beginning of its name in any case; null where none or several are meant.
[[nodiscard]] const PlanTemplate* find_template(const Catalog& catalog, std::string_view named);

/// The rows a template stands for here and now: duties become the people who have them in this case, days become dates
/// in the working time of each. All are new rows: what is open in the plan already is left out. A duty that nobody has
/// leaves the owner empty.
[[nodiscard]] std::vector<request::PlanRowInput> rows_from(const PlanTemplate& pattern, const Case& state,
                                                           const Surroundings& around, Instant now);

} // namespace holdfast
