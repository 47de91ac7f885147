#include "bot/net/http_url.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <system_error>

namespace holdfast {

namespace urls = boost::urls;

namespace {

template <class View>
std::string host_of(const View& view) {
    return view.host_type() == urls::host_type::ipvfuture ? std::string{} : std::string(view.host_address());
}

/// Boost.URL accepts any number of digits as a port.
std::optional<std::uint16_t> port_from(std::string_view digits) {
    std::uint16_t port = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, failed] = std::from_chars(digits.data(), end, port);
    if (failed != std::errc{} || stop != end) return std::nullopt;
    return port;
}

} // namespace

std::string Origin::authority() const {
    const std::string name = host.contains(':') ? fmt::format("[{}]", host) : host;
    const std::uint16_t usual = tls ? 443 : 80;
    return port == usual ? name : fmt::format("{}:{}", name, port);
}

std::expected<HttpUrl, std::string> parse_http_url(std::string_view text) {
    const auto parsed = urls::parse_uri(text);
    if (!parsed) return std::unexpected(fmt::format("'{}' is not a URL", text));
    const urls::url_view& url = *parsed;

    const urls::scheme scheme = url.scheme_id();
    if (scheme != urls::scheme::http && scheme != urls::scheme::https)
        return std::unexpected(fmt::format("'{}' begins with neither http:// nor https://", text));
    if (url.has_userinfo()) return std::unexpected("a URL must not carry a user name or password");

    HttpUrl result;
    result.origin.tls = scheme == urls::scheme::https;
    result.origin.host = host_of(url);
    if (result.origin.host.empty()) return std::unexpected(fmt::format("'{}' names no host", text));

    const std::string_view usual_port = result.origin.tls ? "443" : "80";
    const std::string_view given_port = url.port();
    const auto port = port_from(given_port.empty() ? usual_port : given_port);
    if (!port || *port == 0) return std::unexpected(fmt::format("'{}' has an impossible port", text));
    result.origin.port = *port;

    const std::string_view path = url.encoded_path();
    if (!path.empty()) result.path = path;
    result.query = std::string_view(url.encoded_query());
    return result;
}

} // namespace holdfast
