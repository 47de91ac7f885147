#include "bot/operate/commands/progress_bar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace holdfast {

void ProgressBar::show(std::uintmax_t done) {
    constexpr int width = 40;
    const auto percent = static_cast<int>(std::min(done, total_) * 100 / total_);
    if (percent == shown_percent_) return;
    shown_percent_ = percent;
    const auto filled = static_cast<std::size_t>(percent * width / 100);
    terminal_ << fmt::format("\r[{:<{}}] {:3} %", std::string(filled, '#'), width, percent) << std::flush;
}

void ProgressBar::clear() {
    if (shown_percent_ >= 0) terminal_ << "\r\033[K" << std::flush;
    shown_percent_ = -1;
}

} // namespace holdfast
