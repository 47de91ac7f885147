#pragma once

#include <cmath>

namespace holdfast {

/// One whole number measured against another, so that "exactly 10 %" is decided without rounding.
///
/// Holds numbers of any size that money in cents can reach, times the months of a baseline.
class Ratio {
public:
    using Whole = __int128;

    /// @param reference what is 100 %; greater than 0.
    constexpr Ratio(Whole value, Whole reference) : value_{value}, reference_{reference} {}

    /// Whether the value lies at least this far below the reference. Percents count with two decimals.
    [[nodiscard]] bool down_at_least(double percent) const { return below() >= share_of_reference(percent); }
    [[nodiscard]] bool down_more_than(double percent) const { return below() > share_of_reference(percent); }
    [[nodiscard]] bool up_at_least(double percent) const { return -below() >= share_of_reference(percent); }
    /// Whether the value is at least this share of the reference.
    [[nodiscard]] bool at_least(double percent) const { return value_ * whole_ >= share_of_reference(percent); }

    /// For showing, not for deciding.
    [[nodiscard]] double percent() const { return as_double(value_) / as_double(reference_) * 100; }
    [[nodiscard]] double drop_percent() const { return 100 - percent(); }

private:
    static constexpr Whole whole_ = 100'00; ///< 100.00 %

    static double as_double(Whole number) { return static_cast<double>(number); }
    [[nodiscard]] Whole below() const { return (reference_ - value_) * whole_; }
    [[nodiscard]] Whole share_of_reference(double percent) const { return reference_ * std::llround(percent * 100); }

    Whole value_;
    Whole reference_;
};

} // namespace holdfast
