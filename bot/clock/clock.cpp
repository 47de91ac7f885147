#include "bot/clock/clock.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <sstream>

namespace holdfast {

using Steady = std::chrono::steady_clock;

Instant SystemClock::now() const {
    return date::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Steady::duration SystemClock::until(Instant when) const {
    const auto left = when - now();
    return left.count() > 0 ? std::chrono::duration_cast<Steady::duration>(left) : Steady::duration::zero();
}

SimulatedClock::SimulatedClock(Instant start, double speed) : start_{start}, speed_{speed}, began_{Steady::now()} {}

std::expected<SimulatedClock, std::string> SimulatedClock::parse(std::string_view text) {
    const auto comma = text.find(',');
    std::istringstream start_text{std::string{text.substr(0, comma)}};
    Instant start;
    start_text >> date::parse("%FT%TZ", start);
    if (start_text.fail() || start_text.peek() != std::istringstream::traits_type::eof()) {
        return std::unexpected{
            fmt::format("\"{}\" is not a UTC time such as 2026-03-02T09:12:00Z", text.substr(0, comma))};
    }
    double speed = 1;
    if (comma != std::string_view::npos) {
        const auto factor = text.substr(comma + 1);
        const auto* const end = factor.data() + factor.size();
        const bool prefixed = factor.starts_with('x');
        const auto parsed = prefixed ? std::from_chars(factor.data() + 1, end, speed)
                                     : std::from_chars_result{factor.data(), std::errc::invalid_argument};
        constexpr double fastest = 1e6;
        if (parsed.ec != std::errc{} || parsed.ptr != end || !(speed > 0) || speed > fastest) {
            return std::unexpected{fmt::format("\"{}\" is not a speed such as x60", factor)};
        }
    }
    return SimulatedClock{start, speed};
}

Instant SimulatedClock::now() const {
    const std::chrono::duration<double, std::milli> real = Steady::now() - began_;
    return start_ + std::chrono::milliseconds{std::llround(real.count() * speed_)};
}

Steady::duration SimulatedClock::until(Instant when) const {
    const std::chrono::duration<double, std::milli> simulated = when - now();
    if (simulated.count() <= 0) return Steady::duration::zero();
    return std::chrono::duration_cast<Steady::duration>(simulated / speed_);
}

} // namespace holdfast
