#include "bot/picture/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace holdfast::picture {

namespace {

// Beyond these a chart says nothing, and differences could overflow.
constexpr double largest = 1e15;

/// 1, 2 or 5 times a power of ten, so that about four of them make up the span.
double round_step(double span) {
    const double rough = span / 4;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (rough <= factor * power) return factor * power;
    return 10 * power;
}

} // namespace

double Axis::share_of(double value) const {
    return std::clamp((value - least) / (most - least), 0.0, 1.0);
}

Axis axis_for(const std::vector<double>& values, bool from_zero) {
    double least = values.empty() ? 0 : std::clamp(std::ranges::min(values), -largest, largest);
    double most = values.empty() ? 1 : std::clamp(std::ranges::max(values), -largest, largest);
    if (from_zero) least = std::min(least, 0.0);
    // Values that are all the same, or differ by less than their digits show, stand in the middle.
    const double smallest_span = std::max({std::abs(most), std::abs(least), 1.0}) * 1e-3;
    if (most - least < smallest_span) {
        const double air = std::max(std::abs(most) * 0.05, smallest_span);
        least = from_zero && least >= 0 ? 0 : least - air;
        most += air;
    }
    // Numbers are written beside the outermost points.
    const double air = (most - least) * 0.2;
    if (!from_zero || least < 0) least -= air;
    most += air;

    Axis axis{least, most, {}};
    const double step = round_step(most - least);
    const auto first = std::llround(std::ceil(least / step));
    const auto last = std::llround(std::floor(most / step));
    for (auto place = first; place <= last; ++place) axis.marks.push_back(static_cast<double>(place) * step);
    return axis;
}

std::string short_number(double value) {
    struct Unit {
        double size;
        std::string_view letter;
    };
    constexpr std::array<Unit, 3> units{{{1e9, "G"}, {1e6, "M"}, {1e4, "k"}}};
    const double size = std::abs(value);
    if (size > largest) return fmt::format("{:.2g}", value);
    for (const auto& [from, letter] : units)
        if (size >= from) return fmt::format("{:.4g}{}", value / (letter == "k" ? 1e3 : from), letter);
    return fmt::format("{:.4g}", value);
}

} // namespace holdfast::picture
