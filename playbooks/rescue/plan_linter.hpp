#pragma once

#include "playbooks/rescue/policy.hpp"
#include "playbooks/rescue/request.hpp"
#include "playbooks/rescue/state.hpp"

#include <string>
#include <vector>

/// What makes a plan vague (S1-17): the first kind is refused, the second only pointed out.
namespace holdfast {

struct PlanFlaw {
    std::size_t row = 0; ///< index into the rows given
    std::string field;   ///< `text`, `owner` or `due`
    std::string message;
};

/// Flaws that keep a row from being saved: no text, no owner, no date, a date in the past or beyond the two weeks.
[[nodiscard]] std::vector<PlanFlaw> plan_flaws(const std::vector<request::PlanRowInput>& rows, Day today,
                                               const Policy& policy);

/// Why a row's text is vague, or empty: under three words, or beginning with whole words such as "look into".
[[nodiscard]] std::string vagueness(std::string_view text);

/// Advice on the plan as it stands: vague rows, too many rows.
[[nodiscard]] std::vector<std::string> plan_advice(const Case& state, const Policy& policy);

} // namespace holdfast
