#include "playbooks/catalog/yaml_files.hpp"
#include "playbooks/catalog/yaml_map.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

constexpr int hours_of_a_year = 366 * 24;
constexpr int days_of_a_year = 366;

std::optional<DueRule> read_due(const YamlMap& step, FileErrors& errors) {
    const auto node = step.optional("due");
    if (!node) return std::nullopt;
    if (node->IsScalar() && node->Scalar() == "close-of-day") return DueRule{DueRule::Unit::close_of_day, 0};
    if (!node->IsMap() || node->size() != 1) {
        step.complain("due", "must be close-of-day, {hours: N} or {days: N}; leave the key out for no date");
        return std::nullopt;
    }
    const YamlMap due{*node, step.path_of("due"), {"hours", "days"}, errors};
    if (due.optional("days")) return DueRule{DueRule::Unit::days, due.whole_number("days", 1, days_of_a_year)};
    if (due.optional("hours")) return DueRule{DueRule::Unit::hours, due.whole_number("hours", 1, hours_of_a_year)};
    return std::nullopt;
}

std::vector<EscalationRule> read_escalation(const YamlMap& step, FileErrors& errors) {
    std::vector<EscalationRule> rules;
    if (!step.optional("escalation")) return rules;
    for (const YAML::Node& node : step.list("escalation")) {
        const YamlMap entry{
            node, fmt::format("{}[{}]", step.path_of("escalation"), rules.size() + 1), {"after_hours", "to"}, errors};
        const std::chrono::hours after{entry.whole_number("after_hours", 0, hours_of_a_year)};
        if (!rules.empty() && entry.optional("after_hours") && after <= rules.back().after) {
            entry.complain("after_hours", "must be later than the entry before it");
        }
        rules.push_back({after, entry.duty("to")});
    }
    if (!step.optional("due")) step.complain("escalation", "needs a due date to count from; add the key due");
    return rules;
}

StepText read_step(const YAML::Node& node, std::string path, FileErrors& errors) {
    const YamlMap map{
        node,
        std::move(path),
        {"number", "title", "purpose", "done_when", "how", "owner", "due", "nudge_after_hours", "escalation"},
        errors};
    StepText step;
    step.number = map.whole_number("number", 1, 9);
    step.title = map.text("title");
    step.purpose = map.text("purpose");
    step.done_when = map.text("done_when");
    step.how = map.text("how");
    step.owner = map.duty("owner");
    step.due = read_due(map, errors);
    if (map.optional("nudge_after_hours")) {
        step.nudge_after = std::chrono::hours{map.whole_number("nudge_after_hours", 1, hours_of_a_year)};
    }
    step.escalation = read_escalation(map, errors);
    return step;
}

/// The number that a step claims, or nothing when it is none of the nine (which `read_step` has complained about).
std::optional<std::size_t> claimed_place(const YAML::Node& node) {
    int number = 0;
    if (!node.IsMap() || !node["number"] || !YAML::convert<int>::decode(node["number"], number)) return std::nullopt;
    if (number < 1 || number > 9) return std::nullopt;
    return static_cast<std::size_t>(number - 1);
}

} // namespace

std::array<StepText, 9> read_steps(const PlaybookFile& file, std::vector<CatalogError>& all_errors) {
    std::array<StepText, 9> steps;
    FileErrors errors{file.shown, all_errors};
    const auto document = read_yaml(file.text, errors);
    if (!document) return steps;

    const YamlMap top{*document, {}, {"steps"}, errors};
    const auto entries = top.list("steps");
    std::array<bool, 9> seen{};
    bool all_numbered = !entries.empty();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::string path = fmt::format("steps[{}]", i + 1);
        StepText step = read_step(entries[i], path, errors);
        const auto place = claimed_place(entries[i]);
        if (!place) {
            all_numbered = false;
            continue;
        }
        if (seen.at(*place)) {
            errors.add(line_of(entries[i]["number"]), path + ".number",
                       fmt::format("step {} is there twice; each number from 1 to 9 belongs to one step", step.number));
        }
        seen.at(*place) = true;
        steps.at(*place) = std::move(step);
    }
    for (std::size_t place = 0; place < seen.size() && all_numbered; ++place) {
        if (!seen.at(place)) top.complain("steps", fmt::format("step {} is missing", place + 1));
    }
    return steps;
}

} // namespace holdfast
