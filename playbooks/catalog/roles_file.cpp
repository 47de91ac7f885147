#include "playbooks/catalog/yaml_files.hpp"
#include "playbooks/catalog/yaml_map.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

constexpr std::size_t sponsor_call_point_count = 3;

std::map<RescueRole, RoleText> read_role_texts(const YamlMap& top, FileErrors& errors) {
    std::map<RescueRole, RoleText> texts;
    const auto node = top.required("roles");
    if (!node) return texts;
    static_assert(rescue_role_names.size() == 5);
    const YamlMap roles{
        *node,
        "roles",
        {rescue_role_names[0], rescue_role_names[1], rescue_role_names[2], rescue_role_names[3], rescue_role_names[4]},
        errors};
    for (const RescueRole role : all_rescue_roles) {
        const auto entry = roles.required(to_text(role));
        if (!entry) continue;
        const YamlMap text{*entry, roles.path_of(to_text(role)), {"instructions"}, errors};
        texts[role] = {text.text("instructions")};
    }
    return texts;
}

std::vector<std::string> read_sponsor_call_points(const YamlMap& top, FileErrors& errors) {
    std::vector<std::string> points;
    for (const YAML::Node& node : top.list("sponsor_call_points")) {
        const auto point = text_of(node);
        if (!point) {
            errors.add(line_of(node), fmt::format("sponsor_call_points[{}]", points.size() + 1), point.error());
        }
        points.push_back(point.value_or(""));
    }
    if (!points.empty() && points.size() != sponsor_call_point_count) {
        top.complain("sponsor_call_points",
                     fmt::format("must be {} points, not {}", sponsor_call_point_count, points.size()));
    }
    return points;
}

} // namespace

RoleTexts read_roles(const PlaybookFile& file, std::vector<CatalogError>& all_errors) {
    FileErrors errors{file.shown, all_errors};
    const auto document = read_yaml(file.text, errors);
    if (!document) return {};
    const YamlMap top{*document, {}, {"roles", "sponsor_call_points"}, errors};
    return {read_role_texts(top, errors), read_sponsor_call_points(top, errors)};
}

} // namespace holdfast
