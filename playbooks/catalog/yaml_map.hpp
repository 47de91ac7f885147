#pragma once

#include "playbooks/catalog/file_errors.hpp"

#include <yaml-cpp/yaml.h>

#include <expected>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// The only document of a YAML file, or nothing after adding to `errors` why there is none.
[[nodiscard]] std::optional<YAML::Node> read_yaml(const std::string& text, FileErrors& errors);

/// Line of a node, from 1.
[[nodiscard]] int line_of(const YAML::Node& node);

/// The text of a node without blanks around it, or what is wrong with it, fit to follow the name of the key.
[[nodiscard]] std::expected<std::string, std::string> text_of(const YAML::Node& node);

/// One mapping of a playbook file. Whatever is wrong is added to the errors and answered with a harmless value, so
/// that one look at a file finds all its errors; a file with errors is never used.
class YamlMap {
public:
    /// Refuses a node that is no mapping, keys other than `known` and keys given twice.
    /// @param path where it stands in the file, `steps[3]`; empty at the top. @param errors outlives this.
    YamlMap(const YAML::Node& node, std::string path, std::initializer_list<std::string_view> known,
            FileErrors& errors);

    [[nodiscard]] int line() const { return line_; }
    /// `steps[3].due`
    [[nodiscard]] std::string path_of(std::string_view key) const;

    [[nodiscard]] std::optional<YAML::Node> optional(std::string_view key) const;
    /// As `optional`, but a missing key is an error.
    [[nodiscard]] std::optional<YAML::Node> required(std::string_view key) const;

    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] int whole_number(std::string_view key, int least, int most) const;
    [[nodiscard]] Duty duty(std::string_view key) const;
    /// The elements of a list that has at least one.
    [[nodiscard]] std::vector<YAML::Node> list(std::string_view key) const;

    void complain(std::string_view key, std::string message) const;

private:
    std::string path_;
    int line_;
    bool is_mapping_;
    struct Entry {
        YAML::Node value;
        int line; ///< of the key: a value that was forgotten has no line of its own
    };
    std::map<std::string, Entry, std::less<>> entries_;
    FileErrors& errors_;
};

} // namespace holdfast
