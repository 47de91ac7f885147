#pragma once

#include <chrono>
#include <map>
#include <string>

namespace holdfast::slack_double {

struct HttpResponse {
    /// 0 when no complete answer came before the deadline; `failure` then says why.
    unsigned status = 0;
    /// Names in lower case.
    std::map<std::string, std::string> headers = {};
    std::string body = {};
    std::string failure = {};
    std::chrono::milliseconds took{0};
};

/// One request on its own connection. `url` is http://ADDRESS:PORT/path; there is no name resolution and no TLS.
/// Blocks the calling thread until the answer or the deadline, whichever comes first.
[[nodiscard]] HttpResponse send_http(const std::string& verb, const std::string& url,
                                     const std::map<std::string, std::string>& headers, const std::string& body,
                                     std::chrono::milliseconds deadline);

} // namespace holdfast::slack_double
