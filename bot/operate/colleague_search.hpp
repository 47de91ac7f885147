#pragma once

#include "bot/deliver/people_directory.hpp"
#include "bot/handle/desk.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace holdfast {

struct ColleagueSearchTimes {
    std::chrono::milliseconds between{1'000};     ///< two pages of addresses
    std::chrono::milliseconds at_ease{5'000};     ///< after a round that found nobody, whatever has changed meanwhile
    std::chrono::milliseconds rest{60'000};       ///< after a round that found nobody, while nothing changes
    std::chrono::milliseconds unknown{3'600'000}; ///< until Slack is asked again about those whom it does not know
};

/// Puts Slack ids where accounts name colleagues by e-mail address. Goes round and round through all such addresses, so
/// that those whom Slack does not know keep nobody from being found. Used from the network thread; must outlive its
/// coroutine.
class ColleagueSearch {
public:
    ColleagueSearch(const asio::any_io_executor& executor, Desk& desk, PeopleDirectory& people,
                    ColleagueSearchTimes times = {});

    /// Ends after stop().
    [[nodiscard]] asio::awaitable<void> run();
    void stop();
    /// Something was stored: there may be new addresses.
    void something_changed() { changed_ = true; }

private:
    asio::awaitable<void> search_page();
    asio::awaitable<void> look_for(UserId address);
    asio::awaitable<void> rest();

    Desk& desk_;
    PeopleDirectory& people_;
    ColleagueSearchTimes times_;
    asio::steady_timer timer_;
    UserId last_;           ///< the address that was looked for last; empty before a round
    SteadyTime unknown_at_; ///< when those whom Slack does not know are asked about again
    bool asks_unknown_ = false;
    bool round_is_over_ = false;
    bool has_found_ = false; ///< in this round
    bool changed_ = false;
    bool stopping_ = false;
};

} // namespace holdfast
