#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace holdfast::slack_double {

struct HttpRequest {
    std::string method = {};
    /// Without the query.
    std::string path = {};
    std::string query = {};
    /// Names in lower case.
    std::map<std::string, std::string> headers = {};
    std::string body = {};
};

struct HttpReply {
    unsigned status = 200;
    std::string content_type = "application/json; charset=utf-8";
    std::string body = {};
    std::map<std::string, std::string> headers = {};
    /// Close the connection instead of answering.
    bool hang_up = false;
};

/// A small HTTP/1.1 server on 127.0.0.1. Every connection has its own thread, so a handler may block without
/// holding up others; the handler must be thread-safe.
class HttpServer {
public:
    using Handler = std::function<HttpReply(const HttpRequest&)>;

    /// Listens at once. Port 0 takes any free one. Throws when the port is taken.
    HttpServer(std::uint16_t port, Handler handler);
    /// Cuts every connection and waits for its thread; handlers must be able to return by then.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    /// Cuts all connections and every new one until come_up(). The port stays reserved.
    void go_down();
    void come_up();

private:
    class Listener;
    std::unique_ptr<Listener> listener_;
};

} // namespace holdfast::slack_double
