#include "bot/handle/contact_details.hpp"

#include "bot/decode/plain_values.hpp"
#include "playbooks/calendar/zone.hpp"

#include <fmt/format.h>

namespace holdfast {

Words with_whole_phone_number(const Words& words) {
    return words.with_value_going_on("phone", [](std::string_view value) { return is_phone(value); });
}

std::expected<ContactDetails, std::string> typed_contact(const Words& words) {
    ContactDetails typed;
    typed.phone = std::string{words.value_text("phone")};
    typed.email = std::string{words.value_text(words.value("mail") != nullptr ? "mail" : "email")};
    typed.zone = std::string{words.value_text("zone")};
    if (!typed.phone.empty() && !is_phone(typed.phone))
        return std::unexpected{fmt::format("\"{}\" is no phone number such as +49 30 123456", typed.phone)};
    if (!typed.email.empty() && !is_email(typed.email))
        return std::unexpected{fmt::format("\"{}\" is no e-mail address", typed.email)};
    if (!typed.zone.empty() && find_zone(typed.zone) == nullptr)
        return std::unexpected{fmt::format("\"{}\" is no time zone such as Europe/Berlin", typed.zone)};
    return typed;
}

} // namespace holdfast
