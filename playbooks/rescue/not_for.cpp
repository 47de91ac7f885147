#include "playbooks/rescue/not_for.hpp"

#include <fmt/format.h>

#include <string>

namespace holdfast {

Refusal not_for(Action action, const Standing& standing, std::string_view account_name) {
    return {fmt::format("You cannot do this for {}", account_name),
            fmt::format("it is for {}", who_may(action)),
            std::string{instead_of(action, standing)},
            {},
            {}};
}

} // namespace holdfast
