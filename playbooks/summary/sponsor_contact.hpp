#pragma once

#include "playbooks/catalog/catalog.hpp"
#include "playbooks/rescue/state.hpp"

#include <string>

namespace holdfast {

/// How the customer reaches our owner.
struct OwnerContact {
    std::string name;  ///< never empty
    std::string phone; ///< may be empty
    std::string email; ///< may be empty
};

/// Whoever sends the text to the customer.
struct ContactSender {
    std::string name; ///< as the customer knows them; empty: nobody knows, and they are asked for it (signature.hpp)
    bool is_owner = false; ///< who then speaks of themselves
};

/// The text that gives the customer's sponsor our owner's direct contact (S1-03), ready to send.
[[nodiscard]] std::string sponsor_contact_text(const Case& rescue, const OwnerContact& owner,
                                               const ContactSender& sender, const Catalog& catalog);

} // namespace holdfast
