#include "bot/handle/contact_details.hpp"

#include "bot/decode/plain_values.hpp"
#include "playbooks/calendar/zone.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

namespace {

constexpr std::ptrdiff_t least_digits_of_phone = 3;

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

} // namespace

Words with_whole_phone_number(const Words& words) {
    return words.with_value_going_on("phone", [](std::string_view value) { return is_phone(value); });
}

Words with_whole_name(const Words& words, std::size_t name_at) {
    const bool is_first_name = words.words.size() == name_at + 1 && !words.words[name_at].quoted;
    return is_first_name ? words.with_share_as_word() : words;
}

std::expected<ContactDetails, std::string> typed_contact(const Words& words) {
    ContactDetails typed;
    typed.phone = std::string{words.value_text("phone")};
    typed.email = std::string{words.value_text(words.value("mail") != nullptr ? "mail" : "email")};
    typed.zone = std::string{words.value_text("zone")};
    if (!typed.phone.empty() && std::ranges::count_if(typed.phone, is_digit) < least_digits_of_phone)
        return std::unexpected{fmt::format("\"{}\" is no phone number: it has three digits or more", typed.phone)};
    if (!typed.email.empty() && !is_email(typed.email))
        return std::unexpected{fmt::format("\"{}\" is no e-mail address", typed.email)};
    if (!typed.zone.empty() && find_zone(typed.zone) == nullptr)
        return std::unexpected{fmt::format("\"{}\" is no time zone such as Europe/Berlin", typed.zone)};
    return typed;
}

} // namespace holdfast
