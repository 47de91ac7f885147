#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// What somebody is known by.
struct PersonTerms {
    std::string name;                    ///< in full
    std::vector<std::string> name_parts; ///< words of the name that stand for the person alone
    std::vector<std::string> addresses;  ///< e-mail addresses, phone numbers, Slack ids
    /// Names of those around: `Webers`, a word of one of them, is no genitive of Weber.
    std::vector<std::string> other_names;
    /// Single words of the name that begin with a capital count only so: in small letters, `will` and `mark` are words
    /// of any text.
    bool parts_want_capital = false;
};

/// Words that were taken out of texts, as one saw them there, and how often.
using TakenWords = std::map<std::string, long long>;

/// The words of a name that point to the person in the given surroundings: those of three letters and more that none
/// of the other names has. Words such as `von` and `Prof` point to nobody, nor does what stands in brackets or behind a
/// bar or stroke: `[EXT] Kim Lee | Sales`.
[[nodiscard]] std::vector<std::string> telling_parts(std::string_view name,
                                                     const std::vector<std::string>& other_names);

/// Takes a person out of texts: every word of theirs gives way to a phrase that says that somebody was meant.
///
/// Whole words only, in any case and composition, also where the text has them as Slack's markup: with zero-width
/// spaces and entities. A name in the genitive counts, and leaves the phrase in the genitive: `Danas`, `Dana's`,
/// `Klaus'`; not where the closing sign ends a quotation or the word is one of another name. Without an apostrophe the
/// word must have the capital that the name has, and be none that begins many a sentence: Doe's is neither `does` nor
/// `Does`. A telephone number of six digits and more is known by its digits, however they are grouped.
///
/// Text that is a JSON object or list is looked at value by value, and at the names of its members where they are not
/// the program's own (`by_when`) but what somebody is known by. Members that hold words of the program (`kind`, `role`)
/// are looked at as applied_to_program_words does. Any other value without a blank that is no address may still be such
/// a word (`call`, `button`): there, a part of a name that begins with a capital does not count in small letters. In an
/// object that carries the name itself (a sponsor, a contact), e-mail address, phone and zone are emptied.
class Redaction {
public:
    /// @param phrase what stands in the place of the person, `a former contact`
    Redaction(const PersonTerms& terms, std::string phrase);

    /// The text without the person; the same text where it says nothing of them.
    /// @param taken where it is to be noted what was taken out
    [[nodiscard]] std::string applied_to(std::string_view text, TakenWords* taken = nullptr) const;
    /// The same for words of the program and ids, such as a state, a kind or a lane. Somebody may be called like one of
    /// them, but nobody is meant by it: e-mail addresses and Slack ids alone give way.
    [[nodiscard]] std::string applied_to_program_words(std::string_view text) const;

private:
    enum class Kind {
        name,
        name_part,
        address,     ///< e-mail address or Slack id
        number,      ///< telephone number, `folded` has its digits alone
        short_number ///< with too few digits to be told from other numbers
    };
    struct Term {
        std::u32string folded;
        std::string written;
        Kind kind = Kind::name;
        std::size_t last_word = 0;  ///< where in `folded` it begins
        bool has_capital = false;   ///< the last word does, as written
        bool takes_s = false;       ///< followed by s it is a genitive, `Danas`
        bool wants_capital = false; ///< in small letters it is another word

        [[nodiscard]] bool is_name() const { return kind == Kind::name || kind == Kind::name_part; }
    };
    enum class Holds { what_was_typed, program_words };

    void add(const std::string& written, Kind kind);
    void find_genitives(const std::vector<std::string>& other_names);
    [[nodiscard]] std::string in_words(std::string_view text, Holds what, TakenWords* taken = nullptr) const;

    std::string name_;
    std::vector<Term> terms_; ///< longest first
    std::string phrase_;

    friend struct JsonRedaction;
    friend struct TextRedaction;
};

} // namespace holdfast
