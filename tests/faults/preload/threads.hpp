#pragma once

namespace holdfast::faults {

/// Whether every thread but the first one waits on a condition.
[[nodiscard]] bool others_sleep();

} // namespace holdfast::faults
