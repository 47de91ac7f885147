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

/// The text that gives the customer's sponsor our owner's direct contact (S1-03), ready to send.
/// @param sender  how the customer knows whoever sends it; empty: nobody knows, and they are asked for it
/// (signature.hpp).
///                The owner's own name makes it speak of themselves.
[[nodiscard]] std::string sponsor_contact_text(const Case& rescue, const OwnerContact& owner, const std::string& sender,
                                               const Catalog& catalog);

} // namespace holdfast
