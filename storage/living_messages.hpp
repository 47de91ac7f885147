#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/column.hpp"
#include "storage/connection.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

enum class LivingState {
    unposted,  ///< not there yet
    in_flight, ///< a call about it has been begun
    doubtful,  ///< a call was begun and its outcome is not known: look for the effect id first
    posted     ///< there, at channel and ts
};
inline constexpr std::array<std::string_view, 4> living_state_names{"unposted", "in_flight", "doubtful", "posted"};
template <>
struct Column<LivingState> : NamedColumn<LivingState, living_state_names> {};

/// Stands for what a message says where that is not known; no payload has this hash.
inline constexpr std::string_view unknown_hash = "?";

/// A message that is kept up to date in place: a case's card, the sponsor-call message, the daily card.
struct LivingMessage {
    CaseId case_id;
    std::string slot;                          ///< which of the case's messages, `card`
    std::string target;                        ///< where it belongs, a conversation or a user
    ChannelId channel;                         ///< where it is; empty until posted
    std::string ts;                            ///< where it is; empty until posted
    std::optional<std::string> wanted_payload; ///< JSON object; none: the message should go
    std::string wanted_hash;                   ///< of the payload, empty where the message should go
    std::string posted_hash;                   ///< of the payload that is there, empty where none is
    std::string effect_id;                     ///< marks the post, so that it can be found again
    LivingState state = LivingState::unposted;
    int attempts = 0;   ///< failed ones since the last success
    Instant not_before; ///< of the next attempt

    bool operator==(const LivingMessage&) const = default;
};

/// Sets what the message should say; it may be attempted at once. @param hash of the payload, never empty
/// @return false where exactly that was wanted already
bool want_message(Transaction& tx, const CaseId& id, std::string_view slot, std::string_view target,
                  std::string_view payload, std::string_view hash, Instant now);
/// What the messages of the case should say does not count any more: want_message sets it anew, whatever it was.
void forget_wanted_messages(Transaction& tx, const CaseId& id);
/// The message should go. Forgets it at once where it was never there.
void unwant_message(Transaction& tx, const CaseId& id, std::string_view slot, Instant now);

/// Before the call.
void message_in_flight(Transaction& tx, const CaseId& id, std::string_view slot, std::string_view effect_id);
/// After the call: the message is there and says what `hash` stands for.
void message_posted(Transaction& tx, const CaseId& id, std::string_view slot, const ChannelId& channel,
                    std::string_view ts, std::string_view hash);
/// After the call: it had no effect; the next attempt not before the given instant. One that is somewhere and was
/// doubtful still is.
void message_refused(Transaction& tx, const CaseId& id, std::string_view slot, Instant not_before);
/// The attempt does not count: it was not made after all, or failed for a reason that lies outside the message. One
/// that was doubtful still is.
void message_not_attempted(Transaction& tx, const CaseId& id, std::string_view slot, Instant not_before);
/// After the call: nobody knows whether it had an effect.
void message_doubtful(Transaction& tx, const CaseId& id, std::string_view slot, Instant not_before);
/// The message is not there (deleted, or looked for in vain). Forgets it unless it is still wanted. One that was
/// doubtful and is not where it should be may be at another place: it still is doubtful, and is nowhere once it has
/// been looked for in vain.
void message_absent(Transaction& tx, const CaseId& id, std::string_view slot);
/// At start: what was in flight when the program ended is doubtful. @return how many were
long long doubt_messages_in_flight(Transaction& tx);
/// Calls about the messages may have been made without our knowing: those that have not been posted may be there, and
/// those of open cases may say something else (unknown_hash) or be at another place. @return how many are doubtful now
long long doubt_messages(Transaction& tx);
/// Nobody learnt what became of the call about this message, if one is in flight.
void doubt_message_in_flight(Transaction& tx, const CaseId& id, std::string_view slot);

[[nodiscard]] std::optional<LivingMessage> find_message(Connection& db, const CaseId& id, std::string_view slot);
[[nodiscard]] std::vector<LivingMessage> messages_of(Connection& db, const CaseId& id);
/// Messages that do not say what they should, or may not, that are not in flight and may be attempted; the longest
/// waiting first.
/// @param limit at most so many
[[nodiscard]] std::vector<LivingMessage> messages_to_update(Connection& db, Instant now, int limit);
/// When the next of them may be attempted, if there is one.
[[nodiscard]] std::optional<Instant> next_message_attempt(Connection& db);

} // namespace holdfast
