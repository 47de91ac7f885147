#pragma once

#include "bot/handle/desk.hpp"

#include <boost/asio/awaitable.hpp>

#include <stop_token>

namespace holdfast {

/// Once a day, in the company's zone: what changes by itself is drawn again, every signal is looked at, and what is
/// long over is forgotten.
class DayStartJob {
public:
    DayStartJob(Desk& desk, std::stop_token stop) : desk_{desk}, stop_{std::move(stop)} {}

    /// @return whether a day was begun
    [[nodiscard]] boost::asio::awaitable<bool> do_what_is_due();

private:
    /// One that cannot be drawn is logged and stays as it is until its next change or the next day.
    [[nodiscard]] boost::asio::awaitable<void> draw_again(CaseId id);
    [[nodiscard]] boost::asio::awaitable<void> forget_what_is_over();

    Desk& desk_;
    std::stop_token stop_;
};

} // namespace holdfast
