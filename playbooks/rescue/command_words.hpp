#pragma once

#include "playbooks/accounts/ids.hpp"

#include <string>
#include <string_view>

/// What the commands of /rescue understand where an account can be named, and the commands that stand in texts.
namespace holdfast {

/// Whether a verb understands a word by itself in the place of an account: `plan add`, `step 4`, `role lead`. There an
/// account of that name is meant only in quotes. Upper and lower case are the same.
[[nodiscard]] bool is_own_word(std::string_view verb, std::string_view word);

/// Whether what people write can begin in the place of an account, names of accounts among it: `touch they called`.
[[nodiscard]] bool begins_with_text(std::string_view verb);

/// Whether any command understands a word by itself: an account with such an id is quoted in commands.
[[nodiscard]] bool is_word_of_commands(std::string_view word);

/// A text of the playbooks for somebody who reads it outside of the rescue's room: the account stands behind the verb
/// of every `/rescue …` between backticks, so that it can be typed there. Commands that are about no account stay.
[[nodiscard]] std::string with_account(std::string_view text, const AccountId& account);

} // namespace holdfast
