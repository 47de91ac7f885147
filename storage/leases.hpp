#pragma once

#include "storage/connection.hpp"

#include <string_view>

namespace holdfast {

/// Takes or prolongs a right that one process has at a time, for example to be the courier.
/// @return false where somebody else has it and has not let it run out
[[nodiscard]] bool take_lease(Transaction& tx, std::string_view name, std::string_view holder, Instant now,
                              Instant until);
/// Gives it back before it runs out; does nothing where somebody else has it.
void release_lease(Transaction& tx, std::string_view name, std::string_view holder);

} // namespace holdfast
