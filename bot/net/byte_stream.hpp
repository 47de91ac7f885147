#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <expected>

namespace holdfast {

namespace asio = boost::asio;
using boost::system::error_code;
/// A point on the monotonic clock: deadlines of waits, never shown and never stored.
using SteadyTime = std::chrono::steady_clock::time_point;

/// A connection as HTTP sees it: bytes in, bytes out, a deadline. At most one read and one write at a time.
class ByteStream {
public:
    virtual ~ByteStream() = default;

    /// Waits for at least one byte and returns how many were put into `space`. The end of the stream is
    /// `asio::error::eof`, a passed deadline `beast::error::timeout` (the connection is closed then).
    virtual asio::awaitable<std::expected<std::size_t, error_code>> read_some(asio::mutable_buffer space) = 0;
    /// Sends all of `bytes`; after an error some of them, but never all, may have left.
    virtual asio::awaitable<error_code> write_all(asio::const_buffer bytes) = 0;
    /// Sets the one deadline that all reads and writes started from now on share, counted from now.
    virtual void expires_after(std::chrono::steady_clock::duration time) = 0;
    /// True when bytes, or the end of the stream, are waiting to be read. On a connection that is being kept for
    /// the next request this means that the peer has given it up.
    virtual bool has_input() = 0;
    /// Closes at once; a pending read or write ends with an error. May be called repeatedly.
    virtual void close() = 0;
};

} // namespace holdfast
