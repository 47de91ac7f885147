#include "bot/handle/verbs/plan_template.hpp"

#include "bot/render/answers.hpp"
#include "playbooks/rescue/plan_template.hpp"

#include <fmt/format.h>

namespace holdfast::verbs {

std::expected<Request, Reply> asked_of_template(Desk& desk, const Subject& subject, const std::string& named) {
    const auto around = desk.around();
    const auto& rescue = *subject.rescue;
    if (named.empty()) return std::unexpected{Reply::say(render::plan_templates(rescue, *around.catalog))};
    const auto* pattern = find_template(*around.catalog, named);
    if (pattern == nullptr) {
        return std::unexpected{Reply::refuse("The plan is unchanged",
                                             fmt::format("\"{}\" is no template, or several begin so", named),
                                             "/rescue plan template")};
    }
    return request::WritePlan{rows_from(*pattern, rescue, around, desk.now())};
}

} // namespace holdfast::verbs
