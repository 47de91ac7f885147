#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// What somebody is known by.
struct PersonTerms {
    std::string name;                    ///< in full
    std::vector<std::string> name_parts; ///< words of the name that stand for the person alone
    std::vector<std::string> addresses;  ///< e-mail addresses, phone numbers, Slack ids
};

/// The words of a name that point to the person in the given surroundings: those of three letters and more that none
/// of the other names has.
[[nodiscard]] std::vector<std::string> telling_parts(std::string_view name,
                                                     const std::vector<std::string>& other_names);

/// Takes a person out of texts: every word of theirs gives way to a phrase that says that somebody was meant.
///
/// Whole words only, in any case. Text that is a JSON object or list is looked at value by value, and at the names of
/// its members where they are not the program's own (`by_when`) but what somebody is known by. A value without a blank
/// that is no address may be a word of the program (`call`, `button`): there, a part of a name must be written as in
/// the name.
/// In an object that carries the name itself (a sponsor, a contact), e-mail address, phone and zone are emptied.
class Redaction {
public:
    /// @param phrase what stands in the place of the person, `a former contact`
    Redaction(const PersonTerms& terms, std::string phrase);

    /// The text without the person; the same text where it says nothing of them.
    [[nodiscard]] std::string applied_to(std::string_view text) const;

private:
    struct Term {
        std::u32string folded;
        std::u32string written;
        bool is_part = false;
    };

    [[nodiscard]] std::string in_words(std::string_view text) const;
    [[nodiscard]] const Term* term_at(std::u32string_view folded, std::u32string_view written, std::size_t at,
                                      bool single_word) const;

    std::string name_;
    std::vector<Term> terms_; ///< longest first
    std::string phrase_;

    friend struct JsonRedaction;
};

} // namespace holdfast
