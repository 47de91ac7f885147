#pragma once

#include "bot/net/byte_stream.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <stdexcept>
#include <type_traits>

namespace holdfast {

/// Runs `io` until `task` is done and returns its result; throws when it takes longer than 20 seconds.
template <class T>
T run_task(asio::io_context& io, asio::awaitable<T> task) {
    using Result = std::conditional_t<std::is_void_v<T>, bool, std::optional<T>>;
    Result result{};
    std::exception_ptr thrown;
    bool done = false;
    const auto finish = [&](const std::exception_ptr& failure, auto&&... value) {
        thrown = failure;
        if constexpr (!std::is_void_v<T>) result.emplace(std::move(value)...);
        done = true;
        io.stop();
    };
    asio::co_spawn(io, std::move(task), finish);
    io.restart();
    io.run_for(std::chrono::seconds(20));
    io.restart();
    if (thrown) std::rethrow_exception(thrown);
    if (!done) throw std::runtime_error("the task did not end");
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

} // namespace holdfast
