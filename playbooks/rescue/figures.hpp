#pragma once

#include "playbooks/accounts/ids.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "playbooks/wording/sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

/// How names and numbers stand inside the sentences of the rescue.
namespace holdfast {

[[nodiscard]] inline std::string quoted(std::string_view text) {
    return fmt::format("“{}”", text);
}

/// An account's id as it is typed in a command, in any room: in quotes unless it is one plain word that means nothing
/// else there.
[[nodiscard]] inline std::string typed(const AccountId& account) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    };
    const bool is_one_word = !account.empty() && std::ranges::all_of(account.value, is_plain);
    return is_one_word && !is_word_of_commands(account.value) ? account.value : fmt::format("\"{}\"", account.value);
}

/// `95`, `96.5`, `1234567`: every digit that was given and no more, so that it is the same number when it is read back
/// from a form. An exponent appears only below 0.0001 and from 1e16 on.
[[nodiscard]] inline std::string number_text(double value) {
    return fmt::format("{}", value);
}

} // namespace holdfast
