#include "playbooks/rescue/command_words.hpp"

#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/roles.hpp"
#include "playbooks/signals/signal.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <algorithm>
#include <array>

namespace holdfast {

namespace {

bool is_number(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// @param word in lower case
bool understands(const OwnWords& own, std::string_view word) {
    if (own.numbers && is_number(word)) return true;
    if (own.verb == "role" && rescue_role_from(word)) return true;
    if (own.verb == "flag") {
        const auto kind = signal_kind_from(word);
        return kind && is_flagged_by_people(*kind);
    }
    return own.list(word);
}

/// Whether what stands behind a verb begins with this account, as `typed` writes it or in quotes.
bool begins_with(std::string_view behind_verb, const AccountId& account) {
    const auto is_first = [&](const std::string& named) {
        const auto expected = " " + named;
        if (!behind_verb.starts_with(expected)) return false;
        const auto next = behind_verb.substr(expected.size());
        return next.empty() || next.starts_with(' ') || next.starts_with('`') || next.starts_with('\n');
    };
    return is_first(typed(account)) || is_first("\"" + account.value + "\"");
}

constexpr std::array<std::string_view, 6> about_no_account{"help", "list", "todo", "doctor", "snooze", "account"};

} // namespace

bool is_own_word(std::string_view verb, std::string_view word) {
    const auto own = std::ranges::find(own_words, verb, &OwnWords::verb);
    return own != own_words.end() && understands(*own, lower_case(word));
}

bool begins_with_text(std::string_view verb) {
    const auto own = std::ranges::find(own_words, verb, &OwnWords::verb);
    return own != own_words.end() && own->text;
}

bool is_word_of_commands(std::string_view word) {
    const auto lower = lower_case(word);
    // The last word of any command may be `share`.
    return lower == "share" ||
           std::ranges::any_of(own_words, [&](const OwnWords& own) { return understands(own, lower); });
}

bool names_account_behind(std::string_view verb) {
    return !verb.empty() && std::ranges::find(about_no_account, verb) == about_no_account.end();
}

std::string with_account(std::string_view text, const AccountId& account) {
    constexpr std::string_view opening = "`/rescue ";
    std::string result;
    for (auto begin = text.find(opening); begin != std::string_view::npos; begin = text.find(opening)) {
        const auto verb_begin = begin + opening.size();
        const auto verb_end = std::min(text.find_first_of("` \n", verb_begin), text.size());
        const auto verb = text.substr(verb_begin, verb_end - verb_begin);
        result += text.substr(0, verb_end);
        const bool is_wanted = names_account_behind(verb);
        text.remove_prefix(verb_end);
        if (is_wanted && !begins_with(text, account)) result += " " + typed(account);
    }
    return result.append(text);
}

} // namespace holdfast
