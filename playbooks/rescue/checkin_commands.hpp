#pragma once

#include "playbooks/rescue/state.hpp"

#include <string>

/// What is typed about the weekly check-in of a rescue, with its own day, time and numbers, so that it does what is
/// said of it wherever it is printed.
namespace holdfast {

/// `/rescue checkin acme log ontime:95`, as if the target had been hit: a number of the right size. Where none is
/// followed, what chooses one, and leaves the meeting where it is.
[[nodiscard]] std::string command_to_log(const Case& state);

/// `/rescue checkin acme set wed 10:00`: the next working day of the week, at the same time.
[[nodiscard]] std::string command_to_move_the_meeting(const Case& state);

} // namespace holdfast
