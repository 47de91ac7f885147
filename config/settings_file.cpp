#include "config/settings_file.hpp"

#include "config/keys.hpp"
#include "config/nearest_key.hpp"
#include "config/secret.hpp"
#include "config/yaml_notation.hpp"
#include "playbooks/catalog/yaml_documents.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast {

namespace {

using Refusal = std::optional<ConfigError>;

bool is_token(const YAML::Node& node) {
    return node.IsScalar() && holds_secret(node.Scalar());
}

bool holds_token(const YAML::Node& value) {
    return is_token(value) || (value.IsSequence() && std::any_of(value.begin(), value.end(), is_token));
}

bool names_secret(std::string_view key) {
    const auto lower = lower_case(key);
    return lower.contains("token") || lower.contains("secret");
}

/// Walks one document and fills the settings; stops at the first thing that is wrong.
class Reader {
public:
    explicit Reader(const std::string& file) : file_{file} {}

    Refusal read(const YAML::Node& document) {
        if (document.IsNull()) {
            return std::nullopt;
        }
        if (!document.IsMap()) {
            return refused(document, "", "must hold keys, such as `tickets: {floor: 4}`");
        }
        if (Refusal refusal = read_section(document, "")) {
            return refusal;
        }
        return check_agreements();
    }

    Settings take() { return std::move(settings_); }

private:
    Refusal read_section(const YAML::Node& section, const std::string& prefix) {
        for (const auto& entry : section) {
            const YAML::Node& name = entry.first;
            const YAML::Node& value = entry.second;
            if (!name.IsScalar()) {
                return refused(name, "", fmt::format("a key must be a plain word, not {}", quoted(name)));
            }
            const std::string path = prefix + name.Scalar();
            if (names_secret(name.Scalar()) || is_token(name) || holds_token(value)) {
                return refused(name, path,
                               "secrets do not belong into this file; set SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, "
                               "SLACK_APP_TOKEN or HOLDFAST_API_TOKEN in the environment, or <NAME>_FILE");
            }
            if (!places_.emplace(path, name.Mark()).second) {
                return refused(name, path, "is written twice");
            }
            if (Refusal refusal = read_entry(name, value, path)) {
                return refusal;
            }
        }
        return std::nullopt;
    }

    Refusal read_entry(const YAML::Node& name, const YAML::Node& value, const std::string& path) {
        const auto key = std::ranges::find(keys_, path, &Key::path);
        if (key != keys_.end()) {
            auto complaint = key->set(settings_, value);
            // The parser finds nothing where the next key begins, which may be many lines below.
            const YAML::Node& place = value.IsNull() ? name : value;
            return complaint ? refused(place, path, std::move(*complaint)) : Refusal{};
        }
        if (!is_section(path)) {
            return refused(name, path, unknown(path));
        }
        if (value.IsNull()) {
            return std::nullopt;
        }
        if (!value.IsMap()) {
            return refused(value, path,
                           "must hold keys of its own: " + fmt::format("{}", fmt::join(below(path), ", ")));
        }
        return read_section(value, path + ".");
    }

    [[nodiscard]] bool is_section(const std::string& path) const { return !below(path).empty(); }

    /// The keys of a section, in short: `floor` for `tickets.floor`.
    [[nodiscard]] std::vector<std::string> below(const std::string& section) const {
        std::vector<std::string> names;
        for (const Key& key : keys_) {
            if (key.path.starts_with(section + ".")) {
                names.push_back(key.path.substr(section.size() + 1));
            }
        }
        return names;
    }

    [[nodiscard]] std::string unknown(const std::string& path) const {
        std::vector<std::string> known;
        for (const Key& key : keys_) {
            for (std::size_t dot = key.path.find('.'); dot != std::string::npos; dot = key.path.find('.', dot + 1)) {
                known.push_back(key.path.substr(0, dot));
            }
            known.push_back(key.path);
        }
        std::ranges::sort(known);
        known.erase(std::ranges::unique(known).begin(), known.end());
        const std::string nearest = nearest_key(path, known);
        return nearest.empty() ? "is not a key; config/holdfast.example.yaml lists them all"
                               : fmt::format("is not a key; did you mean {}?", nearest);
    }

    [[nodiscard]] Refusal check_agreements() const {
        for (const Agreement& agreement : setting_agreements()) {
            if (agreement.holds(settings_)) {
                continue;
            }
            const auto written = places_.find(agreement.key);
            const auto place = written != places_.end() ? written : places_.find(agreement.against);
            return refused(place != places_.end() ? place->second : YAML::Mark::null_mark(), agreement.key,
                           agreement.demand);
        }
        return std::nullopt;
    }

    [[nodiscard]] ConfigError refused(const YAML::Mark& mark, std::string key, std::string message) const {
        return {.file = file_,
                .line = mark.is_null() ? 0 : mark.line + 1,
                .column = mark.is_null() ? 0 : mark.column + 1,
                .key = std::move(key),
                .message = std::move(message)};
    }
    [[nodiscard]] ConfigError refused(const YAML::Node& node, std::string key, std::string message) const {
        return refused(node.Mark(), std::move(key), std::move(message));
    }

    std::string file_;
    std::vector<Key> keys_ = setting_keys();
    Settings settings_;
    std::map<std::string, YAML::Mark> places_; ///< where each key and section is written
};

} // namespace

std::expected<Settings, ConfigError> read_settings(const std::string& text, const std::string& file) {
    YamlDocuments documents;
    try {
        documents = read_documents(text);
    } catch (const YAML::Exception& error) {
        return std::unexpected(ConfigError{.file = file,
                                           .line = error.mark.line + 1,
                                           .column = error.mark.column + 1,
                                           .key = "",
                                           .message = "is not YAML: " + error.msg});
    }
    if (!documents.first) {
        return Settings{};
    }
    if (documents.second) {
        return std::unexpected(ConfigError{.file = file,
                                           .line = documents.second->line + 1,
                                           .column = documents.second->column + 1,
                                           .key = "",
                                           .message = "holds a second document after `---`; keep one"});
    }
    Reader reader{file};
    if (auto refusal = reader.read(*documents.first)) {
        return std::unexpected(std::move(*refusal));
    }
    return reader.take();
}

} // namespace holdfast
