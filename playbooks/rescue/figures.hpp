#pragma once

#include "playbooks/accounts/ids.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

/// How names and numbers stand inside the sentences of the rescue.
namespace holdfast {

[[nodiscard]] inline std::string quoted(std::string_view text) {
    return fmt::format("“{}”", text);
}

/// With a full stop, unless it ends like a sentence already: names and reasons may bring their own.
[[nodiscard]] inline std::string as_sentence(std::string text) {
    const bool is_ended = text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("…");
    return is_ended ? text : text + '.';
}

/// An account's id as it is typed in a command: in quotes unless it is one plain word.
[[nodiscard]] inline std::string typed(const AccountId& account) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    };
    const bool is_one_word = !account.empty() && std::ranges::all_of(account.value, is_plain);
    return is_one_word ? account.value : fmt::format("\"{}\"", account.value);
}

/// `95`, `96.5`: no more digits than were given.
[[nodiscard]] inline std::string number_text(double value) {
    return fmt::format("{:g}", value);
}

} // namespace holdfast
