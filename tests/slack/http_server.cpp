#include "tests/slack/http_server.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <atomic>
#include <list>
#include <mutex>
#include <sys/socket.h>
#include <thread>

namespace holdfast::slack_double {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

namespace {

constexpr std::uint64_t largest_body = 16 * 1024 * 1024;

HttpRequest translate(const http::request<http::string_body>& message) {
    const std::string target{message.target()};
    const auto question = target.find('?');
    HttpRequest request{.method = std::string{message.method_string()},
                        .path = target.substr(0, question),
                        .query = question == std::string::npos ? "" : target.substr(question + 1),
                        .body = message.body()};
    for (const auto& field : message) {
        request.headers.emplace(boost::algorithm::to_lower_copy(std::string{field.name_string()}),
                                std::string{field.value()});
    }
    return request;
}

http::response<http::string_body> translate(const HttpReply& reply, bool keep_alive) {
    http::response<http::string_body> message{http::int_to_status(reply.status), 11};
    message.set(http::field::content_type, reply.content_type);
    for (const auto& [name, value] : reply.headers) message.set(name, value);
    message.body() = reply.body;
    message.keep_alive(keep_alive);
    message.prepare_payload();
    return message;
}

struct Connection {
    explicit Connection(tcp::socket accepted) : socket(std::move(accepted)) {}

    /// Wakes the thread that blocks on the socket. The descriptor stays open until the thread was joined.
    void cut() { ::shutdown(socket.native_handle(), SHUT_RDWR); }

    tcp::socket socket;
    std::atomic<bool> is_finished = false;
    std::thread thread;
};

} // namespace

class HttpServer::Listener {
public:
    Listener(std::uint16_t port, Handler handler)
        : handler_(std::move(handler)), acceptor_(io_, {asio::ip::address_v4::loopback(), port}) {
        accept_next();
        thread_ = std::thread([this] { io_.run(); });
    }

    ~Listener() {
        io_.stop();
        thread_.join();
        go_down();
        for (auto& connection : connections_) connection->thread.join();
    }

    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    void go_down() {
        is_down_ = true;
        const std::scoped_lock lock(mutex_);
        for (auto& connection : connections_) connection->cut();
    }

    void come_up() { is_down_ = false; }

private:
    void accept_next() {
        acceptor_.async_accept([this](boost::system::error_code error, tcp::socket socket) {
            if (error == asio::error::operation_aborted) return;
            if (!error && !is_down_) start(std::move(socket));
            accept_next();
        });
    }

    void start(tcp::socket socket) {
        const std::scoped_lock lock(mutex_);
        connections_.remove_if([](const std::unique_ptr<Connection>& connection) {
            if (!connection->is_finished) return false;
            connection->thread.join();
            return true;
        });
        Connection& connection = *connections_.emplace_back(std::make_unique<Connection>(std::move(socket)));
        connection.thread = std::thread([this, &connection] {
            serve(connection);
            connection.cut();
            connection.is_finished = true;
        });
    }

    void serve(Connection& connection) {
        boost::beast::flat_buffer buffer;
        boost::system::error_code error;
        while (true) {
            http::request_parser<http::string_body> parser;
            parser.body_limit(largest_body);
            http::read(connection.socket, buffer, parser, error);
            if (error || is_down_) return;
            const HttpReply reply = handler_(translate(parser.get()));
            if (reply.hang_up || is_down_) return;
            const auto message = translate(reply, parser.get().keep_alive());
            http::write(connection.socket, message, error);
            if (error || !message.keep_alive()) return;
        }
    }

    Handler handler_;
    asio::io_context io_;
    tcp::acceptor acceptor_;
    std::atomic<bool> is_down_ = false;
    std::mutex mutex_;
    std::list<std::unique_ptr<Connection>> connections_;
    std::thread thread_;
};

HttpServer::HttpServer(std::uint16_t port, Handler handler)
    : listener_(std::make_unique<Listener>(port, std::move(handler))) {}
HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const {
    return listener_->port();
}
void HttpServer::go_down() {
    listener_->go_down();
}
void HttpServer::come_up() {
    listener_->come_up();
}

} // namespace holdfast::slack_double
