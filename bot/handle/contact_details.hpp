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

/// The command with the whole name at `words[name_at]`: behind a first name alone and without quotes, a closing `share`
/// is the last name. Nothing can be shared where somebody is put on record.
[[nodiscard]] Words with_whole_name(const Words& words, std::size_t name_at);

/// What was typed by `contact_keys`, or what is wrong with it. A phone number needs three
/// digits, and is taken as it is beyond that, as from people.csv: with an extension, or a name before it.
[[nodiscard]] std::expected<ContactDetails, std::string> typed_contact(const Words& words);

} // namespace holdfast
