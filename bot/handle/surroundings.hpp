#pragma once

#include "bot/handle/rules.hpp"
#include "storage/connection.hpp"

#include <string>

namespace holdfast {

/// What the core may look at beside a case, read through one connection: zones and activity of colleagues come from
/// what was looked up in Slack before. Valid as long as both arguments, and for one request.
[[nodiscard]] Surroundings surroundings(Connection& db, const Rules& rules);

/// How a colleague is called in front of customers; empty when nobody has been looked up under that id.
[[nodiscard]] std::string name_of(Connection& db, const UserId& user);

/// The Slack id of a colleague who may be on record by e-mail address; what was given when it is not known (yet).
[[nodiscard]] UserId resolved(Connection& db, const UserId& user);

} // namespace holdfast
