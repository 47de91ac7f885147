#include "bot/handle/suggested_accounts.hpp"

#include "bot/slack/limits.hpp"
#include "storage/accounts.hpp"

#include <algorithm>

namespace holdfast {

std::vector<slack::Option> suggested_accounts(Connection& db, std::string_view typed) {
    const auto begin = typed.find_first_not_of(' ');
    if (begin == std::string_view::npos) return {};
    typed = typed.substr(begin, typed.find_last_not_of(' ') - begin + 1);

    std::vector<slack::Option> options;
    const auto add = [&options](const std::vector<AccountName>& accounts) {
        for (const auto& [id, name] : accounts) {
            const bool is_there = std::ranges::find(options, id.value, &slack::Option::value) != options.end();
            if (!is_there && options.size() < slack::limits::select_options) options.push_back({name, id.value});
        }
    };
    add(accounts_called(db, typed));
    add(accounts_beginning_with(db, typed, static_cast<int>(slack::limits::select_options)));
    return options;
}

} // namespace holdfast
