#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

class FoldedText;

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

/// Finds the places where a text mentions a person.
///
/// Whole words only, as FoldedText compares them. A name in the genitive counts: `Danas`, `Dana's`, `Klaus'`; not where
/// the closing sign ends a quotation or the word is one of another name. Without an apostrophe the word must have the
/// capital that the name has, and be none that begins many a sentence: Doe's is neither `does` nor `Does`. A telephone
/// number of six digits and more is known by its digits, however they are grouped.
class PersonSearch {
public:
    /// What a text consists of.
    enum class Holds {
        what_was_typed, ///< where it is one word without an @, it may still be the program's (`call`, `button`): there,
                        ///< a part of a name that begins with a capital does not count in small letters
        program_words   ///< or ids: somebody may be called like one of them, so e-mail addresses and Slack ids count
                        ///< alone
    };
    /// Signs of a text that stand for the person.
    struct Mention {
        std::size_t begin = 0; ///< index of the first of them
        std::size_t end = 0;
        std::string ending; ///< what puts a phrase into the genitive that takes the place of a name in it
    };

    explicit PersonSearch(const PersonTerms& person);

    /// In their order. The name of a time zone mentions nobody.
    [[nodiscard]] std::vector<Mention> mentions_in(const FoldedText& text, Holds what) const;

private:
    friend class SearchedText;

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

    void add(const std::string& written, Kind kind);
    void find_genitives(const std::vector<std::string>& other_names);

    std::vector<Term> terms_; ///< longest first
};

/// Such as `by_when`, a member's name, which nobody typed; what people are known by looks different.
[[nodiscard]] bool is_word_of_program(std::string_view word);

} // namespace holdfast
