#include "bot/render/answers.hpp"
#include "bot/render/case_words.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "bot/render/moments.hpp"
#include "playbooks/rescue/command_words.hpp"

namespace holdfast::render {
namespace {

using slack::Mrkdwn;

constexpr int the_facts = 1;

/// What earns the step, or mends it, one press away.
slack::Button way_to_earn(const Case& state, int number) {
    const auto run = [&](std::string text, std::string_view verb, std::string_view rest = {}) {
        return command_button(std::move(text), command_for(verb, state.account, rest), slack::Style::primary);
    };
    const auto press = [&](std::string text, slack::ActionId action, std::string value) {
        return slack::Button{
            .text = std::move(text), .action = action, .value = std::move(value), .style = slack::Style::primary};
    };
    switch (number) {
    case the_facts: return run(state.facts ? "Correct the facts" : "Write down the facts", "step", "1");
    case 2: return press("Sponsor called", slack::action::call_reached, state.id.value);
    case 3:
        if (state.holder(RescueRole::recovery_lead).empty()) {
            return press("I take the lead", slack::action::role_take,
                         value_for(state, to_text(RescueRole::recovery_lead)));
        }
        return run("Text for the sponsor", "sponsor", "contact");
    case 4: return press("Edit the plan", slack::action::plan_edit, state.id.value);
    case 5: return run("Extra service", "service");
    case 6: return run("People", "people");
    case 7: return run("Weekly check-in", "checkin");
    case 8: return run("Summaries", "summary", "list");
    default: return run("Open the review", "close", "recovered");
    }
}

std::vector<Mrkdwn> where_it_stands(const StepView& step, const Showing& showing) {
    std::vector<Mrkdwn> lines;
    Mrkdwn first = Mrkdwn::of("{} · {}", in_words(step.state), slack::mention(step.owner));
    if (step.due && step.state != StepState::earned) first += Mrkdwn::of(" · due {}", shown(*step.due, showing));
    lines.push_back(std::move(first));
    if (!step.evidence.have.empty())
        lines.push_back(Mrkdwn::of("*On record:* {}", Mrkdwn{step.evidence.have}.cut(400)));
    if (!step.evidence.missing.empty())
        lines.push_back(Mrkdwn::of("*Missing:* {}", Mrkdwn{step.evidence.missing}.cut(400)));
    if (!step.note.empty()) lines.push_back(Mrkdwn::of("*Note:* {}", Mrkdwn{step.note}.cut(400)));
    return lines;
}

/// The answers to the three questions of the first step.
std::vector<Mrkdwn> facts_on_record(const Facts& facts) {
    const auto answer = [](const std::string& text) { return slack::prose(text).cut(600); };
    return {Mrkdwn::of("*What happened, and when:* {}", answer(facts.what_happened)),
            Mrkdwn::of("*Results that were hit:* {}", answer(facts.outcomes_hit)),
            Mrkdwn::of("*Promises that broke:* {}", answer(facts.promises_broken))};
}

} // namespace

slack::Message step(const Case& state, int number, const Showing& showing) {
    const StepText& text = showing.around.catalog->step(number);
    const StepView view = checklist(state, showing.now, showing.around).at(static_cast<std::size_t>(number - 1));
    slack::Message message;
    message.text = Mrkdwn::of("{}, step {}: {} ({})", Mrkdwn{state.account_name}.cut(100), number,
                              Mrkdwn{text.title}.cut(100), in_words(view.state));
    message.blocks.emplace_back(
        slack::Section{.text = Mrkdwn::of("*Step {}: {}*", number, Mrkdwn{text.title}.cut(100))});
    append(message.blocks, sections(where_it_stands(view, showing)));
    const bool shows_facts = number == the_facts && state.facts;
    if (shows_facts) append(message.blocks, sections(facts_on_record(*state.facts)));
    std::vector about_the_step{Mrkdwn::of("*Why:* {}", playbook_text(text.purpose)),
                               Mrkdwn::of("*Done when:* {}", playbook_text(text.done_when))};
    if (state.is_open()) about_the_step.push_back(playbook_text(with_account(text.how, state.account)));
    append(message.blocks, sections(about_the_step));
    const bool is_wanting = state.status == CaseStatus::active && view.state != StepState::earned;
    const bool can_be_corrected = shows_facts && state.is_open();
    if (is_wanting || can_be_corrected) {
        message.blocks.emplace_back(slack::Actions{.elements = {way_to_earn(state, number)}});
    }
    return message;
}

} // namespace holdfast::render
