#pragma once

#include "bot/decode/words.hpp"

#include <array>
#include <expected>
#include <string>
#include <string_view>

namespace holdfast {

/// How somebody at the customer is reached; empty where nothing was typed.
struct ContactDetails {
    std::string phone;
    std::string email;
    std::string zone; ///< IANA name
};

inline constexpr std::array<std::string_view, 4> contact_keys{"phone", "mail", "email", "zone"};

/// The command with its phone number in one piece, which may have blanks: `phone:+49 30 123`.
[[nodiscard]] Words with_whole_phone_number(const Words& words);

/// What was typed by `contact_keys`, or what is wrong with it: checked as imported rows are.
[[nodiscard]] std::expected<ContactDetails, std::string> typed_contact(const Words& words);

} // namespace holdfast
