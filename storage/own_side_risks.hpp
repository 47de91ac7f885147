#pragma once

#include "playbooks/accounts/own_side_risk.hpp"
#include "storage/connection.hpp"

#include <string_view>
#include <vector>

namespace holdfast {

/// Keeps a new risk of the account; its id and how it was settled count for nothing.
void note_own_side_risk(Transaction& tx, const AccountId& account, const OwnSideRisk& risk);
/// It is over. Nothing happens where it was already.
void settle_own_side_risk(Transaction& tx, long long id, const UserId& by, Instant at, std::string_view note);

/// All of the account, open and settled, in the order in which they were noted; whoever reads on decides who may know
/// of which.
[[nodiscard]] std::vector<OwnSideRisk> own_side_risks_of(Connection& db, const AccountId& account);

} // namespace holdfast
