#include "bot/net/tls_socket.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <openssl/x509_vfy.h>

namespace holdfast {

namespace {

bool expect_host(SSL* session, const std::string& host) {
    error_code not_an_address;
    asio::ip::make_address(host, not_an_address);
    if (!not_an_address) return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host.c_str()) == 1;
    SSL_set_hostflags(session, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return SSL_set1_host(session, host.c_str()) == 1 && SSL_set_tlsext_host_name(session, host.c_str()) == 1;
}

std::string reason(SSL* session, error_code failed) {
    const long verdict = SSL_get_verify_result(session);
    return verdict == X509_V_OK ? failed.message() : X509_verify_cert_error_string(verdict);
}

} // namespace

asio::awaitable<std::expected<TlsSocket, TransportError>>
secure_socket(asio::ip::tcp::socket socket, asio::ssl::context& trust, std::string host, SteadyTime deadline) {
    TlsSocket stream(boost::beast::tcp_stream(std::move(socket)), trust);
    TransportError error{TransportError::Kind::tls, false, {}};
    if (!expect_host(stream.native_handle(), host)) {
        error.message = fmt::format("'{}' is no name that a certificate can be checked against", host);
        co_return std::unexpected(std::move(error));
    }

    stream.next_layer().expires_after(deadline - std::chrono::steady_clock::now());
    const auto [failed] = co_await stream.async_handshake(TlsSocket::client, asio::as_tuple(asio::use_awaitable));
    if (failed) {
        if (kind_of_broken_stream(failed) == TransportError::Kind::timeout) error.kind = TransportError::Kind::timeout;
        error.message = fmt::format("no secure connection to {}: {}", host, reason(stream.native_handle(), failed));
        co_return std::unexpected(std::move(error));
    }
    co_return std::move(stream);
}

} // namespace holdfast
