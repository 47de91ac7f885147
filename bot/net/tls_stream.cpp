#include "bot/net/tls_stream.hpp"

#include "bot/net/socket_byte_stream.hpp"
#include "bot/net/tls_socket.hpp"

namespace holdfast {

asio::ssl::context make_tls_context(const std::string& extra_ca_file) {
    asio::ssl::context trust(asio::ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(trust.native_handle(), TLS1_2_VERSION);
    trust.set_verify_mode(asio::ssl::verify_peer);
    trust.set_default_verify_paths();
    if (!extra_ca_file.empty()) trust.load_verify_file(extra_ca_file);
    return trust;
}

asio::awaitable<std::expected<std::unique_ptr<ByteStream>, TransportError>>
secure(asio::ip::tcp::socket socket, asio::ssl::context& trust, std::string host, SteadyTime deadline) {
    auto secured = co_await secure_socket(std::move(socket), trust, std::move(host), deadline);
    if (!secured) co_return std::unexpected(std::move(secured).error());
    std::unique_ptr<ByteStream> stream = std::make_unique<SocketByteStream<TlsSocket>>(std::move(*secured));
    co_return stream;
}

} // namespace holdfast
