#include "bot/handle/verbs/plan_template.hpp"

#include "bot/handle/colleagues.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/plan_template.hpp"

#include <fmt/format.h>

namespace holdfast::verbs {

namespace {

std::string left_out(std::size_t rows) {
    return fmt::format("{} {} of the template {} in the plan already and did not come again.", rows,
                       rows == 1 ? "row" : "rows", rows == 1 ? "is" : "are");
}

} // namespace

boost::asio::awaitable<Reply> use_template(Desk& desk, Asker asker, Subject subject, std::string named) {
    const auto around = desk.around();
    const auto& rescue = *subject.rescue;
    if (named.empty()) co_return Reply::reading(render::plan_templates(rescue, *around.catalog));
    const auto* pattern = find_template(*around.catalog, named);
    if (pattern == nullptr) {
        co_return Reply::refuse("The plan is unchanged",
                                fmt::format("\"{}\" is no template, or several begin so", named),
                                "/rescue plan template");
    }
    const request::WritePlan plan{rows_from(*pattern, rescue, around, desk.now())};
    const auto there_already = pattern->rows.size() - plan.rows.size();
    if (plan.rows.empty()) {
        co_return Reply::refuse(
            "The plan is unchanged",
            fmt::format("all {} rows of {} are open in it already", there_already, holdfast::quoted(pattern->name)),
            "/rescue plan");
    }
    for (const auto& row : plan.rows) {
        const auto unfit = co_await why_unfit(desk, row.owner);
        if (unfit) co_return Reply::refuse("The plan is unchanged", *unfit, "/rescue role lead @kim");
    }
    const auto changed = co_await desk.change_case(rescue.id, {plan}, actor_of(asker, subject), asker.once);
    std::vector<std::string> advice;
    if (there_already > 0) advice.push_back(left_out(there_already));
    co_return reply_to(desk, changed, std::move(advice));
}

} // namespace holdfast::verbs
