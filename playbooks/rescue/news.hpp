#pragma once

#include "playbooks/rescue/state.hpp"
#include "playbooks/signals/reading.hpp"

#include <memory>
#include <span>
#include <vector>

/// What an evaluation of an account says that none of its rescues has dealt with.
namespace holdfast {

/// Whether two signals are told apart by nothing that was measured. A number that somebody gave with a sign belongs to
/// their words: a feed that counts up day by day reports the same sign each day, and so does one of before such numbers
/// were kept.
[[nodiscard]] bool is_measured_alike(const Signal& one, const Signal& other);

/// The signals of the readings that tripped, without those that a rescue, now over, was about: after a false alarm the
/// very same numbers start no second one. How many days are left to a renewal changes nothing about the matter. What
/// people observe again is news.
/// @param rescues  all of the account
[[nodiscard]] std::vector<Signal> news_among(std::span<const Reading> readings,
                                             std::span<const std::shared_ptr<const Case>> rescues);

/// Since when a sign that somebody else's system sent (`/v1/signals`) still starts something: for thirty days, and only
/// what came after the latest rescue ended.
/// @param latest  the account's latest rescue, nullptr for none
[[nodiscard]] Instant imported_signs_count_from(const Case* latest, Instant now);

/// The same for what people flagged (S0-25): nothing from before the latest rescue ended.
/// @param ended  when it ended; none while it runs, or without one
[[nodiscard]] Instant flags_count_from(std::optional<Instant> ended, Instant earliest);

} // namespace holdfast
