#pragma once

#include "playbooks/catalog/catalog.hpp"
#include "playbooks/catalog/playbook_file.hpp"

#include <array>
#include <map>
#include <string>
#include <vector>

/// One reader for each YAML file. What is wrong is added to `errors`; the result counts only when nothing was added.
namespace holdfast {

/// `nine-step-rescue.yaml`
[[nodiscard]] std::array<StepText, 9> read_steps(const PlaybookFile& file, std::vector<CatalogError>& errors);

struct RoleTexts {
    std::map<RescueRole, RoleText> roles;
    std::vector<std::string> sponsor_call_points;
};
/// `roles.yaml`
[[nodiscard]] RoleTexts read_roles(const PlaybookFile& file, std::vector<CatalogError>& errors);

/// `plan-templates.yaml`
[[nodiscard]] std::vector<PlanTemplate> read_plan_templates(const PlaybookFile& file,
                                                            std::vector<CatalogError>& errors);

/// `concessions.yaml`
[[nodiscard]] std::array<ConcessionTier, 4> read_concessions(const PlaybookFile& file,
                                                             std::vector<CatalogError>& errors);

/// `promise-words.yaml`
[[nodiscard]] std::vector<std::string> read_promise_words(const PlaybookFile& file, std::vector<CatalogError>& errors);

} // namespace holdfast
