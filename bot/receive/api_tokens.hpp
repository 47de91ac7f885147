#pragma once

#include "config/api_tokens_file.hpp"
#include "config/secret.hpp"
#include "playbooks/calendar/instant.hpp"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Why an `Authorization` header is not enough.
enum class BearerRefusal {
    closed, ///< no token is configured: nobody may (403)
    wrong,  ///< absent, of another scheme, or a token that nobody has (401)
};

/// The bearer tokens of `/v1` that are valid now. Tokens of a file come and go without a restart: it is looked at when
/// somebody calls, once a second at most; a file with a mistake in it leaves the tokens as they were.
class ApiTokens {
public:
    /// @param full a token that may do everything; may be empty
    /// @param file of named tokens, as for `read_api_tokens`
    /// @throws std::runtime_error where the file is there from the start with a mistake in it, or is missing
    ApiTokens(const Secret& full, std::optional<std::filesystem::path> file);

    /// Who calls. Takes a time that tells nothing about the tokens.
    /// @param authorization the value of the header, empty where there is none
    [[nodiscard]] std::expected<ApiToken, BearerRefusal> bearer(std::string_view authorization, Instant now);

    /// Why the file is not used as it is now, in words for an operator.
    [[nodiscard]] const std::optional<std::string>& problem() const noexcept { return problem_; }

private:
    /// Tells one state of a file from another.
    struct FileState {
        std::uint64_t inode = 0;
        std::int64_t size = 0;
        std::int64_t changed = 0; ///< nanoseconds since 1970

        bool operator==(const FileState&) const = default;
    };

    void look_again(const std::filesystem::path& file, Instant now);
    [[nodiscard]] static FileState state_of(const std::filesystem::path& file);

    std::optional<ApiToken> full_;
    std::optional<std::filesystem::path> file_;
    std::vector<ApiToken> named_;
    FileState read_at_;
    Instant looked_at_;
    std::optional<std::string> problem_;
};

} // namespace holdfast
