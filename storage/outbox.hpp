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

/// queued → in_flight → done, dead, queued again (refused without effect) or doubtful (outcome unknown);
/// doubtful → in_flight, done, dead or queued, once it is known.
enum class EffectState { queued, in_flight, doubtful, done, dead };
inline constexpr std::array<std::string_view, 5> effect_state_names{"queued", "in_flight", "doubtful", "done", "dead"};
template <>
struct Column<EffectState> : NamedColumn<EffectState, effect_state_names> {};

/// Something that must happen outside, committed together with its reason.
struct NewEffect {
    std::string effect_id;         ///< unique; marks what it leaves outside, so that it can be found again
    std::optional<CaseId> case_id; ///< none for what belongs to no case
    std::string lane;              ///< effects of one lane happen one after the other, in the order of appending
    std::string method;
    std::string payload; ///< JSON object
    Instant not_before;  ///< an effect that has to wait keeps its lane waiting
};

/// An effect on its way.
struct Effect {
    long long id = 0; ///< order of appending
    std::string effect_id;
    std::optional<CaseId> case_id;
    std::string lane;
    std::string method;
    std::string payload;
    EffectState state = EffectState::queued;
    int attempts = 0; ///< times it was in flight
    Instant not_before;
    Instant created_at;
    std::optional<Instant> finished_at;
    ChannelId channel; ///< where it left something, once done
    std::string ts;    ///< where it left something, once done
    std::string error; ///< of the last attempt

    bool operator==(const Effect&) const = default;
};

/// Work that is not finished.
struct OutboxDepth {
    long long queued = 0;
    long long in_flight = 0;
    long long doubtful = 0;
    std::optional<Instant> oldest; ///< when the oldest of it was appended

    bool operator==(const OutboxDepth&) const = default;
};

/// Work of one lane that is not finished.
struct LaneWork {
    std::string lane;
    long long waiting = 0; ///< effects
    Instant oldest;        ///< when the oldest of them was appended

    bool operator==(const LaneWork&) const = default;
};

/// Appends at the end of the effect's lane. @return false where the effect id is known, and nothing was done
bool append_effect(Transaction& tx, const NewEffect& effect, Instant now);

/// The next effect of a lane, if it may happen now. A lane whose first effect waits or is in flight has none; a
/// doubtful effect is its lane's next and is to be resolved, not simply repeated.
[[nodiscard]] std::optional<Effect> next_effect_of(Connection& db, std::string_view lane, Instant now);
/// When the first effect of some lane may happen that waits for its time.
[[nodiscard]] std::optional<Instant> next_effect_time(Connection& db);
/// Lanes with unfinished work, by name.
[[nodiscard]] std::vector<std::string> lanes_with_work(Connection& db);
[[nodiscard]] std::vector<LaneWork> work_by_lane(Connection& db);

/// Before the call. The holder answers for the outcome until the lease ends.
/// @return false where it is not queued or doubtful any more
bool effect_in_flight(Transaction& tx, long long id, std::string_view holder, Instant lease_until);
/// After the call: it happened, and left something at channel and ts (both may be empty).
void effect_done(Transaction& tx, long long id, const ChannelId& channel, std::string_view ts, Instant now);
/// After the call: it did not happen and is to be tried again. The lane waits with it.
void effect_retry(Transaction& tx, long long id, std::string_view error, Instant not_before);
/// After the call: nobody knows whether it happened.
void effect_doubtful(Transaction& tx, long long id, std::string_view error, Instant not_before);
/// The attempt does not count: it was not made after all, or failed for a reason that lies outside the effect.
/// @param as what it is now, queued or doubtful
void effect_not_attempted(Transaction& tx, long long id, EffectState as, std::string_view error, Instant not_before);
/// After the call: it cannot happen in this way, and is to happen in another, in the same place of the lane.
void effect_instead(Transaction& tx, long long id, std::string_view method, std::string_view payload,
                    std::string_view error, Instant not_before);
/// It cannot happen; the lane goes on without it.
void effect_dead(Transaction& tx, long long id, std::string_view error, Instant now);
/// At start: what `holder` had in flight when it ended, and what others left in flight longer than their lease, is
/// doubtful. @return how many were
long long doubt_effects_in_flight(Transaction& tx, std::string_view holder, Instant now);
/// The same only for what others than `holder` left, whose own calls may still be waiting.
long long doubt_effects_of_others(Transaction& tx, std::string_view holder, Instant now);
/// What is not finished, whoever had it in flight, may have happened without our knowing. @return how much it is
long long doubt_unfinished_effects(Transaction& tx);
/// Nobody learnt what became of the call of this lane that `holder` had in flight.
void doubt_effects_of_lane(Transaction& tx, std::string_view lane, std::string_view holder);

[[nodiscard]] std::optional<Effect> find_effect(Connection& db, std::string_view effect_id);
[[nodiscard]] OutboxDepth outbox_depth(Connection& db);
/// Forgets effects that were finished before the given instant.
/// @param most at a time, so that nobody waits long behind it
/// @return how many
long long purge_effects(Transaction& tx, Instant finished_before, int most);

} // namespace holdfast
