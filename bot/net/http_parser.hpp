#pragma once

#include "bot/net/http_message.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace holdfast {

/// Beast's HTTP/1 parser writing straight into a plain message. Feed it with `take` (and `put_eof`); it stops after
/// the header until `eager(true)` is set. Limits: `header_bytes` of request line and fields in all, trailers included
/// (Beast's own limit starts anew with every piece that arrives), `body_bytes` of body.
template <bool is_request>
class HttpParser final : public boost::beast::http::basic_parser<is_request> {
public:
    using Message = std::conditional_t<is_request, HttpRequest, HttpResponse>;

    HttpParser(std::size_t header_bytes, std::uint64_t body_bytes) : header_room_(header_bytes) {
        this->header_limit(static_cast<std::uint32_t>(header_bytes));
        this->body_limit(body_bytes);
    }

    /// Takes from what has arrived what belongs to the message. The error is need_more when that was not enough.
    boost::beast::error_code take(boost::beast::flat_buffer& arrived) {
        // A last chunk is five bytes at least, and Beast counts on having them once it has seen that it is the last.
        constexpr std::size_t shortest_end = 5;
        const bool may_be_the_last = this->is_header_done() && this->chunked() && arrived.size() > 0 &&
                                     static_cast<const char*>(arrived.cdata().data())[0] == '0';
        if (may_be_the_last && arrived.size() < shortest_end) return boost::beast::http::error::need_more;
        boost::beast::error_code failed;
        arrived.consume(this->put(arrived.data(), failed));
        return failed;
    }

    /// Filled as far as parsing has come; may be moved from when `is_done()`.
    Message message;
    /// The whole request target as it was sent.
    std::string target;
    /// The request gave an `Expect: 100-continue`.
    bool expects_continue = false;
    /// How many Host fields the request has: anything but 1 is an error in HTTP/1.1.
    int hosts = 0;
    int version = 11;

    /// Everybody who reads the message finds its end at the same place: a Transfer-Encoding is `chunked`, once, and in
    /// HTTP/1.1. Beast itself refuses one beside a Content-Length, but passes over codings that it does not know.
    [[nodiscard]] bool is_framed_clearly() const {
        return codings_ == 0 || (codings_ == 1 && is_chunked_ && version == 11);
    }

private:
    using Text = boost::beast::string_view;
    using Verb = boost::beast::http::verb;
    using FieldName = boost::beast::http::field;
    using Error = boost::beast::error_code;
    using Size = boost::optional<std::uint64_t>;

    void on_request_impl(Verb, Text method, Text request_target, int http_version, Error& failed) override {
        charge(method.size() + request_target.size() + 12, failed);
        version = http_version;
        target.assign(request_target.data(), request_target.size());
        if constexpr (is_request) message.method.assign(method.data(), method.size());
        message.headers.reserve(16, 512);
    }

    void on_response_impl(int status, Text, int http_version, Error&) override {
        version = http_version;
        if constexpr (!is_request) message.status = static_cast<unsigned>(status);
        message.headers.reserve(16, 512);
    }

    void on_field_impl(FieldName known, Text name, Text value, Error& failed) override {
        charge(name.size() + value.size() + 4, failed);
        // A trailer must not pass for a header field that was there when the header was judged.
        if (failed || in_body_) return;
        if (known == FieldName::host) ++hosts;
        if (known == FieldName::transfer_encoding) {
            ++codings_;
            is_chunked_ = boost::beast::iequals(value, "chunked");
        }
        if (known == FieldName::expect && boost::beast::iequals(value, "100-continue")) expects_continue = true;
        message.headers.add({name.data(), name.size()}, {value.data(), value.size()});
    }

    void on_header_impl(Error&) override {}

    void on_body_init_impl(const Size& size, Error&) override {
        in_body_ = true;
        // A peer that promises a lot and sends little must not cost a lot.
        constexpr std::uint64_t reserved_at_most = 16 * 1024;
        if (size) message.body.reserve(static_cast<std::size_t>(std::min(*size, reserved_at_most)));
    }

    std::size_t on_body_impl(Text part, Error&) override {
        message.body.append(part.data(), part.size());
        return part.size();
    }

    void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}

    std::size_t on_chunk_body_impl(std::uint64_t, Text part, Error&) override {
        message.body.append(part.data(), part.size());
        return part.size();
    }

    void on_finish_impl(Error&) override {}

    void charge(std::size_t bytes, Error& failed) {
        if (bytes > header_room_) {
            failed = boost::beast::http::error::header_limit;
            return;
        }
        header_room_ -= bytes;
    }

    std::size_t header_room_;
    bool in_body_ = false;
    bool is_chunked_ = false;
    int codings_ = 0;
};

extern template class HttpParser<true>;
extern template class HttpParser<false>;

} // namespace holdfast
