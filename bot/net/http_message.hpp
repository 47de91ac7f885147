#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Header fields in the order in which they came; names compare without regard to case. All text lies in one
/// buffer, so that a message costs two allocations and not two per field.
class Headers {
public:
    struct Field {
        std::string_view name;
        std::string_view value;
    };

    Headers() = default;
    Headers(std::initializer_list<Field> fields);

    /// Appends a field. Throws std::invalid_argument when the name is no token or the value holds a line break or
    /// NUL: such a field would forge others.
    void add(std::string_view name, std::string_view value);
    /// The value of the first field called `name`. Views last until the next change.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] Field operator[](std::size_t index) const;
    /// Makes room for `fields` fields with `bytes` of text in all.
    void reserve(std::size_t fields, std::size_t bytes);

private:
    struct Entry {
        std::uint32_t begin;
        std::uint32_t name_size;
        std::uint32_t value_size;
    };
    std::string text_;
    std::vector<Entry> entries_;
};

/// A request, received or to be sent.
struct HttpRequest {
    std::string method = "GET"; ///< case matters
    std::string path = "/";     ///< still percent-encoded, begins with `/` (or is `*`)
    std::string query;          ///< still percent-encoded, without `?`
    Headers headers;            ///< to be sent: without Host and Content-Length
    std::string body;           ///< whole, chunks already joined
};

/// A response, received or to be sent.
struct HttpResponse {
    unsigned status = 200;
    std::string content_type; ///< empty when there is none
    Headers headers;          ///< to be sent: without Content-Type, Content-Length and Connection
    std::string body;         ///< whole, chunks already joined
    /// To be sent, of a 4xx: called once it is known whether the sender is limited and gets 429 instead. Who refuses
    /// logs and counts there and not before: refusals of those who are limited leave no line. May be empty.
    std::function<void(bool limited)> when_refused;
    /// Who sent the request has shown who they are: what is refused to them is neither counted nor limited.
    bool sender_is_known = false;
};

} // namespace holdfast
