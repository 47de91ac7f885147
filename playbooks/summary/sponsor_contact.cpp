#include "playbooks/summary/sponsor_contact.hpp"

#include "playbooks/summary/signature.hpp"
#include "playbooks/summary/wording.hpp"

namespace holdfast {

std::string sponsor_contact_text(const Case& rescue, const OwnerContact& owner, const ContactSender& sender,
                                 const Catalog& catalog) {
    kainjow::mustache::data values;
    const auto set_if_known = [&values](const std::string& name, const std::string& text) {
        const std::string known = without_outer_blanks(text);
        if (!known.empty()) values.set(name, known);
        return !known.empty();
    };
    set_if_known("first_name", greeting_name(rescue.sponsor.name));
    set_if_known("account", rescue.account_name);
    set_if_known("owner", owner.name);
    const bool by_phone = set_if_known("phone", owner.phone);
    const bool by_email = set_if_known("email", owner.email);
    values.set("reachable", by_phone || by_email);
    values.set("from_owner", sender.is_owner);
    values.set("sender", sender.name.empty() ? std::string{name_to_fill_in} : sender.name);
    return fill_in(catalog.contact_template, values);
}

} // namespace holdfast
