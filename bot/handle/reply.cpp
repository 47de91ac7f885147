#include "bot/handle/reply.hpp"

#include "bot/render/answers.hpp"
#include "playbooks/rescue/notices.hpp"
#include "playbooks/rescue/plan_linter.hpp"
#include "playbooks/rescue/service_advice.hpp"

#include <algorithm>
#include <iterator>

namespace holdfast {

Reply Reply::say(slack::Message message) {
    Reply reply;
    reply.message = std::move(message);
    return reply;
}

Reply Reply::open(slack::Modal form) {
    Reply reply;
    reply.form = std::move(form);
    return reply;
}

Reply Reply::refuse(const Refusal& refusal) {
    auto reply = say(render::refusal_message(refusal));
    reply.refusal_ = true;
    return reply;
}

Reply Reply::refuse(std::string what, std::string why, std::string instead) {
    return refuse(Refusal{std::move(what), std::move(why), std::move(instead), {}});
}

Reply reply_to(Desk& desk, const Changed& changed, std::vector<std::string> advice) {
    if (!changed) return Reply::refuse(changed.error());
    const auto around = desk.around();
    const render::Showing showing{around, desk.now()};
    if (changed->events.empty()) {
        Line line;
        line.say("Nothing changed: it is on record already.");
        return Reply::say(render::sentence(line, showing));
    }
    std::vector<Line> lines;
    bool about_the_plan = false;
    for (const auto& event : changed->events) {
        if (auto line = line_about(*changed->after, event, around); !line.empty()) lines.push_back(std::move(line));
        about_the_plan = about_the_plan || std::holds_alternative<event::PlanRowAdded>(event.what) ||
                         std::holds_alternative<event::PlanRowChanged>(event.what);
    }
    if (about_the_plan)
        std::ranges::move(plan_advice(*changed->after, desk.rules().policy), std::back_inserter(advice));
    for (const auto& event : changed->events) {
        if (auto hint = service_advice(*changed->after, event.what, desk.rules().policy); !hint.empty())
            advice.push_back(std::move(hint));
        const auto* role = std::get_if<event::RoleTaken>(&event.what);
        const auto& leaders = around.policy->leaders;
        // Decision Q13: somebody senior should own the rescue; another choice is pointed out, not blocked.
        if (role != nullptr && role->role == RescueRole::recovery_lead && !leaders.empty() &&
            !around.is_among(leaders, role->holder)) {
            advice.emplace_back("The recovery lead is not on the list of senior leaders: make sure they can move "
                                "people and money.");
        }
    }
    return Reply::say(render::confirmation(lines, advice, showing));
}

} // namespace holdfast
