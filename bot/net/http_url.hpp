#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace holdfast {

/// Whom a client talks to: scheme, host and port.
struct Origin {
    bool tls = true;
    std::string host; ///< DNS name or address, IPv6 without brackets
    std::uint16_t port = 443;

    /// The value of the Host field: the port only where it is not the scheme's own.
    [[nodiscard]] std::string authority() const;

    bool operator==(const Origin&) const = default;
};

/// An http or https URL, taken apart.
struct HttpUrl {
    Origin origin;
    std::string path = "/"; ///< percent-encoded
    std::string query;      ///< percent-encoded, without `?`
};

/// The error says what is wrong with `text`.
[[nodiscard]] std::expected<HttpUrl, std::string> parse_http_url(std::string_view text);

/// Where a server listens.
struct Endpoint {
    std::string ip = "127.0.0.1";
    std::uint16_t port = 3000; ///< 0 lets the system choose
};

} // namespace holdfast
