#include "tests/slack/socket_server.hpp"

#include "tests/slack/form.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/packaged_task.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <deque>
#include <future>
#include <iterator>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace holdfast::slack_double {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using nlohmann::json;

namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

std::string ticket_of(const std::string& target) {
    const auto question = target.find('?');
    if (question == std::string::npos) return {};
    for (const auto& [name, value] : decode_form(target.substr(question + 1))) {
        if (name == "ticket") return value;
    }
    return {};
}

struct Frame {
    enum class Kind { text, binary, ping };
    Kind kind = Kind::text;
    std::string bytes = {};
};

struct Socket {
    explicit Socket(tcp::socket accepted) : stream(std::move(accepted)), work(stream.get_executor()) {
        work.expires_at(std::chrono::steady_clock::time_point::max());
    }

    websocket::stream<tcp::socket> stream;
    /// Cancelled when there is something to send.
    asio::steady_timer work;
    std::deque<Frame> to_send = {};
    bool is_live = false;
    bool is_silent = false;
    bool is_over = false;
};

} // namespace

/// Everything but the constructor and the destructor runs on the one thread.
class SocketServer::Listener {
public:
    explicit Listener(Listening listening)
        : listening_(std::move(listening)), acceptor_(io_, {asio::ip::address_v4::loopback(), 0}) {
        asio::co_spawn(io_, accept(), asio::detached);
        thread_ = std::thread([this] { io_.run(); });
    }

    ~Listener() {
        io_.stop();
        thread_.join();
    }

    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    /// Runs `work` on the thread and returns what it returns.
    template <typename Work>
    auto call(Work work) {
        return asio::post(io_, std::packaged_task<std::invoke_result_t<Work>()>(std::move(work))).get();
    }

    [[nodiscard]] std::vector<std::shared_ptr<Socket>> live() const {
        std::vector<std::shared_ptr<Socket>> found;
        std::ranges::copy_if(sockets_, std::back_inserter(found), [](const auto& one) { return one->is_live; });
        return found;
    }

    void send(Socket& socket, Frame frame) {
        socket.to_send.push_back(std::move(frame));
        socket.work.cancel();
    }

    bool send_to_next(const std::string& text) {
        const auto ready = live();
        if (ready.empty()) return false;
        send(*ready[turn_++ % ready.size()], {.bytes = text});
        return true;
    }

    void send_to_all(const Frame& frame) {
        for (const auto& socket : live()) send(*socket, frame);
    }

    void fall_silent() {
        for (const auto& socket : sockets_) {
            socket->is_silent = true;
            socket->stream.next_layer().cancel();
        }
    }

    void cut_all() {
        for (const auto& socket : sockets_) {
            boost::system::error_code ignored;
            socket->stream.next_layer().close(ignored);
        }
    }

    std::size_t opened = 0;
    std::size_t closed_politely = 0;
    std::size_t pongs = 0;
    bool withholds_hello = false;

private:
    asio::awaitable<void> accept() {
        while (true) {
            auto [failed, accepted] = co_await acceptor_.async_accept(quietly);
            if (failed) co_return;
            auto socket = std::make_shared<Socket>(std::move(accepted));
            asio::co_spawn(io_, serve(socket), asio::detached);
        }
    }

    asio::awaitable<void> serve(std::shared_ptr<Socket> socket) {
        const bool admitted = co_await admit(*socket);
        if (!admitted) co_return;
        ++opened;
        sockets_.push_back(socket);
        asio::co_spawn(io_, write(socket), asio::detached);
        if (!withholds_hello) {
            socket->is_live = true;
            const json hello{{"type", "hello"},
                             {"num_connections", sockets_.size()},
                             {"connection_info", {{"app_id", "A0APP00001"}}},
                             {"debug_info", {{"host", "applink-1"}, {"approximate_connection_time", 18060}}}};
            send(*socket, {.bytes = hello.dump()});
        }
        listening_.on_change();
        co_await read(*socket);
        socket->is_live = false;
        socket->is_over = true;
        socket->work.cancel();
        std::erase(sockets_, socket);
        // Its connection stays open, but nobody is there any more.
        if (socket->is_silent) silent_.push_back(socket);
        listening_.on_change();
    }

    asio::awaitable<bool> admit(Socket& socket) {
        boost::beast::flat_buffer buffer;
        http::request<http::string_body> request;
        const auto [unread, size] = co_await http::async_read(socket.stream.next_layer(), buffer, request, quietly);
        if (unread || !listening_.admits(ticket_of(std::string{request.target()}))) co_return false;
        socket.stream.control_callback([this](websocket::frame_type kind, boost::beast::string_view) {
            if (kind != websocket::frame_type::pong) return;
            ++pongs;
            listening_.on_change();
        });
        const auto [refused] = co_await socket.stream.async_accept(request, quietly);
        co_return !refused;
    }

    asio::awaitable<void> read(Socket& socket) {
        while (true) {
            boost::beast::flat_buffer buffer;
            const auto [failed, size] = co_await socket.stream.async_read(buffer, quietly);
            if (failed == websocket::error::closed) ++closed_politely;
            if (failed) co_return;
            listening_.on_text(boost::beast::buffers_to_string(buffer.data()));
        }
    }

    asio::awaitable<void> write(std::shared_ptr<Socket> socket) {
        while (!socket->is_over) {
            if (socket->to_send.empty()) {
                co_await socket->work.async_wait(quietly);
                continue;
            }
            const Frame frame = std::move(socket->to_send.front());
            socket->to_send.pop_front();
            const bool sent = co_await send_now(*socket, frame);
            if (!sent) co_return;
        }
    }

    asio::awaitable<bool> send_now(Socket& socket, const Frame& frame) {
        if (frame.kind == Frame::Kind::ping) {
            const auto [unsent] = co_await socket.stream.async_ping({}, quietly);
            co_return !unsent;
        }
        socket.stream.text(frame.kind == Frame::Kind::text);
        const auto [unsent, size] = co_await socket.stream.async_write(asio::buffer(frame.bytes), quietly);
        co_return !unsent;
    }

    Listening listening_;
    asio::io_context io_;
    tcp::acceptor acceptor_;
    std::vector<std::shared_ptr<Socket>> sockets_;
    std::vector<std::shared_ptr<Socket>> silent_;
    std::size_t turn_ = 0;
    std::thread thread_;
};

SocketServer::SocketServer(Listening listening) : listener_(std::make_unique<Listener>(std::move(listening))) {}
SocketServer::~SocketServer() = default;

std::uint16_t SocketServer::port() const {
    return listener_->port();
}

std::size_t SocketServer::live() const {
    return listener_->call([this] { return listener_->live().size(); });
}

std::size_t SocketServer::opened() const {
    return listener_->call([this] { return listener_->opened; });
}

std::size_t SocketServer::closed_politely() const {
    return listener_->call([this] { return listener_->closed_politely; });
}

std::size_t SocketServer::pongs() const {
    return listener_->call([this] { return listener_->pongs; });
}

bool SocketServer::send(const std::string& text) {
    return listener_->call([&] { return listener_->send_to_next(text); });
}

void SocketServer::send_to_all(const std::string& text, bool as_binary) {
    const auto kind = as_binary ? Frame::Kind::binary : Frame::Kind::text;
    listener_->call([&] { listener_->send_to_all({.kind = kind, .bytes = text}); });
}

void SocketServer::ping_all() {
    listener_->call([this] { listener_->send_to_all({.kind = Frame::Kind::ping}); });
}

void SocketServer::cut_all() {
    listener_->call([this] { listener_->cut_all(); });
}

void SocketServer::fall_silent() {
    listener_->call([this] { listener_->fall_silent(); });
}

void SocketServer::withhold_hello(bool withhold) {
    listener_->call([&] { listener_->withholds_hello = withhold; });
}

} // namespace holdfast::slack_double
