#include "config/secret.hpp"

#include <algorithm>
#include <cstddef>
#include <ostream>

namespace holdfast {

namespace {

/// In our own words three dots stand behind how a token begins.
bool is_of_token(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Where a secret begins, from `from` on; npos where none does.
std::size_t secret_in(std::string_view text, std::size_t from) {
    constexpr std::string_view bearer = "Bearer ";
    constexpr std::string_view slack_tokens[]{"xoxb-", "xoxp-", "xapp-", "xoxe-", "xoxe."};
    for (std::size_t at = from; at < text.size(); ++at) {
        const auto rest = text.substr(at);
        if (rest.starts_with(bearer) && rest.size() > bearer.size()) return at + bearer.size();
        for (const auto beginning : slack_tokens)
            if (rest.starts_with(beginning) && rest.size() > beginning.size() && is_of_token(rest[beginning.size()]))
                return at;
    }
    return std::string_view::npos;
}

} // namespace

std::ostream& operator<<(std::ostream& out, const Secret& secret) {
    return out << (secret.empty() ? "" : "***");
}

std::string without_secrets(std::string_view text) {
    constexpr std::string_view behind_a_secret = " \t\r\n\"'`,;";
    std::string result;
    std::size_t taken = 0;
    for (auto at = secret_in(text, 0); at != std::string_view::npos; at = secret_in(text, taken)) {
        result += text.substr(taken, at - taken);
        result += "***";
        taken = std::min(text.find_first_of(behind_a_secret, at), text.size());
    }
    return result += text.substr(taken);
}

bool holds_secret(std::string_view text) {
    return secret_in(text, 0) != std::string_view::npos;
}

} // namespace holdfast
