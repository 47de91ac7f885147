#include "tests/slack/http_client.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/url/parse.hpp>

#include <stdexcept>

namespace holdfast::slack_double {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::use_awaitable;

namespace {

struct Destination {
    asio::ip::tcp::endpoint endpoint;
    std::string authority;
    std::string target;
};

Destination destination(const std::string& url) {
    const auto parsed = boost::urls::parse_uri(url);
    if (!parsed || parsed->scheme() != "http") throw std::invalid_argument("not an http URL: " + url);
    const std::string host = parsed->host() == "localhost" ? "127.0.0.1" : parsed->host();
    const std::uint16_t port = parsed->has_port() ? parsed->port_number() : std::uint16_t{80};
    const std::string target{parsed->encoded_target()};
    return {.endpoint = {asio::ip::make_address(host), port},
            .authority = std::string{parsed->encoded_host_and_port()},
            .target = target.empty() ? "/" : target};
}

asio::awaitable<HttpResponse> exchange(asio::ip::tcp::endpoint endpoint, http::request<http::string_body> request,
                                       std::chrono::milliseconds deadline) {
    boost::beast::tcp_stream stream(co_await asio::this_coro::executor);
    stream.expires_after(deadline);
    co_await stream.async_connect(endpoint, use_awaitable);
    co_await http::async_write(stream, request, use_awaitable);
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> message;
    co_await http::async_read(stream, buffer, message, use_awaitable);

    HttpResponse response{.status = message.result_int(), .body = message.body()};
    for (const auto& field : message) {
        response.headers.emplace(boost::algorithm::to_lower_copy(std::string{field.name_string()}),
                                 std::string{field.value()});
    }
    co_return response;
}

} // namespace

HttpResponse send_http(const std::string& verb, const std::string& url,
                       const std::map<std::string, std::string>& headers, const std::string& body,
                       std::chrono::milliseconds deadline) {
    const Destination to = destination(url);
    http::request<http::string_body> request{http::string_to_verb(verb), to.target, 11};
    request.set(http::field::host, to.authority);
    for (const auto& [name, value] : headers) request.set(name, value);
    request.body() = body;
    request.prepare_payload();
    request.keep_alive(false);

    const auto started = std::chrono::steady_clock::now();
    asio::io_context io;
    auto outcome = asio::co_spawn(io, exchange(to.endpoint, std::move(request), deadline), asio::use_future);
    io.run();
    HttpResponse response;
    try {
        response = outcome.get();
    } catch (const boost::system::system_error& error) {
        response.failure = error.code().message();
    }
    response.took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
    return response;
}

} // namespace holdfast::slack_double
