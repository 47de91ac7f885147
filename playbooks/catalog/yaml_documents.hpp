#pragma once

#include <yaml-cpp/yaml.h>

#include <optional>
#include <string>

namespace holdfast {

/// What a YAML text holds, as far as files of one document are concerned.
struct YamlDocuments {
    std::optional<YAML::Node> first;
    std::optional<YAML::Mark> second; ///< where the content of another begins, which nobody reads
};

/// Reads a text that should hold one document. Stands in for YAML::LoadAll of yaml-cpp 0.7, which takes all memory for
/// a text that begins with a comma.
/// @throws YAML::Exception where the text is no YAML
[[nodiscard]] YamlDocuments read_documents(const std::string& text);

} // namespace holdfast
