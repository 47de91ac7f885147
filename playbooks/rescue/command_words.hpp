#pragma once

#include "playbooks/accounts/ids.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

/// What the commands of /rescue understand where an account can be named, and the commands that stand in texts.
namespace holdfast {

/// What stands behind a verb where no account is named.
struct OwnWords {
    std::string_view verb;
    std::array<std::string_view, 6> words{}; ///< in lower case; the rest is empty
    bool numbers = false;                    ///< of a step, a row, a page
    bool text = false;                       ///< what people write can begin there

    [[nodiscard]] constexpr bool list(std::string_view word) const {
        return !word.empty() && std::ranges::find(words, word) != words.end();
    }
};

/// Every verb that understands something by itself. They stand here and not beside their verbs, since texts of the
/// playbooks quote an account that is called like one of these words; a verb compares with them alone (OwnWord). The
/// roles are words of `role`, too, and the signs that people flag those of `flag`.
inline constexpr std::array own_words{
    OwnWords{.verb = "call", .words = {"reached", "noanswer", "no-answer", "moved", "delegate"}},
    OwnWords{.verb = "checkin", .words = {"set", "log", "drop"}},
    OwnWords{.verb = "close", .words = {"recovered", "lost", "false-alarm", "false"}},
    OwnWords{.verb = "flag"},
    OwnWords{.verb = "people", .words = {"add", "left", "map"}},
    OwnWords{.verb = "plan", .words = {"add", "done", "move", "drop", "show", "template"}},
    OwnWords{.verb = "promise", .words = {"approve", "refuse", "none"}, .text = true},
    OwnWords{.verb = "risk", .words = {"settle"}, .numbers = true, .text = true},
    OwnWords{.verb = "role", .words = {"take", "drop"}},
    OwnWords{.verb = "service", .words = {"stop", "extend", "keep", "not-needed", "show"}, .text = true},
    OwnWords{.verb = "sponsor", .words = {"contact"}, .text = true},
    OwnWords{.verb = "step", .numbers = true},
    OwnWords{.verb = "summary", .words = {"list", "last", "sent", "discard", "edit"}, .numbers = true},
    OwnWords{.verb = "timeline", .words = {"add", "export"}, .numbers = true},
    OwnWords{.verb = "touch", .text = true},
};

/// Those of one verb; one that is not listed does not compile.
[[nodiscard]] consteval const OwnWords* own_words_of(std::string_view verb) {
    const auto own = std::ranges::find(own_words, verb, &OwnWords::verb);
    return own != own_words.end() ? &*own : throw "no words are listed for this verb";
}

/// Whether a verb understands a word by itself in the place of an account: `plan add`, `step 4`, `role lead`. There an
/// account of that name is meant only in quotes. Upper and lower case are the same.
[[nodiscard]] bool is_own_word(std::string_view verb, std::string_view word);

/// Whether what people write can begin in the place of an account, names of accounts among it: `touch they called`.
[[nodiscard]] bool begins_with_text(std::string_view verb);

/// Whether any command understands a word by itself: an account with such an id is quoted in commands.
[[nodiscard]] bool is_word_of_commands(std::string_view word);

/// Whether an account is named behind this verb. The others are about whoever types them or about everything, or an
/// account has a place of its own in them.
[[nodiscard]] bool names_account_behind(std::string_view verb);

/// A text of the playbooks for somebody who reads it outside of the rescue's room: the account stands behind the verb
/// of every `/rescue …` between backticks, so that it can be typed there. Commands that are about no account stay, and
/// so do those that name this one.
[[nodiscard]] std::string with_account(std::string_view text, const AccountId& account);

} // namespace holdfast
