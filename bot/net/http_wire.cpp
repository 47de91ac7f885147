#include "bot/net/http_wire.hpp"

#include <boost/beast/http/status.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace holdfast {

namespace {

constexpr std::size_t usual_header_bytes = 256;

void append_fields(std::string& wire, const Headers& headers) {
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const Headers::Field field = headers[i];
        wire.append(field.name).append(": ").append(field.value).append("\r\n");
    }
}

bool has_body(unsigned status) {
    return status != 204 && status != 304;
}

bool is_visible(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

} // namespace

void append_response(std::string& wire, const HttpResponse& response, ResponseFraming framing) {
    if (response.content_type.find_first_of("\r\n") != std::string::npos)
        throw std::invalid_argument("content type that would break the response");

    const bool body = has_body(response.status);
    wire.reserve(wire.size() + usual_header_bytes + response.body.size());
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(response.status));
    fmt::format_to(std::back_inserter(wire), "HTTP/1.1 {} {}\r\n", response.status,
                   std::string_view(reason.data(), reason.size()));
    if (!response.content_type.empty()) wire.append("Content-Type: ").append(response.content_type).append("\r\n");
    append_fields(wire, response.headers);
    if (body) fmt::format_to(std::back_inserter(wire), "Content-Length: {}\r\n", response.body.size());
    if (!framing.keep_alive) wire.append("Connection: close\r\n");
    if (framing.keep_alive && framing.http_1_0) wire.append("Connection: keep-alive\r\n");
    wire.append("\r\n");
    if (body && !framing.head_only) wire.append(response.body);
}

std::expected<std::string, std::string> request_bytes(const HttpRequest& request, std::string_view authority) {
    if (request.method.empty() || !is_visible(request.method)) return std::unexpected("the method is not a word");
    if (!request.path.starts_with('/') || !is_visible(request.path) || !is_visible(request.query))
        return std::unexpected("the path or query is not percent-encoded");

    std::string wire;
    wire.reserve(usual_header_bytes + 256 + request.body.size());
    wire.append(request.method).append(" ").append(request.path);
    if (!request.query.empty()) wire.append("?").append(request.query);
    wire.append(" HTTP/1.1\r\nHost: ").append(authority).append("\r\n");
    append_fields(wire, request.headers);
    const bool length_matters = !request.body.empty() || (request.method != "GET" && request.method != "HEAD");
    if (length_matters) fmt::format_to(std::back_inserter(wire), "Content-Length: {}\r\n", request.body.size());
    wire.append("\r\n").append(request.body);
    return wire;
}

} // namespace holdfast
