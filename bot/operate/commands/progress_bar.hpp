#pragma once

#include <cstdint>
#include <iosfwd>

namespace holdfast {

/// A bar on one line of a terminal.
class ProgressBar {
public:
    /// @param total at which the bar is full; above 0
    ProgressBar(std::ostream& terminal, std::uintmax_t total) : terminal_{terminal}, total_{total} {}

    /// Draws only what differs from what is there.
    void show(std::uintmax_t done);
    /// Takes the bar away.
    void clear();

private:
    std::ostream& terminal_;
    std::uintmax_t total_;
    int shown_percent_ = -1;
};

} // namespace holdfast
