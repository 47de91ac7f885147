#pragma once

#include "bot/decode/words.hpp"
#include "bot/handle/reply.hpp"

#include <expected>

namespace holdfast {

/// The command with every value in one piece that people write in several words, also where they left out the quotes:
/// the whole name of somebody on record behind `with:` or `to:` is that value. Where a value is torn apart, so that the
/// rest of it would end in the text, the reply asks for the quotes: behind what is nobody's whole name stands another
/// word with a capital letter, or words stand behind the value although the text is elsewhere, too. A value of one word
/// with all of the text behind it stays what it is, unless it is a cost and the text says per which time.
[[nodiscard]] std::expected<Words, Reply> with_whole_values(Desk& desk, const Asker& asker, const Words& words);

} // namespace holdfast
