// What comes back from Slack, or from whatever answers in its name. Input: the method on a line, then the bytes of the
// response.

#include "bot/deliver/slack_answer.hpp"

#include "bot/net/http_exchange.hpp"
#include "tests/bot/net/fake_byte_stream.hpp"
#include "tests/fuzz/claims.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <string>
#include <utility>

namespace {

using namespace holdfast;
using namespace holdfast::fuzz;

constexpr ExchangeLimits limits{.header_bytes = 512, .body_bytes = 2048};

/// Where a header goes beyond the limit, how much of it has arrived decides at which byte that is noticed.
bool keeps_the_limit(std::string_view bytes) {
    const auto end = bytes.find("\r\n\r\n");
    return end != std::string_view::npos && end + 4 < limits.header_bytes;
}

Exchange heard(std::string_view bytes, std::size_t piece) {
    FakeWire wire;
    for (std::size_t at = 0; at < bytes.size(); at += piece) wire.incoming.emplace_back(bytes.substr(at, piece));
    FakeByteStream stream{wire};
    Exchange result;
    boost::asio::io_context io{1};
    asio::co_spawn(io, exchange(stream, "POST / HTTP/1.1\r\n\r\n", false, limits),
                   [&](const std::exception_ptr& thrown, Exchange exchange) {
                       must(!thrown, "no response makes the client throw");
                       result = std::move(exchange);
                   });
    io.run();
    return result;
}

void check_answer(std::string_view method, const HttpResponse& response) {
    const auto answer = read_answer(method, response);
    if (answer.result) must(answer.result->is_object(), "an answer is an object");
    if (!answer.result) static_cast<void>(in_words(answer.result.error()));
    if (answer.rest) must(*answer.rest >= std::chrono::seconds{0}, "nobody rests backwards");
    static_cast<void>(granted_scopes(response));
    static_cast<void>(slack_time(response));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [method, bytes] = split_line(text_of(data, size));
    const auto whole = heard(bytes, bytes.size() + 1);
    const auto in_pieces = heard(bytes, 3);
    if (keeps_the_limit(bytes))
        must(whole.result.has_value() == in_pieces.result.has_value(),
             "the same response arrives, however its bytes do");
    if (!whole.result || !in_pieces.result) return 0;
    must(whole.result->body == in_pieces.result->body && whole.result->status == in_pieces.result->status,
         "and it says the same");
    check_answer(method, *whole.result);
    return 0;
}
