#include "bot/handle/own_accounts.hpp"

#include "bot/handle/account_choice.hpp"
#include "bot/handle/subject.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "storage/accounts.hpp"

#include <algorithm>
#include <vector>

namespace holdfast {

namespace {

bool names_an_account(const Words& words, std::size_t first_word) {
    if (words.value(account_key) != nullptr) return true;
    if (words.words.size() <= first_word) return false;
    const auto& first = words.words[first_word];
    return first.quoted || !is_own_word(words.verb, first.text);
}

std::vector<AccountName> accounts_with_a_part(Desk& desk, const UserId& user) {
    std::vector<AccountName> accounts;
    const auto add = [&accounts](const AccountId& id, const std::string& name) {
        if (std::ranges::find(accounts, id, &AccountName::id) == accounts.end()) accounts.push_back({id, name});
    };
    for (const auto& rescue : desk.book().all_open(desk.reader())) {
        const auto team = rescue->team();
        if (std::ranges::find(team, user) != team.end()) add(rescue->account, rescue->account_name);
    }
    for (const auto& account : accounts_of(desk.reader(), user)) add(account.id, account.name);
    return accounts;
}

} // namespace

std::optional<Reply> pick_of_own_accounts(Desk& desk, const Asker& asker, const Words& words, std::size_t first_word) {
    if (names_an_account(words, first_word) || case_of_channel(desk, asker.channel)) return std::nullopt;
    const auto own = accounts_with_a_part(desk, asker.user);
    if (own.empty()) return std::nullopt;
    return choice_of_accounts({words, first_word, 0},
                              "Which account? Pick one of yours; another one is named behind the first word: its id, "
                              "its name, or how that begins.",
                              own, own.size(), "The others have to be named as well.");
}

} // namespace holdfast
