#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Whether two spellings name the same person: upper and lower case, composition and blanks make no difference.
[[nodiscard]] bool same_name(std::string_view one, std::string_view other);

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

} // namespace holdfast
