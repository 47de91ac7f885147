#include "bot/net/dialer.hpp"

#include "bot/net/tcp_stream.hpp"
#include "bot/net/tls_stream.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace holdfast {

namespace {

class NetworkDialer final : public Dialer {
public:
    NetworkDialer(Origin origin, const std::string& extra_ca_file) : origin_(std::move(origin)) {
        if (origin_.tls) trust_.emplace(make_tls_context(extra_ca_file));
    }

    asio::awaitable<std::expected<std::unique_ptr<ByteStream>, TransportError>> dial(SteadyTime deadline) override {
        auto socket = co_await connect_tcp(origin_.host, fmt::to_string(origin_.port), deadline);
        if (!socket) co_return std::unexpected(std::move(socket).error());
        if (!trust_) co_return make_tcp_stream(std::move(*socket));
        co_return co_await secure(std::move(*socket), *trust_, origin_.host, deadline);
    }

private:
    Origin origin_;
    std::optional<asio::ssl::context> trust_;
};

} // namespace

std::unique_ptr<Dialer> make_network_dialer(Origin origin, const std::string& extra_ca_file) {
    return std::make_unique<NetworkDialer>(std::move(origin), extra_ca_file);
}

} // namespace holdfast
