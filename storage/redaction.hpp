#pragma once

#include "storage/person_search.hpp"

#include <map>
#include <string>
#include <string_view>

namespace holdfast {

/// Words that were taken out of texts, as one saw them there, and how often.
using TakenWords = std::map<std::string, long long>;

/// Takes a person out of texts: every mention of theirs (PersonSearch) gives way to a phrase that says that somebody
/// was meant, in the genitive where the name was.
///
/// Text that is a JSON object or list is looked at value by value, and at the names of its members where they are not
/// the program's own (`by_when`) but what somebody is known by. Members that hold words of the program (`kind`, `role`)
/// are looked at as applied_to_program_words does. In an object that carries the name itself (a sponsor, a contact),
/// e-mail address, phone and zone are emptied.
class Redaction {
public:
    /// @param phrase what stands in the place of the person, `a former contact`
    Redaction(const PersonTerms& person, std::string phrase);

    /// The text without the person; the same text where it says nothing of them.
    /// @param taken where it is to be noted what was taken out
    [[nodiscard]] std::string applied_to(std::string_view text, TakenWords* taken = nullptr) const;
    /// The same for words of the program and ids, such as a state, a kind or a lane (PersonSearch::Holds).
    [[nodiscard]] std::string applied_to_program_words(std::string_view text) const;

private:
    friend struct JsonRedaction;

    [[nodiscard]] std::string in_words(std::string_view text, PersonSearch::Holds what,
                                       TakenWords* taken = nullptr) const;

    std::string name_; ///< as search_key has it
    PersonSearch person_;
    std::string phrase_;
};

} // namespace holdfast
