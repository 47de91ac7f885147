#pragma once

#include "bot/decode/words.hpp"
#include "bot/handle/reply.hpp"
#include "playbooks/accounts/account.hpp"

#include <expected>
#include <memory>

namespace holdfast {

/// What a command is about: an account, and its rescue if there is one.
struct Subject {
    Account account;
    std::shared_ptr<const Case> rescue; ///< the open one; null when none is open
    bool in_room = false;               ///< the asker is in the room of this rescue
    std::size_t next_word = 0;          ///< first word behind the account's name
};

/// Finds the account a command is about (rule 3): `account:NAME`, else named by id, name, quoted name or unique prefix
/// at `first_word`, else implied by the room. Several matches: a pick list; no match: the three nearest names.
///
/// In a room another account is named by `account:` or in quotes; without them its whole name counts where the verb
/// understands nothing by its first word (is_own_word) and no free text can begin. Elsewhere what a verb understands by
/// itself means that no account is named: a pick list of the asker's rescues.
[[nodiscard]] std::expected<Subject, Reply> subject_of(Desk& desk, const Asker& asker, const Words& words,
                                                       std::size_t first_word = 0);

/// The same, but a rescue must be open.
[[nodiscard]] std::expected<Subject, Reply> rescue_of(Desk& desk, const Asker& asker, const Words& words,
                                                      std::size_t first_word = 0);

/// The same; where none is open, the one that ended last: some of it can still be read and finished.
[[nodiscard]] std::expected<Subject, Reply> latest_rescue_of(Desk& desk, const Asker& asker, const Words& words);

/// What is answered where a word can be nothing but the name of an account, and none is called so: the nearest ones.
/// @param position of the word
[[nodiscard]] Reply no_account_called(Desk& desk, const Words& words, std::size_t position);

/// Who acts, as the case sees them.
[[nodiscard]] Actor actor_of(const Asker& asker, const Subject& subject);

/// Whether somebody is in the room of a case: known to be a member, or typing there.
[[nodiscard]] bool is_in_room(Desk& desk, const Asker& asker, const Case& rescue);

/// Whether what somebody asks is asked in the room of this case, where all who read along work on it.
[[nodiscard]] bool is_asked_in_room(Desk& desk, const Asker& asker, const Case* rescue);

/// The case whose room this conversation is, whether open or not.
[[nodiscard]] std::shared_ptr<const Case> case_of_channel(Desk& desk, const ChannelId& channel);

/// The room of a case; empty until it exists.
[[nodiscard]] ChannelId room_of(Desk& desk, const CaseId& id);

/// Whether a person is named by a mention, or typed as an id.
[[nodiscard]] std::optional<UserId> colleague_in(const Word& word);

} // namespace holdfast
