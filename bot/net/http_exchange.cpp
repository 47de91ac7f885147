#include "bot/net/http_exchange.hpp"

#include "bot/net/http_parser.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <fmt/format.h>

#include <utility>

namespace holdfast {

namespace http = boost::beast::http;

namespace {

constexpr std::size_t read_size = 8 * 1024;

TransportError broken(error_code failed, std::string_view during) {
    return {kind_of_broken_stream(failed), /*maybe_processed=*/true, fmt::format("{}: {}", during, failed.message())};
}

TransportError malformed(error_code failed) {
    return {TransportError::Kind::protocol, /*maybe_processed=*/true,
            fmt::format("unreadable response: {}", failed.message())};
}

HttpResponse finished(HttpParser<false>& parser) {
    HttpResponse response = std::move(parser.message);
    response.content_type = response.headers.find("Content-Type").value_or("");
    return response;
}

bool is_interim(const HttpResponse& response) {
    return response.status / 100 == 1 && response.status != 101;
}

/// Reads one response of any status into `parser`, starting with what `buffer` already holds.
asio::awaitable<std::expected<void, TransportError>> read_response(ByteStream& stream, HttpParser<false>& parser,
                                                                   boost::beast::flat_buffer& buffer,
                                                                   std::size_t header_bytes, bool& answered) {
    parser.eager(true);
    while (!parser.is_done()) {
        error_code failed;
        if (buffer.size() > 0) failed = parser.take(buffer);
        if (parser.is_done()) break;
        if (failed && failed != http::error::need_more) co_return std::unexpected(malformed(failed));
        if (buffer.size() > header_bytes) co_return std::unexpected(malformed(http::error::header_limit));

        const auto size = co_await stream.read_some(buffer.prepare(read_size));
        if (size) {
            answered = true;
            buffer.commit(*size);
            continue;
        }
        const bool ended_in_order = size.error() == asio::error::eof && parser.is_header_done();
        if (!ended_in_order) co_return std::unexpected(broken(size.error(), "waiting for the response"));
        parser.put_eof(failed);
        if (failed) co_return std::unexpected(broken(failed, "reading the response"));
    }
    co_return std::expected<void, TransportError>{};
}

} // namespace

asio::awaitable<Exchange> exchange(ByteStream& stream, std::string_view request, bool head_only,
                                   ExchangeLimits limits) {
    Exchange outcome;
    const error_code unsent = co_await stream.write_all(asio::buffer(request));
    if (unsent) {
        outcome.result = std::unexpected(broken(unsent, "sending the request"));
        co_return outcome;
    }
    outcome.sent_whole = true;

    boost::beast::flat_buffer buffer;
    for (;;) {
        HttpParser<false> parser(limits.header_bytes, limits.body_bytes);
        parser.skip(head_only);
        const auto read = co_await read_response(stream, parser, buffer, limits.header_bytes, outcome.answered);
        if (!read) {
            outcome.result = std::unexpected(read.error());
            co_return outcome;
        }
        if (is_interim(parser.message)) continue;
        outcome.reusable = parser.keep_alive() && !parser.need_eof() && buffer.size() == 0;
        outcome.result = finished(parser);
        co_return outcome;
    }
}

} // namespace holdfast
