#include "bot/handle/colleagues.hpp"
#include "bot/handle/forms/forms.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/verbs/own_word.hpp"
#include "bot/handle/verbs/plan_template.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "bot/render/modals.hpp"

#include <fmt/format.h>

#include <array>

namespace holdfast::verbs {

namespace {

using PlanWord = OwnWord<own_words_of("plan")>;

constexpr std::array<std::string_view, 2> taken{"owner", "due"};
constexpr std::array<std::string_view, 1> taken_by_moving{"due"};
constexpr std::string_view add_example = "/rescue plan add Ship the missing pallets owner:@kim due:fri";

std::expected<Request, Reply> asked_of_plan(Desk& desk, const Asker& asker, const Words& words, std::size_t next,
                                            const PlanWord& verb) {
    const auto refuse = [](std::string why, std::string instead) {
        return std::unexpected{Reply::refuse("The plan is unchanged", std::move(why), std::move(instead))};
    };
    if (verb == "add") {
        request::PlanRowInput row;
        row.text = words.free_text_from(next + 1, taken);
        if (const auto* owner = words.value("owner")) {
            const auto colleague = colleague_in(*owner);
            if (!colleague && owner->text != "me") {
                return refuse(fmt::format("\"{}\" is nobody in Slack", owner->text), std::string{add_example});
            }
            row.owner = colleague.value_or(asker.user);
        }
        const auto due = typed_day(desk, asker.user, words.value_text("due"));
        if (!due) return refuse(due.error(), std::string{add_example});
        row.due = *due;
        return request::WritePlan{{row}};
    }
    const auto number = words.words.size() > next + 1 ? typed_number(words.words[next + 1].text) : std::nullopt;
    const bool known = verb == "done" || verb == "move" || verb == "drop";
    if (!known) return refuse(fmt::format("\"{}\" does nothing to a plan", verb.text()), std::string{add_example});
    if (!number) {
        const auto typed = words.words.size() > next + 1 ? words.words[next + 1].text : std::string{};
        return refuse(typed.empty() ? std::string{"the number of the row is missing"}
                                    : fmt::format("\"{}\" is no number of a row", typed),
                      fmt::format("/rescue plan {} 2", verb.text()));
    }
    if (verb == "done") return request::FinishPlanRow{*number, words.free_text_from(next + 2, {})};
    if (verb == "drop") return request::DropPlanRow{*number, words.free_text_from(next + 2, {})};
    const bool by_key = words.value("due") != nullptr;
    const bool has_word = words.words.size() > next + 2;
    const auto typed = by_key     ? words.value_text("due")
                       : has_word ? std::string_view{words.words[next + 2].text}
                                  : std::string_view{};
    const auto due = typed_day(desk, asker.user, typed);
    if (!due) return refuse(due.error(), fmt::format("/rescue plan move {} fri", *number));
    if (!*due) return refuse("the new date is missing", fmt::format("/rescue plan move {} fri", *number));
    return request::MovePlanRow{*number, **due, words.free_text_from(by_key ? next + 2 : next + 3, taken_by_moving)};
}

} // namespace

Answering plan(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = latest_rescue_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    if (words.words.size() <= next) {
        if (asker.trigger_id.empty() || words.share || !subject->rescue->is_open()) {
            const auto around = desk.around();
            co_return Reply::reading(
                render::plan(*subject->rescue, render::Showing::to(asker.user, around, desk.now())));
        }
        co_return Reply::open(forms::plan_form(desk, asker, *subject, {}));
    }
    const PlanWord verb{words, next};
    if (verb == "show") {
        const auto around = desk.around();
        co_return Reply::reading(render::plan(*subject->rescue, render::Showing::to(asker.user, around, desk.now())));
    }
    if (verb == "template") {
        co_return co_await use_template(desk, asker, *subject, words.rest_from(next + 1));
    }
    const auto asked = asked_of_plan(desk, asker, words, next, verb);
    if (!asked) co_return asked.error();
    if (const auto* plan = std::get_if<request::WritePlan>(&*asked)) {
        for (const auto& row : plan->rows) {
            const auto unfit = co_await why_unfit(desk, row.owner);
            if (unfit) co_return Reply::refuse("The plan is unchanged", *unfit, std::string{add_example});
        }
    }
    const auto changed =
        co_await desk.change_case(subject->rescue->id, {*asked}, actor_of(asker, *subject), asker.once);
    co_return reply_to(desk, changed);
}

} // namespace holdfast::verbs
