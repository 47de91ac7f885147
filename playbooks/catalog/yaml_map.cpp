#include "playbooks/catalog/yaml_map.hpp"

#include "playbooks/catalog/yaml_documents.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace holdfast {

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string scalar_or_kind(const YAML::Node& node) {
    if (node.IsScalar()) return fmt::format("\"{}\"", node.Scalar());
    if (node.IsSequence()) return "a list";
    if (node.IsMap()) return "a mapping";
    return "nothing";
}

} // namespace

std::optional<YAML::Node> read_yaml(const std::string& text, FileErrors& errors) {
    try {
        const auto documents = read_documents(text);
        if (!documents.first) {
            errors.add(0, {}, "is empty; remove the file to use the built-in one");
        } else if (documents.second) {
            errors.add(documents.second->line + 1, {}, "holds more than one document; remove the line ---");
        } else {
            return documents.first;
        }
    } catch (const YAML::Exception& failure) {
        errors.add(failure.mark.line + 1, {}, fmt::format("is not valid YAML: {}", failure.msg));
    }
    return std::nullopt;
}

int line_of(const YAML::Node& node) {
    return node.Mark().line + 1;
}

std::expected<std::string, std::string> text_of(const YAML::Node& node) {
    std::string text = node.IsScalar() ? trimmed(node.Scalar()) : std::string{};
    if (text.empty()) return std::unexpected(fmt::format("must be a text, not {}", scalar_or_kind(node)));
    return text;
}

YamlMap::YamlMap(const YAML::Node& node, std::string path, std::initializer_list<std::string_view> known,
                 FileErrors& errors)
    : path_{std::move(path)}, line_{line_of(node)}, is_mapping_{node.IsMap()}, errors_{errors} {
    if (!is_mapping_) {
        errors_.add(
            line_, path_,
            fmt::format("must be a mapping with the keys {}, not {}", fmt::join(known, ", "), scalar_or_kind(node)));
        return;
    }
    for (const auto& entry : node) {
        const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "?";
        const auto complain_here = [&](std::string message) {
            errors_.add(line_of(entry.first), path_of(key), std::move(message));
        };
        if (std::ranges::find(known, key) == known.end()) {
            complain_here(fmt::format("is not a key of this place; known are {}", fmt::join(known, ", ")));
        } else if (!entries_.emplace(key, Entry{entry.second, line_of(entry.first)}).second) {
            complain_here("is given twice; keep one of them");
        }
    }
}

std::string YamlMap::path_of(std::string_view key) const {
    return path_.empty() ? std::string{key} : fmt::format("{}.{}", path_, key);
}

std::optional<YAML::Node> YamlMap::optional(std::string_view key) const {
    const auto found = entries_.find(key);
    if (found == entries_.end()) return std::nullopt;
    return found->second.value;
}

std::optional<YAML::Node> YamlMap::required(std::string_view key) const {
    auto node = optional(key);
    if (!node && is_mapping_) complain(key, "is missing");
    return node;
}

std::string YamlMap::text(std::string_view key) const {
    const auto node = required(key);
    if (!node) return {};
    const auto text = text_of(*node);
    if (!text) complain(key, text.error());
    return text.value_or("");
}

int YamlMap::whole_number(std::string_view key, int least, int most) const {
    const auto node = required(key);
    if (!node) return least;
    int number = 0;
    if (!YAML::convert<int>::decode(*node, number) || number < least || number > most) {
        complain(key, fmt::format("must be a whole number from {} to {}, not {}", least, most, scalar_or_kind(*node)));
        return least;
    }
    return number;
}

Duty YamlMap::duty(std::string_view key) const {
    const auto node = required(key);
    if (!node) return {};
    const auto duty = node->IsScalar() ? duty_from(node->Scalar()) : std::nullopt;
    if (!duty) {
        complain(key, fmt::format("must be one of {}, not {}", fmt::join(duty_names, ", "), scalar_or_kind(*node)));
    }
    return duty.value_or(Duty{});
}

std::vector<YAML::Node> YamlMap::list(std::string_view key) const {
    const auto node = required(key);
    if (!node) return {};
    if (!node->IsSequence() || node->size() == 0) {
        complain(key, fmt::format("must be a list with at least one entry, not {}",
                                  node->IsSequence() ? "an empty one" : scalar_or_kind(*node)));
        return {};
    }
    return {node->begin(), node->end()};
}

void YamlMap::complain(std::string_view key, std::string message) const {
    const auto found = entries_.find(key);
    errors_.add(found == entries_.end() ? line_ : found->second.line, path_of(key), std::move(message));
}

} // namespace holdfast
