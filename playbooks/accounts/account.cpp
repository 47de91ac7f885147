#include "playbooks/accounts/account.hpp"

#include "playbooks/accounts/name_table.hpp"

namespace holdfast {

std::string_view to_text(BuyingRole role) {
    return name_of(buying_role_names, role);
}

std::optional<BuyingRole> buying_role_from(std::string_view text) {
    return enumerator_named<BuyingRole>(buying_role_names, text);
}

} // namespace holdfast
