#pragma once

#include "playbooks/calendar/instant.hpp"

#include <kainjow/mustache.hpp>

#include <string>
#include <string_view>

/// How a text for a customer puts things.
namespace holdfast {

[[nodiscard]] std::string without_outer_blanks(std::string_view text);

/// What somebody typed, as a sentence: no blanks around it, a capital first, a full stop unless it ends in a mark of
/// its own. Empty stays empty.
[[nodiscard]] std::string as_sentence(std::string_view typed);

/// The same on one line, for an entry of a list.
[[nodiscard]] std::string as_sentence_on_one_line(std::string_view typed);

/// Whom a letter greets: `Dana` for `Dana Fox`; the whole for `Dr. Fox` and for several people.
[[nodiscard]] std::string greeting_name(std::string_view person);

/// `Tuesday, 10 March 2026`
[[nodiscard]] std::string date_in_full(Day day);

/// Fills in a mustache text without escaping, since it goes into plain e-mail; ends in one newline.
[[nodiscard]] std::string fill_in(const std::string& text, const kainjow::mustache::data& values);

} // namespace holdfast
