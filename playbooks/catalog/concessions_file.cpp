#include "playbooks/catalog/yaml_files.hpp"
#include "playbooks/catalog/yaml_map.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

namespace {

/// All four tiers are one answer in Slack.
constexpr std::size_t most_items = 12;

ConcessionTier read_tier(const YAML::Node& node, std::string path, FileErrors& errors) {
    const YamlMap map{node, std::move(path), {"name", "rule", "items"}, errors};
    ConcessionTier tier{map.text("name"), map.text("rule"), {}};
    for (const YAML::Node& item : map.list("items")) {
        const auto place = fmt::format("{}[{}]", map.path_of("items"), tier.items.size() + 1);
        auto text = text_of(item);
        if (!text) {
            errors.add(line_of(item), place, text.error());
        } else if (std::ranges::find(tier.items, *text) != tier.items.end()) {
            errors.add(line_of(item), place, "stands further up already; remove one");
        }
        tier.items.push_back(std::move(text).value_or(""));
    }
    if (tier.items.size() > most_items)
        map.complain("items", fmt::format("must be at most {}, not {}", most_items, tier.items.size()));
    return tier;
}

} // namespace

std::array<ConcessionTier, 4> read_concessions(const PlaybookFile& file, std::vector<CatalogError>& all_errors) {
    std::array<ConcessionTier, 4> tiers;
    FileErrors errors{file.shown, all_errors};
    const auto document = read_yaml(file.text, errors);
    if (!document) return tiers;

    const YamlMap top{*document, {}, {"tiers"}, errors};
    const auto nodes = top.list("tiers");
    if (!nodes.empty() && nodes.size() != tiers.size())
        top.complain("tiers", fmt::format("must be {}, not {}", tiers.size(), nodes.size()));
    for (std::size_t i = 0; i < std::min(nodes.size(), tiers.size()); ++i)
        tiers.at(i) = read_tier(nodes[i], fmt::format("tiers[{}]", i + 1), errors);
    return tiers;
}

} // namespace holdfast
