#include "bot/handle/identities.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <utility>
#include <vector>

namespace holdfast {

namespace asio = boost::asio;

namespace {

auto question(const asio::any_io_executor& executor, Desk& desk, const UserId& who) {
    return asio::co_spawn(executor, desk.look_up(who), asio::deferred);
}

} // namespace

asio::awaitable<Identities> identities_of(Desk& desk, std::set<UserId> people) {
    Identities identities;
    if (people.empty()) co_return identities;
    const auto executor = co_await asio::this_coro::executor;
    std::vector<decltype(question(executor, desk, UserId{}))> questions;
    for (const auto& who : people) questions.push_back(question(executor, desk, who));
    auto all = asio::experimental::make_parallel_group(std::move(questions));
    auto [order, failures, answers] = co_await all.async_wait(asio::experimental::wait_for_all{}, asio::use_awaitable);
    auto answer = answers.begin();
    for (const auto& failure : failures) {
        if (failure) std::rethrow_exception(failure);
    }
    for (const auto& who : people) identities.emplace(who, std::move(*answer++));
    co_return identities;
}

} // namespace holdfast
