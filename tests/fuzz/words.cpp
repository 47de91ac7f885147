// The grammar of /rescue and the small things that people type in it. Input: the text of a command.

#include "bot/decode/words.hpp"

#include "bot/decode/nearest.hpp"
#include "bot/decode/plain_values.hpp"
#include "bot/decode/utf8.hpp"
#include "playbooks/accounts/money.hpp"
#include "playbooks/calendar/date_words.hpp"
#include "tests/fuzz/claims.hpp"

#include <algorithm>
#include <array>

namespace {

using namespace holdfast;
using namespace holdfast::fuzz;

constexpr Day today{date::days{20'516}};

void check_spans(const Words& words) {
    std::size_t end = words.verb_end;
    must(end <= words.typed.size(), "the verb stands in what was typed");
    for (const auto& word : words.words) {
        must(end <= word.span.begin && word.span.begin < word.span.end && word.span.end <= words.typed.size(),
             "words stand in what was typed, one behind the other");
        end = word.span.end;
    }
    for (const auto& pair : words.pairs) {
        must(!pair.key.empty() && !pair.value.text.empty(), "a pair has a key and a value");
        must(pair.span.begin < pair.span.end && pair.span.end <= words.typed.size(), "pairs stand in what was typed");
    }
}

/// Everything that a word could be read as.
void read_as_value(std::string_view text) {
    if (const auto day = parse_date_word(text, today)) must(*day >= Day{date::days{-800'000}}, "a day is a day");
    if (const auto minute = parse_time_of_day(text))
        must(*minute >= MinuteOfDay{0} && *minute < MinuteOfDay{24 * 60}, "a time lies in a day");
    if (const auto amount = parse_money(text)) {
        must(*amount <= largest_amount && Money{-largest_amount.cents} <= *amount, "amounts are bounded");
        must(parse_money(plain_decimal(*amount)) == *amount, "an amount that is written can be read");
        static_cast<void>(format_money(*amount, "EUR"));
    }
    if (const auto amount = plain_money(text)) must(plain_money(plain_decimal(*amount)) == *amount, "and by the feeds");
    static_cast<void>(iso_day(text));
    static_cast<void>(iso_instant(text));
    static_cast<void>(finite_number(text));
    static_cast<void>(yes_or_no(text));
    static_cast<void>(is_email(text));
    constexpr std::array<std::string_view, 4> verbs{"help", "health", "touch", "step"};
    must(nearest(text, verbs).size() <= 3, "few verbs are near");
    static_cast<void>(is_account_id(text));
    must(code_points(shown(text, 20)) <= 21, "shown text is short");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = text_of(data, size);
    const auto words = parse_words(text);
    check_spans(words);
    must(words.typed == as_typed(text), "a command is read as it was typed");
    constexpr std::array<std::string_view, 3> taken{"due", "owner", "tag"};
    for (std::size_t i = 0; i <= std::min<std::size_t>(words.words.size(), 8); ++i) {
        must(words.rest_from(i).size() <= words.typed.size(), "the rest is part of the whole");
        must(words.free_text_from(i, taken).size() <= words.typed.size(), "free text is part of the whole");
    }
    read_as_value(words.verb);
    for (const auto& word : words.words) read_as_value(word.text);
    for (const auto& pair : words.pairs) read_as_value(pair.value.text);
    return 0;
}
