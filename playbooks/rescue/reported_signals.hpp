#pragma once

#include "playbooks/rescue/state.hpp"

#include <vector>

namespace holdfast {

/// The live signals of a rescue that nothing here has measured: another system reported them, or somebody flagged what
/// is measured elsewhere. None under watch or after the end, when they are dealt with.
[[nodiscard]] std::vector<Signal> reported_signals(const Case& rescue);

} // namespace holdfast
