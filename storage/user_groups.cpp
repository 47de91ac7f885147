#include "storage/user_groups.hpp"

#include <algorithm>

namespace holdfast {

bool store_group_members(Transaction& tx, const UserId& group, std::span<const UserId> members) {
    std::vector<UserId> wanted{members.begin(), members.end()};
    std::ranges::sort(wanted);
    const auto repeated = std::ranges::unique(wanted);
    wanted.erase(repeated.begin(), repeated.end());
    if (members_of_group(tx, group) == wanted) return false;
    tx.run("DELETE FROM user_group_members WHERE group_id = :group", group);
    for (const UserId& member : wanted)
        tx.run("INSERT INTO user_group_members (group_id, user_id) VALUES (:group, :user)", group, member);
    return true;
}

std::vector<UserId> members_of_group(Connection& db, const UserId& group) {
    return db.query<UserId>("SELECT user_id FROM user_group_members WHERE group_id = :group ORDER BY user_id", group);
}

} // namespace holdfast
