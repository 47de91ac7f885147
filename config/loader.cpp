#include "config/loader.hpp"

#include "config/settings_file.hpp"
#include "config/why_unreadable.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>

namespace holdfast {

namespace {

std::optional<std::filesystem::path> settings_path(const std::optional<std::filesystem::path>& from_command_line,
                                                   const Environment& environment) {
    if (from_command_line) {
        return from_command_line;
    }
    if (const std::string_view named = value_of(environment, "HOLDFAST_CONFIG"); !named.empty()) {
        return std::filesystem::path{named};
    }
    const std::filesystem::path beside = "holdfast.yaml";
    std::error_code ignored;
    return std::filesystem::exists(beside, ignored) ? std::optional{beside} : std::nullopt;
}

std::expected<Settings, ConfigError> read_file(const std::filesystem::path& path) {
    if (const auto why = why_unreadable(path)) {
        return std::unexpected(
            ConfigError{.file = path.string(), .key = "", .message = "cannot be read: " + why.message()});
    }
    std::ifstream file{path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    return read_settings(text, path.string());
}

} // namespace

std::expected<Settings, ConfigError> load(const std::optional<std::filesystem::path>& from_command_line,
                                          const Environment& environment) {
    Settings settings;
    if (const auto path = settings_path(from_command_line, environment)) {
        auto read = read_file(*path);
        if (!read) {
            return read;
        }
        settings = std::move(*read);
    }
    if (auto applied = apply_environment(environment, settings); !applied) {
        return std::unexpected(std::move(applied.error()));
    }
    // Method names are put behind it; people write it with and without.
    if (!settings.slack_api_url.ends_with('/')) {
        settings.slack_api_url += '/';
    }
    return settings;
}

std::expected<void, ConfigError> check_ready_to_serve(const Settings& settings) {
    const auto missing = [](std::string variable, std::string message) {
        return std::unexpected(
            ConfigError{.file = "environment", .key = std::move(variable), .message = std::move(message)});
    };
    if (settings.secrets.bot_token.empty()) {
        return missing("SLACK_BOT_TOKEN", "is not set; take the Bot User OAuth Token (xoxb-…) of your Slack app");
    }
    if (settings.secrets.signing_secrets.empty() && !settings.uses_socket_mode()) {
        return missing("SLACK_SIGNING_SECRET",
                       "is not set; take it from Basic Information of your Slack app, or set SLACK_APP_TOKEN to use "
                       "Socket Mode");
    }
    return {};
}

} // namespace holdfast
