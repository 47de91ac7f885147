#pragma once

#include <string>

namespace holdfast {

/// Why something was not done, in the one shape that people see (rule 8): what went wrong, why, what to type instead.
struct Refusal {
    std::string what;
    std::string why;
    std::string instead;
    std::string field; ///< the form field it belongs to (`owner_2`), empty when it concerns the whole
};

} // namespace holdfast
