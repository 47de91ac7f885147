#pragma once

#include "playbooks/calendar/instant.hpp"

#include <chrono>
#include <expected>
#include <string>
#include <string_view>

namespace holdfast {

/// What time it is. Passed to whoever needs to know, so that days can be played through in seconds and tests decide
/// about time themselves. Never used for checking signatures, which is about real time.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    /// How long to really wait until the clock shows `when`; zero when it has passed.
    [[nodiscard]] virtual std::chrono::steady_clock::duration until(Instant when) const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] std::chrono::steady_clock::duration until(Instant when) const override;
};

/// A clock that starts where it is told and runs at its own speed (`--clock START[,xSPEED]`).
class SimulatedClock final : public Clock {
public:
    /// @param speed simulated seconds in a real one, above 0
    SimulatedClock(Instant start, double speed);

    /// Reads `2026-03-02T09:12:00Z` or `2026-03-02T09:12:00Z,x60`.
    [[nodiscard]] static std::expected<SimulatedClock, std::string> parse(std::string_view text);

    [[nodiscard]] Instant now() const override;
    [[nodiscard]] std::chrono::steady_clock::duration until(Instant when) const override;

private:
    Instant start_;
    double speed_;
    std::chrono::steady_clock::time_point began_;
};

} // namespace holdfast
