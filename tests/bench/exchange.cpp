#include "tests/bench/exchange.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <utility>

namespace holdfast::bench {

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace {

constexpr std::chrono::seconds longest_wait{5};

} // namespace

asio::awaitable<std::string> connect(beast::tcp_stream& stream, const Target& target) {
    beast::error_code failed;
    stream.expires_after(longest_wait);
    co_await stream.async_connect(target, asio::redirect_error(asio::use_awaitable, failed));
    if (failed) co_return failed.message();
    // Requests are small and whole: waiting to fill a packet would be measured as the bot's time.
    stream.socket().set_option(asio::ip::tcp::no_delay{true}, failed);
    co_return failed ? failed.message() : std::string{};
}

asio::awaitable<std::expected<Answer, std::string>> exchange(beast::tcp_stream& stream, beast::flat_buffer& unread,
                                                             std::string_view request) {
    beast::error_code failed;
    stream.expires_after(longest_wait);
    co_await asio::async_write(stream, asio::buffer(request), asio::redirect_error(asio::use_awaitable, failed));
    if (failed) co_return std::unexpected{failed.message()};

    beast::http::response_parser<beast::http::string_body> parser;
    co_await beast::http::async_read(stream, unread, parser, asio::redirect_error(asio::use_awaitable, failed));
    if (failed) co_return std::unexpected{failed.message()};
    auto response = parser.release();
    Answer answer{response.result_int(), std::move(response.body()), response.keep_alive()};
    co_return answer;
}

asio::awaitable<std::expected<Answer, std::string>> exchange_once(Target target, std::string_view request) {
    const auto executor = co_await asio::this_coro::executor;
    beast::tcp_stream stream{executor};
    const std::string problem = co_await connect(stream, target);
    if (!problem.empty()) co_return std::unexpected{problem};
    beast::flat_buffer unread;
    co_return co_await exchange(stream, unread, request);
}

} // namespace holdfast::bench
