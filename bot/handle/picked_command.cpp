#include "bot/handle/picked_command.hpp"

#include "playbooks/rescue/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast {

namespace {

/// What stands in the place of a stretch of the command.
struct Replacement {
    TextSpan span;
    std::string text;
};

std::string escaped(std::string_view typed) {
    std::string text;
    for (const char c : typed) {
        if (c == '&') {
            text += "&amp;";
        } else if (c == '<') {
            text += "&lt;";
        } else if (c == '>') {
            text += "&gt;";
        } else {
            text += c;
        }
    }
    return text;
}

bool is_mention(const Word& word) {
    return !word.mention.empty() || !word.channel.empty();
}

/// `@Kim` as `<@U1|Kim>`.
std::string sent_mention(const Word& word) {
    const auto label = escaped(std::string_view{word.text}.substr(1));
    return word.channel.empty() ? fmt::format("<@{}|{}>", word.mention.value, label)
                                : fmt::format("<#{}|{}>", word.channel.value, label);
}

/// What puts the account into the command.
/// @param name of the account, as it stands there
std::vector<Replacement> account_put_in(const Words& words, std::size_t first_word, std::size_t replaced,
                                        std::string name) {
    std::vector<Replacement> all;
    if (replaced == 0) {
        const auto at = first_word == 0 ? words.verb_end : words.words[first_word - 1].span.end;
        all.push_back({{at, at}, " " + std::exchange(name, {})});
    }
    for (std::size_t i = first_word; i < first_word + replaced; ++i)
        all.push_back({words.words[i].span, std::exchange(name, {})});
    for (const auto& pair : words.pairs) {
        if (pair.key == account_key) all.push_back({pair.span, {}});
    }
    return all;
}

/// Those outside of the account's name.
std::vector<Replacement> mentions_as_sent(const Words& words, std::size_t first_word, std::size_t replaced) {
    std::vector<Replacement> all;
    for (std::size_t i = 0; i < words.words.size(); ++i) {
        const auto& word = words.words[i];
        const bool is_in_the_name = i >= first_word && i < first_word + replaced;
        if (is_mention(word) && !is_in_the_name) all.push_back({word.span, sent_mention(word)});
    }
    for (const auto& pair : words.pairs) {
        if (is_mention(pair.value) && pair.key != account_key)
            all.push_back({pair.value.span, sent_mention(pair.value)});
    }
    return all;
}

/// @param as_shown what becomes of all that is not replaced
std::string with(std::string_view typed, std::vector<Replacement> replacements,
                 std::string (*as_shown)(std::string_view)) {
    std::ranges::sort(replacements, {}, [](const Replacement& one) { return one.span.begin; });
    std::string command;
    std::size_t done = 0;
    for (const auto& [span, text] : replacements) {
        command += as_shown(typed.substr(done, span.begin - done)) + text;
        done = span.end;
    }
    return command + as_shown(typed.substr(done));
}

} // namespace

std::string command_for_picked(const Words& words, std::size_t first_word, std::size_t replaced,
                               const AccountId& account) {
    // In quotes it names the account in every place, the room of another one included.
    auto replacements = account_put_in(words, first_word, replaced, fmt::format("\"{}\"", escaped(account.value)));
    std::ranges::move(mentions_as_sent(words, first_word, replaced), std::back_inserter(replacements));
    return with(words.typed, std::move(replacements), escaped);
}

std::string command_to_type(const Words& words, std::size_t first_word, std::size_t replaced,
                            const AccountId& account) {
    auto command = with(words.typed, account_put_in(words, first_word, replaced, typed(account)),
                        [](std::string_view text) { return std::string{text}; });
    while (command.ends_with(' ')) command.pop_back();
    return command;
}

} // namespace holdfast
