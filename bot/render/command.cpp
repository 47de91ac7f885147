#include "bot/render/command.hpp"

#include "playbooks/rescue/figures.hpp"

#include <fmt/format.h>

namespace holdfast::render {

std::string command_for(std::string_view verb, const AccountId& account, std::string_view rest) {
    std::string command = fmt::format("{} {}", verb, typed(account));
    if (!rest.empty()) command.append(" ").append(rest);
    return command;
}

} // namespace holdfast::render
