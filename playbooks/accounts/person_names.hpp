#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Whether two spellings name the same person: upper and lower case, composition and blanks make no difference.
[[nodiscard]] bool same_name(std::string_view one, std::string_view other);

/// Whether what was typed for one person or several (`Dana Fox and Jo Brandt`) names this one, as
/// same_name compares. Somebody who is named by the way does not count: `assistant of Dana Fox`.
[[nodiscard]] bool names_person(std::string_view typed, std::string_view name);

/// How much of a name has to be typed to mean somebody who is known.
enum class Typed {
    beginning, ///< any beginning of one of the words: `dan` for Dana Fox
    words      ///< whole words: `dana` for Dana Fox, whereas `dan` may be somebody new
};

/// Whom of the known people somebody means: those called exactly so, else those of whose name it is a part.
/// @return positions in `names`, none when nobody is called so
[[nodiscard]] std::vector<std::size_t> people_called(std::string_view typed, std::span<const std::string> names,
                                                     Typed how);

/// Whether what stands for a name is a single letter, with a dot or without: a slip, and nothing to greet anybody by.
[[nodiscard]] bool is_one_letter(std::string_view name);
/// Why that is no name, in words for a refusal: `“D” is one letter and no name`.
[[nodiscard]] std::string one_letter_is_no_name(std::string_view letter);

} // namespace holdfast
