#include "bot/decode/words.hpp"

#include "bot/decode/typography.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace holdfast {

namespace {

constexpr bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// Length in bytes of the blank at the front: ASCII white space, a no-break space, or 0 when there is none.
std::size_t blank_length(std::string_view text) noexcept {
    if (text.empty()) return 0;
    if (std::string_view{" \t\n\r\v\f"}.contains(text.front())) return 1;
    if (text.starts_with("\u00A0")) return 2;
    if (text.starts_with("\u202F") || text.starts_with("\u2009")) return 3;
    return 0;
}

/// Length in bytes of the double quote at the front, typographic or not; 0 when there is none.
std::size_t quote_length(std::string_view text) noexcept {
    for (const std::string_view quote : {"\"", "“", "”", "„", "‟", "«", "»"})
        if (text.starts_with(quote)) return quote.size();
    return 0;
}

/// Length in bytes of the single typographic quote at the front that can open a word; 0 when there is none.
std::size_t single_opening_length(std::string_view text) noexcept {
    for (const std::string_view quote : {"‘", "‚", "‹", "›"})
        if (text.starts_with(quote)) return quote.size();
    return 0;
}

/// The same for one that closes a word. An apostrophe looks alike, but has the rest of its word behind it.
std::size_t single_closing_length(std::string_view text) noexcept {
    for (const std::string_view quote : {"’", "‘", "›", "‹"}) {
        if (!text.starts_with(quote)) continue;
        const auto behind = text.substr(quote.size());
        return behind.empty() || blank_length(behind) > 0 ? quote.size() : 0;
    }
    return 0;
}

/// Length of the entity at the front and the character that it stands for; {0, 0} when there is none.
std::pair<std::size_t, char> entity_at(std::string_view text) noexcept {
    constexpr std::array<std::pair<std::string_view, char>, 3> entities{{{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}}};
    for (const auto& [name, character] : entities)
        if (text.starts_with(name)) return {name.size(), character};
    return {0, '\0'};
}

std::string unescaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const auto [length, character] = entity_at(text);
        result += length > 0 ? character : text.front();
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return result;
}

/// One thing in angle brackets: `<@U1|kim>`, `<#C1|general>`, `<!here>`, `<https://e.com|label>`.
struct Bracket {
    std::size_t length = 0; ///< in the escaped text, brackets included
    std::string typed;      ///< what the person typed
    UserId user;
    ChannelId channel;
};

bool is_address(std::string_view inner) noexcept {
    return inner.starts_with("http://") || inner.starts_with("https://") || inner.starts_with("mailto:") ||
           inner.starts_with("tel:");
}

std::optional<Bracket> bracket_at(std::string_view text) {
    if (!text.starts_with('<')) return std::nullopt;
    const auto end = text.find_first_of("<>", 1);
    if (end == std::string_view::npos || text[end] != '>') return std::nullopt;
    const auto inner = text.substr(1, end - 1);
    const auto bar = inner.find('|');
    const auto target = inner.substr(0, bar);
    const auto label = bar == std::string_view::npos ? std::string_view{} : inner.substr(bar + 1);

    Bracket result;
    result.length = end + 1;
    if (is_address(target)) {
        // Nobody types these: Slack puts them before mail addresses and phone numbers.
        const bool is_made_by_slack = target.starts_with("mailto:") || target.starts_with("tel:");
        result.typed = unescaped(is_made_by_slack ? target.substr(target.find(':') + 1) : target);
        return result;
    }
    if (target.size() < 2) return std::nullopt;
    const auto name = unescaped(label.empty() ? target.substr(1) : label);
    switch (target.front()) {
    case '@':
        result.user = UserId{std::string{target.substr(1)}};
        result.typed = "@" + name;
        return result;
    case '#':
        result.channel = ChannelId{std::string{target.substr(1)}};
        result.typed = "#" + name;
        return result;
    case '!': result.typed = label.empty() ? "@" + name : name; return result;
    default: return std::nullopt;
    }
}

/// A bracket's place in the text as typed.
struct PlacedBracket {
    TextSpan span;
    UserId user;
    ChannelId channel;
};

/// Text as typed, remembering which stretches of it were brackets: a blank in a link's label must not split it, and
/// an `&lt;@U1&gt;` that somebody typed must not become a mention.
struct TypedText {
    std::string text;
    std::vector<PlacedBracket> brackets;
};

TypedText typed_text(std::string_view escaped) {
    TypedText result;
    result.text.reserve(escaped.size());
    while (!escaped.empty()) {
        if (auto bracket = bracket_at(escaped)) {
            const auto begin = result.text.size();
            result.text += bracket->typed;
            result.brackets.push_back(
                {{begin, result.text.size()}, std::move(bracket->user), std::move(bracket->channel)});
            escaped.remove_prefix(bracket->length);
            continue;
        }
        const auto [length, character] = entity_at(escaped);
        result.text += length > 0 ? character : escaped.front();
        escaped.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return result;
}

/// Typographic quotes and dashes made plain; ill-formed bytes stay as they are.
std::string plain_typography(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    for (std::size_t position = 0; position < text.size();) {
        const auto begin = position;
        UChar32 point = 0;
        U8_NEXT(bytes, position, text.size(), point);
        const auto plain = point < 0 ? U'\0' : plain_form(static_cast<char32_t>(point));
        if (plain == U'"' || plain == U'\'' || plain == U'-')
            result += static_cast<char>(plain);
        else
            result += text.substr(begin, position - begin);
    }
    return result;
}

/// Takes words from the left of a typed text.
class Tokenizer {
public:
    explicit Tokenizer(const TypedText& typed) : text_{typed.text}, brackets_{typed.brackets} {}

    /// Moves to the next word. @return false at the end of the text
    bool advance() {
        while (const auto length = blank_length(text_.substr(position_))) position_ += length;
        return position_ < text_.size();
    }

    /// The key and value at this place, or nothing when a word stands here.
    std::optional<KeyValue> take_pair() {
        constexpr std::size_t longest_key = 31;
        const auto begin = position_;
        const auto rest = text_.substr(begin);
        if (!is_letter(rest.front()) || bracket_beginning_at(begin) != nullptr) return std::nullopt;
        const auto length = static_cast<std::size_t>(
            std::ranges::find_if_not(rest, [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; }) -
            rest.begin());
        if (length > longest_key || length + 1 >= rest.size() || rest[length] != ':') return std::nullopt;
        if (blank_length(rest.substr(length + 1)) > 0) return std::nullopt;
        auto key = lower_case(rest.substr(0, length));
        if (key == "http" || key == "https" || key == "mailto") return std::nullopt;

        position_ = begin + length + 1;
        auto value = take_word();
        if (value.text.empty()) {
            position_ = begin;
            return std::nullopt;
        }
        return KeyValue{std::move(key), std::move(value), {begin, position_}};
    }

    Word take_word() {
        if (auto quoted = take_quoted()) return *std::move(quoted);
        const auto begin = position_;
        while (position_ < text_.size() && blank_length(text_.substr(position_)) == 0) {
            const auto* bracket = bracket_beginning_at(position_);
            position_ = bracket != nullptr ? std::max(bracket->span.end, position_ + 1) : position_ + 1;
        }
        position_ = std::min(position_, text_.size());
        Word word;
        word.span = {begin, position_};
        word.text = plain_typography(text_.substr(begin, position_ - begin));
        if (const auto* bracket = bracket_beginning_at(begin); bracket != nullptr && bracket->span == word.span) {
            word.mention = bracket->user;
            word.channel = bracket->channel;
        }
        return word;
    }

private:
    /// The quoted word at this place; nothing when no quote stands here or it is never closed.
    std::optional<Word> take_quoted() {
        const auto rest = text_.substr(position_);
        const auto is_single = single_opening_length(rest) > 0;
        const auto opening = is_single ? single_opening_length(rest) : quote_length(rest);
        if (opening == 0) return std::nullopt;
        for (auto at = position_ + opening; at < text_.size(); ++at) {
            const auto behind = text_.substr(at);
            const auto closing = is_single ? single_closing_length(behind) : quote_length(behind);
            if (closing == 0) continue;
            Word word;
            word.quoted = true;
            word.text = text_.substr(position_ + opening, at - position_ - opening);
            word.span = {position_, at + closing};
            position_ = at + closing;
            return word;
        }
        return std::nullopt;
    }

    const PlacedBracket* bracket_beginning_at(std::size_t position) const {
        const auto begin_of = [](const PlacedBracket& bracket) { return bracket.span.begin; };
        const auto found = std::ranges::lower_bound(brackets_, position, {}, begin_of);
        return found != brackets_.end() && found->span.begin == position ? &*found : nullptr;
    }

    std::string_view text_;
    std::span<const PlacedBracket> brackets_;
    std::size_t position_ = 0;
};

bool is_share(const Word& word) {
    return !word.quoted && lower_case(word.text) == "share";
}

std::string_view without_outer_blanks(std::string_view text) {
    while (const auto length = blank_length(text)) text.remove_prefix(length);
    const auto last = text.find_last_not_of(" \t\n\r\v\f");
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// The text from `begin` to `end` without the given stretches, which are in order; the blanks before a stretch go
/// with it.
std::string without(std::string_view typed, TextSpan whole, std::span<const TextSpan> left_out) {
    std::string result;
    auto begin = whole.begin;
    for (const auto& span : left_out) {
        if (span.begin < begin || span.end > whole.end) continue;
        auto kept = typed.substr(begin, span.begin - begin);
        const auto last = kept.find_last_not_of(" \t\n\r\v\f");
        result += kept.substr(0, last == std::string_view::npos ? 0 : last + 1);
        begin = span.end;
    }
    result += typed.substr(begin, whole.end - begin);
    return std::string{without_outer_blanks(result)};
}

/// The text from `words[i]` on, as it was typed, without the quotes around all of it.
std::string meant(std::string text, const Words& words, std::size_t i) {
    if (i >= words.words.size() || !words.words[i].quoted) return text;
    const auto& quoted = words.words[i];
    const bool is_all = text == words.typed.substr(quoted.span.begin, quoted.span.end - quoted.span.begin);
    return is_all ? quoted.text : text;
}

} // namespace

std::string as_typed(std::string_view mrkdwn) {
    return typed_text(mrkdwn).text;
}

Words parse_words(std::string_view text) {
    auto typed = typed_text(text);
    Words result;
    Tokenizer tokenizer{typed};
    bool first = true;
    bool ends_in_word = false;
    while (tokenizer.advance()) {
        if (auto pair = tokenizer.take_pair()) {
            result.pairs.push_back(*std::move(pair));
            ends_in_word = false;
        } else if (auto word = tokenizer.take_word();
                   first && !word.quoted && word.mention.empty() && word.channel.empty()) {
            result.verb = lower_case(word.text);
            result.verb_end = word.span.end;
        } else {
            result.words.push_back(std::move(word));
            ends_in_word = true;
        }
        first = false;
    }
    if (ends_in_word && is_share(result.words.back())) {
        result.share = true;
        result.closing_share = std::move(result.words.back());
        result.words.pop_back();
    }
    result.typed = std::move(typed.text);
    return result;
}

const Word* Words::value(std::string_view key) const {
    const auto found = std::ranges::find(pairs, key, &KeyValue::key);
    return found == pairs.end() ? nullptr : &found->value;
}

std::string_view Words::value_text(std::string_view key) const {
    const auto* word = value(key);
    return word == nullptr ? std::string_view{} : std::string_view{word->text};
}

std::vector<const Word*> Words::values(std::string_view key) const {
    std::vector<const Word*> result;
    for (const auto& pair : pairs)
        if (pair.key == key) result.push_back(&pair.value);
    return result;
}

std::string Words::rest_from(std::size_t i) const {
    if (i >= words.size()) return {};
    std::vector<TextSpan> left_out;
    for (const auto& pair : pairs) left_out.push_back(pair.span);
    return meant(without(typed, {words[i].span.begin, words.back().span.end}, left_out), *this, i);
}

std::string Words::free_text_from(std::size_t i, std::span<const std::string_view> taken_keys) const {
    const auto before = std::min(i, words.size());
    const auto begin = before == 0 ? verb_end : words[before - 1].span.end;
    std::vector<TextSpan> left_out;
    for (const auto& pair : pairs)
        if (pair.key == account_key || std::ranges::find(taken_keys, pair.key) != taken_keys.end())
            left_out.push_back(pair.span);
    return meant(without(typed, {begin, typed.size()}, left_out), *this, before);
}

Words Words::with_share_as_word() const {
    auto result = *this;
    if (share) result.words.push_back(closing_share);
    result.share = false;
    return result;
}

Words Words::with_value_going_on(std::string_view key, const std::function<bool(std::string_view value)>& reads) const {
    constexpr std::ptrdiff_t most_words = 10;
    auto result = *this;
    const auto pair = std::ranges::find(result.pairs, key, &KeyValue::key);
    if (pair == result.pairs.end() || pair->value.quoted) return result;
    const auto first =
        std::ranges::find_if(result.words, [&](const Word& word) { return word.span.begin >= pair->span.end; });
    auto extended = pair->value;
    auto read = extended;
    auto behind = first;
    for (auto word = first; word != result.words.end() && word - first < most_words; ++word) {
        const auto between = std::string_view{typed}.substr(extended.span.end, word->span.begin - extended.span.end);
        if (word->quoted || !without_outer_blanks(between).empty()) break;
        extended.text += " " + word->text;
        extended.span.end = word->span.end;
        if (!reads(extended.text)) continue;
        read = extended;
        behind = word + 1;
    }
    pair->value = std::move(read);
    pair->span.end = pair->value.span.end;
    result.words.erase(first, behind);
    return result;
}

} // namespace holdfast
