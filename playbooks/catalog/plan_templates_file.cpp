#include "playbooks/catalog/yaml_files.hpp"
#include "playbooks/catalog/yaml_map.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

namespace {

/// The tenth working day, which lies within the two weeks of a plan (S1-04).
constexpr int last_working_day = 9;
constexpr std::size_t most_rows = 10;

PlanTemplate read_template(const YAML::Node& node, std::string path, FileErrors& errors) {
    const YamlMap map{node, std::move(path), {"name", "when", "rows"}, errors};
    PlanTemplate plan{map.text("name"), map.text("when"), {}};
    for (const YAML::Node& row : map.list("rows")) {
        const YamlMap entry{row,
                            fmt::format("{}[{}]", map.path_of("rows"), plan.rows.size() + 1),
                            {"text", "owner", "working_day"},
                            errors};
        plan.rows.push_back(
            {entry.text("text"), entry.duty("owner"), entry.whole_number("working_day", 0, last_working_day)});
    }
    if (plan.rows.size() > most_rows) {
        map.complain("rows",
                     fmt::format("must be at most {}, not {}: a long plan is not read", most_rows, plan.rows.size()));
    }
    return plan;
}

} // namespace

std::vector<PlanTemplate> read_plan_templates(const PlaybookFile& file, std::vector<CatalogError>& all_errors) {
    std::vector<PlanTemplate> templates;
    FileErrors errors{file.shown, all_errors};
    const auto document = read_yaml(file.text, errors);
    if (!document) return templates;

    const YamlMap top{*document, {}, {"templates"}, errors};
    for (const YAML::Node& node : top.list("templates")) {
        const std::string path = fmt::format("templates[{}]", templates.size() + 1);
        PlanTemplate plan = read_template(node, path, errors);
        const bool taken = std::ranges::find(templates, plan.name, &PlanTemplate::name) != templates.end();
        if (taken && !plan.name.empty()) {
            errors.add(line_of(node["name"]), path + ".name", "is the name of a template above; choose another");
        }
        templates.push_back(std::move(plan));
    }
    return templates;
}

} // namespace holdfast
