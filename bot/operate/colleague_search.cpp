#include "bot/operate/colleague_search.hpp"

#include "bot/operate/pause.hpp"
#include "storage/accounts.hpp"
#include "storage/unknown_colleagues.hpp"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

namespace holdfast {

namespace {

using std::chrono::steady_clock;

constexpr int page_size = 20;

} // namespace

ColleagueSearch::ColleagueSearch(const asio::any_io_executor& executor, Desk& desk, PeopleDirectory& people,
                                 ColleagueSearchTimes times)
    : desk_{desk}, people_{people}, times_{times}, timer_{executor}, unknown_at_{steady_clock::now() + times.unknown} {}

asio::awaitable<void> ColleagueSearch::run() {
    while (!stopping_) {
        try {
            co_await search_page();
        } catch (const std::exception& failure) {
            spdlog::error("colleagues could not be looked up, trying again: {}", failure.what());
        }
        const bool found_nobody = round_is_over_ && !has_found_;
        if (round_is_over_) has_found_ = round_is_over_ = false;
        if (found_nobody) {
            co_await rest();
        } else if (!stopping_) {
            co_await pause(timer_, times_.between);
        }
    }
}

asio::awaitable<void> ColleagueSearch::search_page() {
    if (last_.empty()) {
        asks_unknown_ = steady_clock::now() >= unknown_at_;
        if (asks_unknown_) unknown_at_ = steady_clock::now() + times_.unknown;
        changed_ = false;
    }
    const auto page = colleagues_by_address(desk_.reader(), last_, page_size);
    for (const auto& address : page) {
        if (stopping_) co_return;
        last_ = address;
        if (asks_unknown_ || !is_unknown_colleague(desk_.reader(), address)) co_await look_for(address);
    }
    if (page.size() == page_size) co_return;
    last_ = {};
    round_is_over_ = true;
}

asio::awaitable<void> ColleagueSearch::look_for(UserId address) {
    const auto found = co_await people_.find(address);
    if (!found) co_return;
    has_found_ = true;
    auto work = [address, user = found->id, at = desk_.now()](Transaction& tx, Ledger& ledger) {
        ledger.colleague_found(tx, address, user, at);
    };
    co_await desk_.change(std::move(work));
}

asio::awaitable<void> ColleagueSearch::rest() {
    const auto end = steady_clock::now() + times_.rest;
    do {
        if (stopping_) co_return;
        co_await pause(timer_, times_.at_ease);
    } while (!changed_ && steady_clock::now() < end);
}

void ColleagueSearch::stop() {
    stopping_ = true;
    timer_.cancel();
}

} // namespace holdfast
