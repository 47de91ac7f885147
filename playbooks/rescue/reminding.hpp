#pragma once

#include "playbooks/rescue/notices.hpp"

#include <vector>

namespace holdfast {

/// What people are told when a reminder goes out.
/// @param before  the case it was wanted for, without the note that it went out
/// @param at      when it goes out, which may be long after its time: what is said must be true then
[[nodiscard]] std::vector<Notice> notices_of_reminder(const Case& before, const Reminder& reminder,
                                                      const event::ReminderFired& fired, Instant at,
                                                      const Surroundings& around);

} // namespace holdfast
