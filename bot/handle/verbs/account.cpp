#include "bot/handle/account_changes.hpp"
#include "bot/handle/own_accounts.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/wording/letter_case.hpp"
#include "storage/people.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::verbs {

namespace {

constexpr std::string_view add_example = "/rescue account add acme name:\"Acme GmbH\" owner:@kim manager:@ana";

} // namespace

Answering account(Desk& desk, const Asker& asker, const Words& words) {
    const bool has_verb = !words.words.empty() && !words.words.front().quoted;
    const auto verb = has_verb ? lower_case(words.words.front().text) : std::string{};
    if (verb == "add") {
        if (words.words.size() < 2) {
            co_return Reply::refuse("No account was added", "its id is missing", std::string{add_example});
        }
        if (words.words.size() > 2) {
            co_return Reply::refuse("No account was added", fmt::format("\"{}\" is no key:value", words.rest_from(2)),
                                    std::string{add_example});
        }
        co_return co_await add_account(desk, asker, words);
    }
    const auto first = verb == "set" ? std::size_t{1} : std::size_t{0};
    if (auto own = pick_of_own_accounts(desk, asker, words, first)) co_return *std::move(own);
    const auto subject = subject_of(desk, asker, words, first);
    if (!subject) co_return subject.error();
    const bool gives = std::ranges::any_of(words.pairs, [](const KeyValue& pair) { return pair.key != account_key; });
    if (verb == "set" || gives) {
        const auto set_example = fmt::format("/rescue account set {} renewal:2026-11-30 owner:@kim zone:Europe/Berlin",
                                             typed(subject->account.id));
        if (words.words.size() > subject->next_word) {
            co_return Reply::refuse("Nothing was changed",
                                    fmt::format("\"{}\" is no key:value", words.rest_from(subject->next_word)),
                                    set_example);
        }
        if (!gives) co_return Reply::refuse("Nothing was changed", "no key:value was given", set_example);
        co_return co_await set_account(desk, asker, subject->account, words);
    }
    if (auto refusal = refusal_of_unread(words, subject->next_word, {}, "The account is not shown",
                                         fmt::format("/rescue account {}", typed(subject->account.id))))
        co_return *std::move(refusal);
    const auto known = people_of(desk.reader(), subject->account.id);
    co_return Reply::reading(render::account_record(subject->account, known));
}

} // namespace holdfast::verbs
