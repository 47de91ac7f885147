#pragma once

#include <string>
#include <vector>

namespace holdfast::picture {

/// The values that a chart's height stands for, with round marks on the way.
struct Axis {
    double least = 0;
    double most = 1;
    std::vector<double> marks; ///< ascending, within least…most

    /// 0 at the lower end, 1 at the upper; values outside are put at the nearer end.
    [[nodiscard]] double share_of(double value) const;
};

/// An axis on which all the values stand with a little air around them. Any finite numbers will do.
/// @param from_zero begins at 0, for quantities that are compared by their height; negative values still fit
[[nodiscard]] Axis axis_for(const std::vector<double>& values, bool from_zero = false);

/// `96`, `96.25`, `1.2k`, `3.4M`: short enough to stand beside a point.
[[nodiscard]] std::string short_number(double value);

} // namespace holdfast::picture
