#include "bot/handle/account_choice.hpp"

#include "bot/handle/picked_command.hpp"
#include "bot/render/answers.hpp"
#include "bot/slack/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace holdfast {

std::string AccountPlace::command_for(const AccountId& account) const {
    return command_to_type(words, first_word, replaced, account);
}

Reply choice_of_accounts(const AccountPlace& place, const std::string& question, std::span<const AccountName> accounts,
                         std::size_t matching, std::string_view others) {
    const auto offered = accounts.first(std::min(accounts.size(), most_accounts_offered));
    std::vector<render::AccountChoice> choices;
    for (const auto& account : offered) {
        choices.push_back(
            {account.id, account.name, command_for_picked(place.words, place.first_word, place.replaced, account.id)});
    }
    const auto is_too_long = [](const render::AccountChoice& choice) {
        return choice.command.size() > slack::limits::button_value;
    };
    if (std::ranges::any_of(choices, is_too_long)) {
        return Reply::refuse("The account is not clear", fmt::format("{} Possible: {}", question, names_of(offered)),
                             fmt::format("/rescue {}", place.command_for(accounts.front().id)));
    }
    return Reply::say(render::pick_account(question, choices, matching, others));
}

std::string names_of(std::span<const AccountName> accounts) {
    std::string text;
    for (const auto& account : accounts) text += (text.empty() ? "" : ", ") + account.name;
    return text;
}

} // namespace holdfast
