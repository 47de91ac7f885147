#include "bot/handle/forms/forms.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/modals.hpp"
#include "playbooks/rescue/figures.hpp"

#include <fmt/format.h>

namespace holdfast::verbs {

Answering close(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = rescue_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    const auto outcome = words.words.size() > next ? lower_case(words.words[next].text) : std::string{};
    const auto context = forms::context_of(asker, *subject);
    if (outcome.empty()) {
        if (asker.trigger_id.empty()) {
            co_return Reply::refuse("The outcome is missing", "a rescue ends as recovered, lost or a false alarm",
                                    fmt::format("/rescue close {} recovered", typed(subject->account.id)));
        }
        co_return Reply::open(render::close(context, *subject->rescue));
    }
    request::CloseRescue request;
    if (outcome == "recovered") {
        // The end of a recovery is the review with the sponsor: whoever may propose it may write it.
        if (!subject->rescue->review && subject->rescue->status == CaseStatus::active) {
            const auto standing = standing_of(actor_of(asker, *subject), *subject->rescue, desk.around());
            if (may(Action::propose_closing, standing) && !asker.trigger_id.empty()) {
                co_return Reply::open(render::review(context, *subject->rescue));
            }
        }
        request.outcome = event::Outcome::recovered;
    } else if (outcome == "lost") {
        request.outcome = event::Outcome::lost;
    } else if (outcome == "false-alarm" || outcome == "false") {
        request.outcome = event::Outcome::false_alarm;
    } else {
        co_return Reply::refuse(fmt::format("\"{}\" is no outcome", outcome),
                                "a rescue ends as recovered, lost or false-alarm",
                                fmt::format("/rescue close {} recovered", typed(subject->account.id)));
    }
    auto reason_from = next + 1;
    if (request.outcome == event::Outcome::lost && words.words.size() > reason_from) {
        request.loss = loss_reason_from(lower_case(words.words[reason_from].text));
        if (request.loss) ++reason_from;
    }
    request.reason = words.free_text_from(reason_from, {});
    const auto changed =
        co_await desk.change_case(subject->rescue->id, {request}, actor_of(asker, *subject), asker.once);
    co_return reply_to(desk, changed);
}

} // namespace holdfast::verbs
