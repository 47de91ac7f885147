#pragma once

#include "playbooks/accounts/ids.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Where something stands in `Words::typed`: bytes from `begin` up to, not including, `end`.
struct TextSpan {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const TextSpan&) const = default;
};

/// One word of a command.
struct Word {
    /// What is meant: a quoted word without its quotes, a mention as `@name`, a link as its address; outside quotes
    /// with typographic quotes and dashes made plain.
    std::string text;
    bool quoted = false;
    UserId mention;    ///< set when the word is a mention of a person
    ChannelId channel; ///< set when the word is a mention of a channel
    TextSpan span;     ///< where it was typed, quotes included

    bool operator==(const Word&) const = default;
};

/// `due:fri`, `owner:@kim`, `with:"Dana Fox"`.
struct KeyValue {
    std::string key; ///< lower case
    Word value;
    TextSpan span; ///< key, colon and value

    bool operator==(const KeyValue&) const = default;
};

/// The key that names the account of any command: `account:globex`.
inline constexpr std::string_view account_key = "account";

/// A command taken apart by the grammar of /rescue. Knows no verb: what the words mean is for the verbs to say.
struct Words {
    std::string verb; ///< first word in lower case; empty when there is none or it is quoted, a mention or a key:value
    std::vector<Word> words;     ///< what follows, in order, without key:value and `share`
    std::vector<KeyValue> pairs; ///< every key:value, in order; a key may come more than once (`tag:`)
    bool share = false;          ///< the command ends in `share`
    Word closing_share;          ///< that word; of no meaning where there is none
    std::string typed; ///< the command as it was typed, mentions as `@name`, links as their address, `&amp;` as `&`
    std::size_t verb_end = 0; ///< end of the verb in `typed`

    /// Value of the first pair with this key; null when there is none.
    [[nodiscard]] const Word* value(std::string_view key) const;
    /// Text of that value; empty when there is none.
    [[nodiscard]] std::string_view value_text(std::string_view key) const;
    /// Values of all pairs with this key, for example `tag`.
    [[nodiscard]] std::vector<const Word*> values(std::string_view key) const;

    /// What was typed from `words[i]` on, without any key:value and without the closing `share`: names, arguments.
    /// Quoted as a whole, it is meant without its quotes.
    [[nodiscard]] std::string rest_from(std::size_t i) const;

    /// The free text behind `words[i - 1]` (behind the verb for 0), as typed: only pairs whose key the verb takes are
    /// left out, so that "deal:dead" or a sentence that ends in "share" stay in a note. Quoted as a whole, it is meant
    /// without its quotes. `account:` is taken by every verb.
    [[nodiscard]] std::string free_text_from(std::size_t i, std::span<const std::string_view> taken_keys) const;

    /// The same with a closing `share` as a word like any other, as in `people add Dana Share`.
    [[nodiscard]] Words with_share_as_word() const;
    /// The same with a value that goes on behind a blank without quotes, as in `phone:+49 30 123`: of the words right
    /// behind the value of `key`, as many become part of it as make, with it, something that `reads` accepts.
    [[nodiscard]] Words with_value_going_on(std::string_view key,
                                            const std::function<bool(std::string_view value)>& reads) const;
};

/// Takes the text of a slash command apart. Never fails: what is no pair, quote or mention is a word.
/// - Quotes: `"…"` and the typographic forms, single ones (`‘…’`) among them; a quote that is never closed, or stands
///   inside a word, is a character.
/// - key:value: the key is a letter, then up to 30 letters, digits, `_` or `-`; the value follows without a blank and
///   may be quoted. Addresses (`http:`, `https:`, `mailto:`) and `re: foo` are words.
/// @param text as Slack sent it, escaped (`&amp;`) and with mentions as `<@U123|name>`; plain text works as well
[[nodiscard]] Words parse_words(std::string_view text);

/// Received mrkdwn as a person would have typed it: mentions as `@name`, links as their address, escaping undone
/// in one pass (Slack contract section 10.1).
[[nodiscard]] std::string as_typed(std::string_view mrkdwn);

} // namespace holdfast
