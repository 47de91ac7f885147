#include "bot/render/command.hpp"

#include <algorithm>

namespace holdfast::render {
namespace {

bool is_plain_word(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    });
}

} // namespace

std::string command_for(std::string_view verb, const AccountId& account, std::string_view rest) {
    std::string command{verb};
    command += is_plain_word(account.value) ? ' ' + account.value : " \"" + account.value + '"';
    if (!rest.empty()) command.append(" ").append(rest);
    return command;
}

} // namespace holdfast::render
