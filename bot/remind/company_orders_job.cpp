#include "bot/remind/company_orders_job.hpp"

#include "bot/handle/account_health.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>

namespace holdfast {

namespace asio = boost::asio;

namespace {

constexpr std::string_view what{"the sum of the company's orders"};
constexpr std::chrono::milliseconds shortest_pause = std::chrono::minutes{1};
constexpr std::chrono::milliseconds longest_pause = std::chrono::hours{1};

struct Summed {
    Money total;
    std::chrono::milliseconds took{0};
};

/// Opens a connection for each time: this is seldom, and a kept one keeps its memory.
asio::awaitable<Summed> sum_here(const Database& database, Day today) {
    const auto begun = std::chrono::steady_clock::now();
    auto reader = database.reader();
    const auto total = orders_of_a_year(reader, today);
    co_return Summed{total, std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun)};
}

} // namespace

void CompanyOrdersJob::do_what_is_due() {
    const auto now = desk_.now();
    const bool nothing_new = counts_.evaluations == summed_after_;
    const bool too_early = now < not_before_ && not_before_ <= now + longest_pause; // the clock may be put back
    if (is_under_way_ || nothing_new || too_early || setbacks_.rests(what, now)) return;
    is_under_way_ = true;
    asio::co_spawn(executor_, sum_up(), asio::detached);
}

asio::awaitable<void> CompanyOrdersJob::sum_up() {
    const auto evaluations = counts_.evaluations;
    try {
        auto work = sum_here(desk_.database(), day_of(desk_.now(), *desk_.rules().company_zone));
        const auto summed = co_await asio::co_spawn(worker_, std::move(work), asio::use_awaitable);
        const auto keep = [total = summed.total](Transaction& tx) { keep_company_orders(tx, total); };
        co_await desk_.database().write(keep);
        summed_after_ = evaluations;
        // However many orders there are, a hundredth of the time at most goes into adding them up, for as long as an
        // hour allows.
        not_before_ = desk_.now() + std::clamp(100 * summed.took, shortest_pause, longest_pause);
        setbacks_.went_well(what);
    } catch (const std::exception& failure) {
        setbacks_.failed(std::string{what}, failure.what(), desk_.now());
    }
    is_under_way_ = false;
}

} // namespace holdfast
