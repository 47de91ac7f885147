// Bytes on a connection: however they are cut into pieces, the same requests are handed on, and none whose end two
// readers could disagree about. Input: the size of the pieces on a line, then the bytes.

#include "bot/net/http_connection.hpp"
#include "tests/bot/net/fake_byte_stream.hpp"
#include "tests/fuzz/claims.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/core/string.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace holdfast;
using namespace holdfast::fuzz;

struct Conversation {
    std::vector<std::string> handed_on;
    std::string answered;
};

std::size_t count_of(const Headers& headers, std::string_view name) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < headers.size(); ++i) count += boost::beast::iequals(headers[i].name, name) ? 1 : 0;
    return count;
}

void check_framing(const HttpRequest& request) {
    const auto encodings = count_of(request.headers, "Transfer-Encoding");
    const auto lengths = count_of(request.headers, "Content-Length");
    must(encodings == 0 || lengths == 0, "a body is framed by its length or in chunks, never both");
    must(encodings <= 1, "there is one transfer encoding");
    if (encodings == 1)
        must(boost::beast::iequals(*request.headers.find("Transfer-Encoding"), "chunked"), "it is chunked");
    if (encodings == 0 && lengths == 0) must(request.body.empty(), "a body has a length");
    must(request.path.starts_with('/') || request.path == "*", "a path is a path");
}

std::string shown(const HttpRequest& request) {
    std::string text = request.method + " " + request.path + "?" + request.query + "\n";
    for (std::size_t i = 0; i < request.headers.size(); ++i)
        text.append(request.headers[i].name).append(": ").append(request.headers[i].value).append("\n");
    return text + request.body;
}

Conversation converse(std::string_view bytes, std::size_t piece) {
    Conversation heard;
    FakeWire wire;
    for (std::size_t at = 0; at < bytes.size(); at += piece) wire.incoming.emplace_back(bytes.substr(at, piece));

    HttpLimits limits;
    limits.header_bytes = 512;
    limits.body_bytes = 1024;
    const HttpHandler handler = [&heard](HttpRequest request) -> asio::awaitable<HttpResponse> {
        check_framing(request);
        heard.handed_on.push_back(shown(request));
        co_return HttpResponse{};
    };
    boost::asio::io_context io{1};
    BodyRoom room{limits.all_body_bytes, limits.grace_time};
    RefusalRate refusal_rate{limits.refusals};
    HttpConnection connection{std::make_unique<FakeByteStream>(wire), {}, limits, room, refusal_rate, handler};
    asio::co_spawn(io, connection.serve(),
                   [](const std::exception_ptr& thrown) { must(!thrown, "no request makes a connection throw"); });
    io.run();
    heard.answered = std::move(wire.sent);
    return heard;
}

std::size_t size_of_pieces(std::string_view line) {
    std::size_t size = 1;
    std::from_chars(line.data(), line.data() + line.size(), size);
    return std::clamp<std::size_t>(size, 1, 64);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    spdlog::set_level(spdlog::level::off);
    const auto [piece, bytes] = split_line(text_of(data, size));
    const auto whole = converse(bytes, bytes.size() + 1);
    const auto in_pieces = converse(bytes, size_of_pieces(piece));
    must(whole.handed_on == in_pieces.handed_on, "the same requests arrive, however their bytes do");
    must(whole.answered.empty() || whole.answered.starts_with("HTTP/1.1 "), "an answer is an answer");
    return 0;
}
