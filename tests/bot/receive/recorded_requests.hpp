#pragma once

#include "playbooks/calendar/instant.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::testing {

/// A request of Slack as it came over the wire.
struct RecordedRequest {
    std::string name;
    std::string timestamp; ///< header values, empty when absent
    std::string signature;
    std::string content_type;
    std::string body;
    std::string bytes; ///< all of it
};

/// The secret and the time for which the recorded requests are signed; both are the ones of Slack's own example.
inline constexpr std::string_view recorded_secret = "8f742231b10e8888abcd99yyyzzz85a5";
inline constexpr Instant recorded_at{std::chrono::seconds{1'531'420'618}};

/// Where recorded requests lie when the reference kit is at hand; tests that need it skip without.
inline std::filesystem::path recorded_folder() {
    return std::filesystem::path{HOLDFAST_SOURCE_DIR} / "../shared/slack/samples/inbound";
}

inline std::string file_content(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

inline std::string header_value(std::string_view head, std::string_view name) {
    const auto begin = head.find(std::string{"\r\n"}.append(name).append(": "));
    if (begin == std::string_view::npos) return {};
    const auto value = begin + name.size() + 4;
    return std::string{head.substr(value, head.find("\r\n", value) - value)};
}

inline std::vector<RecordedRequest> recorded_requests() {
    std::vector<RecordedRequest> requests;
    if (!std::filesystem::is_directory(recorded_folder())) return requests;
    for (const auto& entry : std::filesystem::directory_iterator{recorded_folder()}) {
        if (entry.path().extension() != ".txt") continue;
        const auto content = file_content(entry.path());
        const auto head_end = content.find("\r\n\r\n");
        const auto head = std::string_view{content}.substr(0, head_end + 2);
        requests.push_back({.name = entry.path().stem(),
                            .timestamp = header_value(head, "X-Slack-Request-Timestamp"),
                            .signature = header_value(head, "X-Slack-Signature"),
                            .content_type = header_value(head, "Content-Type"),
                            .body = content.substr(head_end + 4),
                            .bytes = content});
    }
    return requests;
}

} // namespace holdfast::testing
