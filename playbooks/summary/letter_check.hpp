#pragma once

#include <string_view>

/// What can be told about a letter to a customer from its text alone, once somebody wrote it in words of their own.
namespace holdfast {

/// Whether a name stands under a letter: its last line, or the one above telephone numbers and addresses, is short and
/// is neither a sentence, an entry of a list, a greeting (`Kind regards`) nor the only line.
[[nodiscard]] bool is_signed(std::string_view letter);

/// Whether a letter says a day: a number, a weekday, a month, `tomorrow` or `next week`.
[[nodiscard]] bool names_a_day(std::string_view letter);

} // namespace holdfast
