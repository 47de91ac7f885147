#pragma once

#include "bot/net/body_room.hpp"
#include "bot/net/byte_stream.hpp"
#include "bot/net/http_handler.hpp"
#include "bot/net/http_wire.hpp"
#include "bot/net/refusal_rate.hpp"

#include <boost/beast/core/flat_buffer.hpp>

#include <functional>
#include <memory>
#include <string>

namespace holdfast {

/// One connection to the server: reads requests one after the other, lets the handler answer, writes.
/// Holds about 1 KiB while it waits for a request.
class HttpConnection {
public:
    /// `limits`, `room`, `refusal_rate` and `handler` must outlive the connection.
    /// @param peer whose requests they are, for the refusal rate
    HttpConnection(std::unique_ptr<ByteStream> stream, const asio::ip::address& peer, const HttpLimits& limits,
                   BodyRoom& room, RefusalRate& refusal_rate, const HttpHandler& handler);

    /// Runs until the connection is closed by either side. The connection must stay until it has returned.
    /// @param answered called after each answer that the connection outlives
    asio::awaitable<void> serve(std::function<void()> answered = [] {});
    /// Takes no further request: closes now when waiting for one, otherwise after the response to the current one.
    void finish();
    /// Closes now, whatever is going on.
    void cut();
    /// Waits for a request, of which not a byte has come.
    [[nodiscard]] bool is_idle() const { return waiting_ && !finishing_; }
    /// Since when a request has been arriving, of which some bytes are there and some are not; SteadyTime::max() while
    /// none has.
    [[nodiscard]] SteadyTime receiving_since() const { return finishing_ ? SteadyTime::max() : receiving_since_; }

private:
    struct Received {
        HttpRequest request;
        ResponseFraming framing;
    };
    /// What a request that cannot be taken is answered with; 0 when there is nobody left to answer.
    using RefusalStatus = unsigned;

    void give_way();
    asio::awaitable<bool> wait_for_request();
    asio::awaitable<bool> take_request();
    asio::awaitable<std::expected<Received, RefusalStatus>> read_request(BodyRoom::Share& room);
    asio::awaitable<bool> answer(Received received);
    asio::awaitable<HttpResponse> ask_handler(HttpRequest request);
    asio::awaitable<void> refuse(RefusalStatus status);
    bool limit(HttpResponse& refusal);
    asio::awaitable<bool> read_more();
    asio::awaitable<bool> write_wire();

    std::unique_ptr<ByteStream> stream_;
    asio::ip::address peer_;
    const HttpLimits& limits_;
    BodyRoom& room_;
    RefusalRate& refusal_rate_;
    const HttpHandler& handler_;
    boost::beast::flat_buffer buffer_;
    std::string wire_;
    SteadyTime receiving_since_ = SteadyTime::max();
    unsigned refusals_ = 0; ///< in a row
    bool waiting_ = false;
    bool finishing_ = false;
};

} // namespace holdfast
