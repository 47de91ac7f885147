#include "bot/net/http_connection.hpp"

#include "bot/net/http_parser.hpp"

#include <boost/beast/http/error.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace holdfast {

namespace http = boost::beast::http;

namespace {

constexpr std::size_t waiting_buffer = 1024;
constexpr std::size_t working_buffer = 8 * 1024;
constexpr std::size_t smallest_read = 512;

constexpr unsigned bad_request = 400;
constexpr unsigned body_too_large = 413;
constexpr unsigned too_many_requests = 429;
constexpr unsigned header_too_large = 431;
constexpr unsigned no_room = 503;

bool is_refusal(unsigned status) {
    return status >= 400 && status < 500;
}

unsigned refusal_for(error_code failed) {
    if (failed == http::error::header_limit) return header_too_large;
    if (failed == http::error::body_limit) return body_too_large;
    return bad_request;
}

std::string_view reason_of(unsigned refusal) {
    switch (refusal) {
    case body_too_large: return "its body is too large";
    case header_too_large: return "its header is too large";
    case no_room: return "too many large bodies are arriving at once";
    default: return "it is no HTTP/1.1 that can be read in one way only";
    }
}

/// Splits the target into path and query; false when it is neither a path, `*`, nor a whole http URL.
bool assign_target(HttpRequest& request, std::string_view target) {
    if (target == "*") {
        request.path = target;
        return true;
    }
    if (!target.starts_with('/')) {
        const auto url = boost::urls::parse_uri(target);
        if (!url || !url->has_authority()) return false;
        const std::string_view path = url->encoded_path();
        request.path = path.empty() ? std::string_view("/") : path;
        request.query = std::string_view(url->encoded_query());
        return true;
    }
    const std::size_t mark = target.find('?');
    request.path = target.substr(0, mark);
    if (mark != std::string_view::npos) request.query = target.substr(mark + 1);
    return true;
}

} // namespace

HttpConnection::HttpConnection(std::unique_ptr<ByteStream> stream, const asio::ip::address& peer,
                               const HttpLimits& limits, BodyRoom& room, RefusalRate& refusal_rate,
                               const HttpHandler& handler)
    : stream_(std::move(stream)), peer_(peer), limits_(limits), room_(room), refusal_rate_(refusal_rate),
      handler_(handler) {}

asio::awaitable<void> HttpConnection::serve(std::function<void()> answered) {
    for (;;) {
        const bool begun = co_await wait_for_request();
        if (!begun) break;
        const bool goes_on = co_await take_request();
        if (!goes_on) break;
        answered();
    }
    stream_->close();
}

/// Reads a request and answers it. True when the connection can take another.
asio::awaitable<bool> HttpConnection::take_request() {
    BodyRoom::Share room{room_, [this] { give_way(); }};
    receiving_since_ = std::chrono::steady_clock::now();
    auto received = co_await read_request(room);
    receiving_since_ = SteadyTime::max();
    if (!received) {
        co_await refuse(received.error());
        co_return false;
    }
    room.keep();
    const bool goes_on = co_await answer(std::move(*received));
    co_return goes_on;
}

void HttpConnection::finish() {
    finishing_ = true;
    if (waiting_) stream_->close();
}

void HttpConnection::cut() {
    finishing_ = true;
    stream_->close();
}

void HttpConnection::give_way() {
    spdlog::warn("closed a connection: its large body was slow to arrive, and others need the room");
    cut();
}

/// True when the first bytes of a request are there.
asio::awaitable<bool> HttpConnection::wait_for_request() {
    if (finishing_) co_return false;
    if (buffer_.size() > 0) co_return true;

    buffer_.shrink_to_fit();
    buffer_.reserve(waiting_buffer);
    if (wire_.capacity() > waiting_buffer) wire_ = {};
    stream_->expires_after(limits_.idle_time);
    waiting_ = true;
    const bool arrived = co_await read_more();
    waiting_ = false;
    co_return arrived && !finishing_;
}

asio::awaitable<std::expected<HttpConnection::Received, HttpConnection::RefusalStatus>>
HttpConnection::read_request(BodyRoom::Share& room) {
    HttpParser<true> parser(limits_.header_bytes, limits_.body_bytes);

    stream_->expires_after(limits_.header_time);
    error_code failed = parser.take(buffer_);
    while (failed == http::error::need_more) {
        buffer_.reserve(working_buffer);
        const bool arrived = co_await read_more();
        if (!arrived) co_return std::unexpected(0U);
        failed = parser.take(buffer_);
    }
    if (failed) co_return std::unexpected(refusal_for(failed));
    const bool has_its_host = parser.version != 11 || parser.hosts == 1;
    if (!has_its_host || !parser.is_framed_clearly()) co_return std::unexpected(bad_request);
    if (!assign_target(parser.message, parser.target)) co_return std::unexpected(bad_request);

    if (!parser.is_done()) {
        stream_->expires_after(limits_.body_time);
        if (parser.expects_continue && parser.version == 11 && buffer_.size() == 0) {
            wire_ = "HTTP/1.1 100 Continue\r\n\r\n";
            const bool told = co_await write_wire();
            if (!told) co_return std::unexpected(0U);
        }
        parser.eager(true);
    }
    while (!parser.is_done()) {
        if (buffer_.size() > 0) failed = parser.take(buffer_);
        if (parser.is_done()) break;
        if (failed && failed != http::error::need_more) co_return std::unexpected(refusal_for(failed));
        // What the parser leaves unread here is the line that begins a chunk: no reason to be long.
        if (buffer_.size() > limits_.header_bytes) co_return std::unexpected(bad_request);
        if (!room.grow_to(parser.message.body.size())) co_return std::unexpected(no_room);
        const bool arrived = co_await read_more();
        if (!arrived) co_return std::unexpected(0U);
    }
    if (failed) co_return std::unexpected(refusal_for(failed));

    Received received{std::move(parser.message), {}};
    received.framing.keep_alive = parser.keep_alive();
    received.framing.http_1_0 = parser.version == 10;
    received.framing.head_only = received.request.method == "HEAD";
    co_return received;
}

/// True when the connection can take another request.
asio::awaitable<bool> HttpConnection::answer(Received received) {
    HttpResponse response = co_await ask_handler(std::move(received.request));
    const bool refused = is_refusal(response.status);
    refusals_ = refused ? refusals_ + 1 : 0;
    const bool limited = refused && limit(response);
    ResponseFraming framing = received.framing;
    framing.keep_alive = framing.keep_alive && !finishing_ && !limited && refusals_ < limits_.refusals_in_a_row;
    wire_.clear();
    append_response(wire_, response, framing);
    stream_->expires_after(limits_.response_time);
    const bool written = co_await write_wire();
    co_return written&& framing.keep_alive;
}

asio::awaitable<HttpResponse> HttpConnection::ask_handler(HttpRequest request) {
    // What was asked for stays out of the log: it may hold anything, commands to a terminal among it.
    try {
        co_return co_await handler_(std::move(request));
    } catch (const std::exception& failure) {
        spdlog::error("answering a request failed: {}", failure.what());
    } catch (...) {
        spdlog::error("answering a request failed");
    }
    HttpResponse nothing_to_say;
    nothing_to_say.status = 500;
    co_return nothing_to_say;
}

asio::awaitable<void> HttpConnection::refuse(RefusalStatus status) {
    if (status == 0) co_return;
    HttpResponse refusal;
    refusal.status = status;
    if (status == no_room) refusal.headers.add("Retry-After", "5");
    const bool limited = is_refusal(status) && limit(refusal);
    if (!limited) spdlog::warn("refused a request with {}: {}", status, reason_of(status));
    wire_.clear();
    append_response(wire_, refusal, {.keep_alive = false, .http_1_0 = false, .head_only = false});
    stream_->expires_after(limits_.linger_time);
    bool peer_is_there = co_await write_wire();
    while (peer_is_there) {
        buffer_.clear();
        peer_is_there = co_await read_more();
    }
}

/// Where too much has been refused to the peer, the refusal becomes one with 429. True then. Behind a proxy others than
/// the flood have its address: those who are known are told what is wrong.
bool HttpConnection::limit(HttpResponse& refusal) {
    std::optional<std::chrono::seconds> time;
    if (!refusal.sender_is_known) time = refusal_rate_.count(peer_, std::chrono::steady_clock::now());
    if (refusal.when_refused) refusal.when_refused(time.has_value());
    if (!time) return false;
    refusal = HttpResponse{};
    refusal.status = too_many_requests;
    refusal.headers.add("Retry-After", std::to_string(time->count()));
    return true;
}

/// Appends what arrives to the buffer; false when nothing more will.
asio::awaitable<bool> HttpConnection::read_more() {
    const std::size_t room = buffer_.capacity() - buffer_.size();
    const auto size = co_await stream_->read_some(buffer_.prepare(std::max(room, smallest_read)));
    if (!size) co_return false;
    buffer_.commit(*size);
    co_return true;
}

asio::awaitable<bool> HttpConnection::write_wire() {
    const error_code failed = co_await stream_->write_all(asio::buffer(wire_));
    co_return !failed;
}

} // namespace holdfast
