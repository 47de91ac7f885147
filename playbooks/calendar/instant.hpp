#pragma once

#include <date/date.h>

#include <chrono>

namespace holdfast {

/// A point in time, UTC. The only representation that is stored or compared.
using Instant = date::sys_time<std::chrono::milliseconds>;
/// A calendar day without a zone: what "due on Friday" means before it is known whose Friday.
using Day = date::local_days;
/// Minutes since local midnight, 0…1439.
using MinuteOfDay = std::chrono::minutes;

} // namespace holdfast
