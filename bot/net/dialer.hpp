#pragma once

#include "bot/net/byte_stream.hpp"
#include "bot/net/http_url.hpp"
#include "bot/net/transport_error.hpp"

#include <memory>
#include <string>

namespace holdfast {

/// Opens connections to one server.
class Dialer {
public:
    virtual ~Dialer() = default;
    /// A connection ready for requests (secured, when the origin is https), or why there is none by `deadline`.
    virtual asio::awaitable<std::expected<std::unique_ptr<ByteStream>, TransportError>> dial(SteadyTime deadline) = 0;
};

/// Dials over the network: looks the name up each time, connects, and for https checks the certificate against the
/// system's authorities and the PEM file `extra_ca_file` (empty: none). Streams must not outlive the dialer.
/// Throws boost::system::system_error when the file cannot be read.
[[nodiscard]] std::unique_ptr<Dialer> make_network_dialer(Origin origin, const std::string& extra_ca_file = {});

} // namespace holdfast
