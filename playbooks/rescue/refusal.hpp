#pragma once

#include "playbooks/accounts/ids.hpp"

#include <string>

namespace holdfast {

/// Why something was not done, in the one shape that people see (rule 8): what went wrong, why, what to type instead.
struct Refusal {
    std::string what;
    std::string why;
    std::string instead;
    std::string field; ///< the form field it belongs to (`owner_2`), empty when it concerns the whole
    UserId whose{};    ///< the colleague with whom `why` ends: "it is a draft by" @kim; may be empty
    AccountId about{}; ///< whose rescue it concerns, for whoever reads it outside of its room; may be empty
};

} // namespace holdfast
