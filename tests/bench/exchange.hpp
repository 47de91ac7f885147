#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <expected>
#include <string>
#include <string_view>

namespace holdfast::bench {

using Target = boost::asio::ip::tcp::endpoint;

/// What the bot said to one request.
struct Answer {
    unsigned status = 0;
    std::string body;
    bool keeps_connection = false;

    /// True for a 200 that contains `words`. A command is refused with a 200 too: only its words tell.
    [[nodiscard]] bool says(std::string_view words) const { return status == 200 && body.contains(words); }
};

/// Sends a request as it is and reads the answer, within five seconds.
/// @param unread what came behind the last answer over this connection
/// @return or why there was no answer; the connection is of no use then
[[nodiscard]] boost::asio::awaitable<std::expected<Answer, std::string>>
exchange(boost::beast::tcp_stream& stream, boost::beast::flat_buffer& unread, std::string_view request);

/// The same over a connection of its own.
[[nodiscard]] boost::asio::awaitable<std::expected<Answer, std::string>> exchange_once(Target target,
                                                                                       std::string_view request);

/// Connects within five seconds. @return what went wrong, empty when nothing did
[[nodiscard]] boost::asio::awaitable<std::string> connect(boost::beast::tcp_stream& stream, const Target& target);

} // namespace holdfast::bench
