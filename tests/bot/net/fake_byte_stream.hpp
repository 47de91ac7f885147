#pragma once

#include "bot/net/byte_stream.hpp"

#include <boost/asio/error.hpp>

#include <algorithm>
#include <cstring>
#include <deque>
#include <string>
#include <utility>

namespace holdfast {

/// What a FakeByteStream hands out, what it got, and how it fails; lives longer than the stream.
struct FakeWire {
    std::deque<std::string> incoming; ///< one piece per read; afterwards `end`
    error_code end = asio::error::eof;
    error_code write_failure; ///< set: every write fails with it
    std::string sent;
    bool given_up = false; ///< what has_input() says
    bool closed = false;
};

class FakeByteStream final : public ByteStream {
public:
    explicit FakeByteStream(FakeWire& wire) : wire_(wire) {}
    ~FakeByteStream() override { wire_.closed = true; }

    asio::awaitable<std::expected<std::size_t, error_code>> read_some(asio::mutable_buffer space) override {
        if (wire_.closed) co_return std::unexpected(error_code(asio::error::operation_aborted));
        if (wire_.incoming.empty()) co_return std::unexpected(wire_.end);
        std::string& piece = wire_.incoming.front();
        const std::size_t size = std::min(piece.size(), space.size());
        std::memcpy(space.data(), piece.data(), size);
        piece.erase(0, size);
        if (piece.empty()) wire_.incoming.pop_front();
        co_return size;
    }
    asio::awaitable<error_code> write_all(asio::const_buffer bytes) override {
        if (!wire_.write_failure) wire_.sent.append(static_cast<const char*>(bytes.data()), bytes.size());
        co_return wire_.write_failure;
    }
    void expires_after(std::chrono::steady_clock::duration) override {}
    bool has_input() override { return wire_.given_up; }
    void close() override { wire_.closed = true; }

private:
    FakeWire& wire_;
};

} // namespace holdfast
