#include "bot/receive/api_tokens.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <openssl/crypto.h>
#include <spdlog/spdlog.h>

#include <stdexcept>
#include <sys/stat.h>
#include <utility>

namespace holdfast {

namespace {

constexpr std::chrono::seconds between_looks{1};

std::optional<ApiToken> full_token(const Secret& secret) {
    if (secret.empty()) return std::nullopt;
    return ApiToken{std::string{default_token_name}, true, true, sha256(secret.reveal())};
}

/// The token in the header; empty where there is none.
std::string_view given_token(std::string_view authorization) {
    constexpr std::string_view scheme = "Bearer ";
    if (!boost::algorithm::istarts_with(authorization, scheme)) return {};
    authorization.remove_prefix(scheme.size());
    while (authorization.starts_with(' ')) authorization.remove_prefix(1);
    return authorization;
}

} // namespace

ApiTokens::ApiTokens(const Secret& full, std::optional<std::filesystem::path> file)
    : full_{full_token(full)}, file_{std::move(file)} {
    if (!file_) return;
    read_at_ = state_of(*file_);
    auto tokens = read_api_tokens(*file_);
    if (!tokens) throw std::runtime_error{to_text(tokens.error())};
    named_ = std::move(*tokens);
}

std::expected<ApiToken, BearerRefusal> ApiTokens::bearer(std::string_view authorization, Instant now) {
    if (file_) look_again(*file_, now);
    if (!full_ && named_.empty()) return std::unexpected{BearerRefusal::closed};
    const auto given = given_token(authorization);
    // Digests have one length, and all of them are compared: how long it takes says neither how long a token is nor
    // whose it was.
    const auto digest = sha256(given);
    const ApiToken* found = nullptr;
    const auto compare = [&](const ApiToken& token) {
        if (CRYPTO_memcmp(digest.data(), token.digest.data(), digest.size()) == 0) found = &token;
    };
    if (full_) compare(*full_);
    for (const auto& token : named_) compare(token);
    if (found == nullptr || given.empty()) return std::unexpected{BearerRefusal::wrong};
    return *found;
}

void ApiTokens::look_again(const std::filesystem::path& file, Instant now) {
    if (now >= looked_at_ && now - looked_at_ < between_looks) return;
    looked_at_ = now;
    const auto state = state_of(file);
    if (state == read_at_) return;
    read_at_ = state;
    auto tokens = read_api_tokens(file);
    if (!tokens) {
        const auto& problem = problem_.emplace(to_text(tokens.error()));
        spdlog::error("the tokens of /v1 stay as they were: {}", problem);
        return;
    }
    problem_.reset();
    named_ = std::move(*tokens);
    spdlog::info("the tokens of /v1 are read again, there are {}", named_.size());
}

ApiTokens::FileState ApiTokens::state_of(const std::filesystem::path& file) {
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0) return {};
    constexpr std::int64_t nanoseconds = 1'000'000'000;
    // The time of change moves with every replacement of the content, also by a copy that keeps the time of writing.
    return {status.st_ino, status.st_size, status.st_ctim.tv_sec * nanoseconds + status.st_ctim.tv_nsec};
}

} // namespace holdfast
