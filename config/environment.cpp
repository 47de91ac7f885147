#include "config/environment.hpp"

#include "config/keys.hpp"
#include "config/secret.hpp"
#include "config/why_unreadable.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <unistd.h>
#include <utility>

namespace holdfast {

namespace {

constexpr std::string_view blanks = " \t\r\n";

/// A variable that goes before a key of the file, and obeys the same rules.
struct Override {
    std::string_view variable;
    std::string_view key;
};

constexpr std::array overrides{
    Override{"HOLDFAST_LISTEN", "listen"},
    Override{"HOLDFAST_DB", "database"},
    Override{"SLACK_API_URL", "slack_api_url"},
};

/// A variable that holds a secret, and what must not be mistaken for it.
struct SecretVariable {
    std::string_view name;
    std::string_view other_kind; ///< how a token of the wrong kind begins
    std::string_view instead;    ///< where that one belongs
    void (*store)(Secrets&, const std::string&);
};

std::vector<Secret> split(std::string_view list) {
    constexpr std::string_view separators = ", \t\r\n";
    std::vector<Secret> secrets;
    while (true) {
        const std::size_t begin = list.find_first_not_of(separators);
        if (begin == std::string_view::npos) {
            return secrets;
        }
        const std::size_t end = std::min(list.find_first_of(separators, begin), list.size());
        secrets.emplace_back(std::string{list.substr(begin, end - begin)});
        list.remove_prefix(end);
    }
}

constexpr std::array secret_variables{
    SecretVariable{"SLACK_BOT_TOKEN", "xapp-", "SLACK_APP_TOKEN",
                   [](Secrets& secrets, const std::string& text) { secrets.bot_token = Secret{text}; }},
    SecretVariable{"SLACK_SIGNING_SECRET", "xoxb-", "SLACK_BOT_TOKEN",
                   [](Secrets& secrets, const std::string& text) { secrets.signing_secrets = split(text); }},
    SecretVariable{"SLACK_APP_TOKEN", "xoxb-", "SLACK_BOT_TOKEN",
                   [](Secrets& secrets, const std::string& text) { secrets.app_token = Secret{text}; }},
    SecretVariable{"HOLDFAST_API_TOKEN", "xoxb-", "SLACK_BOT_TOKEN",
                   [](Secrets& secrets, const std::string& text) { secrets.api_token = Secret{text}; }},
};

ConfigError refused(std::string variable, std::string message) {
    return {.file = "environment", .key = std::move(variable), .message = std::move(message)};
}

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) {
        return {};
    }
    return std::string{text.substr(begin, text.find_last_not_of(blanks) - begin + 1)};
}

/// The text of a secret from its variable or its file; empty when neither is set.
std::expected<std::string, ConfigError> text_of_secret(const Environment& environment, std::string_view name) {
    const std::string_view direct = value_of(environment, name);
    const std::string file_variable = fmt::format("{}_FILE", name);
    const std::string file_name{value_of(environment, file_variable)};
    if (file_name.empty()) {
        return trimmed(direct);
    }
    if (!direct.empty()) {
        return std::unexpected(refused(file_variable, fmt::format("{} is set too; keep one of them", name)));
    }

    if (const auto why = why_unreadable(file_name)) {
        return std::unexpected(
            refused(file_variable, fmt::format("cannot read the file \"{}\": {}", file_name, why.message())));
    }
    std::ifstream file{file_name, std::ios::binary};
    const std::string content{std::istreambuf_iterator<char>{file}, {}};
    std::string text = trimmed(content);
    if (text.empty()) {
        return std::unexpected(refused(file_variable, fmt::format("the file \"{}\" is empty", file_name)));
    }
    return text;
}

std::expected<void, ConfigError> apply_secret(const Environment& environment, const SecretVariable& variable,
                                              Secrets& secrets) {
    const auto text = text_of_secret(environment, variable.name);
    if (!text) {
        return std::unexpected(text.error());
    }
    if (text->empty()) {
        return {};
    }
    if (text->starts_with(variable.other_kind)) {
        return std::unexpected(refused(std::string{variable.name},
                                       fmt::format("holds a token of another kind ({}…), which belongs into {}",
                                                   variable.other_kind, variable.instead)));
    }
    variable.store(secrets, *text);
    return {};
}

std::expected<void, ConfigError> apply_override(const Environment& environment, const Override& override,
                                                const std::vector<Key>& keys, Settings& settings) {
    const std::string value{value_of(environment, override.variable)};
    if (value.empty()) {
        return {};
    }
    if (holds_secret(value)) {
        return std::unexpected(refused(std::string{override.variable},
                                       "holds a token, which belongs into SLACK_BOT_TOKEN, SLACK_APP_TOKEN or "
                                       "HOLDFAST_API_TOKEN"));
    }
    const auto key = std::ranges::find(keys, override.key, &Key::path);
    if (auto complaint = key->set(settings, YAML::Node{value})) {
        return std::unexpected(refused(std::string{override.variable}, std::move(*complaint)));
    }
    return {};
}

} // namespace

Environment process_environment() {
    Environment environment;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text{*entry};
        const std::size_t equals = text.find('=');
        if (equals != std::string_view::npos) {
            environment.emplace(text.substr(0, equals), text.substr(equals + 1));
        }
    }
    return environment;
}

std::string_view value_of(const Environment& environment, std::string_view name) {
    const auto variable = environment.find(name);
    return variable == environment.end() ? std::string_view{} : std::string_view{variable->second};
}

std::expected<void, ConfigError> apply_environment(const Environment& environment, Settings& settings) {
    const std::vector<Key> keys = setting_keys();
    for (const Override& override : overrides) {
        if (auto applied = apply_override(environment, override, keys, settings); !applied) {
            return applied;
        }
    }
    for (const SecretVariable& variable : secret_variables) {
        if (auto applied = apply_secret(environment, variable, settings.secrets); !applied) {
            return applied;
        }
    }
    if (const auto tokens = value_of(environment, "HOLDFAST_API_TOKENS_FILE"); !tokens.empty()) {
        settings.secrets.api_tokens_file = tokens;
    }
    return {};
}

} // namespace holdfast
