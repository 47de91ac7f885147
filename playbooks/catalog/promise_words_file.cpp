#include "playbooks/catalog/yaml_files.hpp"
#include "playbooks/catalog/yaml_map.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

std::vector<std::string> read_promise_words(const PlaybookFile& file, std::vector<CatalogError>& all_errors) {
    std::vector<std::string> words;
    FileErrors errors{file.shown, all_errors};
    const auto document = read_yaml(file.text, errors);
    if (!document) return words;

    const YamlMap top{*document, {}, {"words"}, errors};
    for (const YAML::Node& node : top.list("words")) {
        const auto path = fmt::format("words[{}]", words.size() + 1);
        auto word = text_of(node);
        if (!word) {
            errors.add(line_of(node), path, word.error());
        } else if (std::ranges::find(words, *word) != words.end()) {
            errors.add(line_of(node), path, "stands further up already; remove one");
        }
        words.push_back(std::move(word).value_or(""));
    }
    return words;
}

} // namespace holdfast
