#include "bot/handle/picked_command.hpp"

#include <fmt/format.h>

#include <algorithm>
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

std::vector<Replacement> replacements_in(const Words& words, std::size_t first_word, std::size_t replaced,
                                         const AccountId& account) {
    // In quotes it names the account in every place, the room of another one included.
    auto name = fmt::format("\"{}\"", escaped(account.value));
    std::vector<Replacement> all;
    if (replaced == 0) {
        const auto at = first_word == 0 ? words.verb_end : words.words[first_word - 1].span.end;
        all.push_back({{at, at}, " " + std::exchange(name, {})});
    }
    for (std::size_t i = 0; i < words.words.size(); ++i) {
        const auto& word = words.words[i];
        if (i >= first_word && i < first_word + replaced) {
            all.push_back({word.span, std::exchange(name, {})});
        } else if (is_mention(word)) {
            all.push_back({word.span, sent_mention(word)});
        }
    }
    for (const auto& pair : words.pairs) {
        if (pair.key == account_key) {
            all.push_back({pair.span, {}});
        } else if (is_mention(pair.value)) {
            all.push_back({pair.value.span, sent_mention(pair.value)});
        }
    }
    std::ranges::sort(all, {}, [](const Replacement& one) { return one.span.begin; });
    return all;
}

} // namespace

std::string command_for_picked(const Words& words, std::size_t first_word, std::size_t replaced,
                               const AccountId& account) {
    const std::string_view typed = words.typed;
    std::string command;
    std::size_t done = 0;
    for (const auto& [span, text] : replacements_in(words, first_word, replaced, account)) {
        command += escaped(typed.substr(done, span.begin - done)) + text;
        done = span.end;
    }
    return command + escaped(typed.substr(done));
}

} // namespace holdfast
