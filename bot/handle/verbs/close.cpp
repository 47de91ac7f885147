#include "bot/handle/forms/forms.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/verbs/own_word.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/modals.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::verbs {

static_assert(std::ranges::all_of(event::outcome_names,
                                  [](std::string_view name) { return own_words_of("close")->list(name); }),
              "every outcome that can be typed is a word of the verb");

Answering close(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = rescue_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    const OwnWord<own_words_of("close")> word{words, next};
    const auto context = forms::context_of(asker, *subject);
    if (word.empty()) {
        if (asker.trigger_id.empty()) {
            co_return Reply::refuse("The outcome is missing", "a rescue ends as recovered, lost or a false alarm",
                                    fmt::format("/rescue close {} recovered", typed(subject->account.id)));
        }
        co_return Reply::open(render::close(context, *subject->rescue));
    }
    // Typed words may be cut short; what forms and files carry may not.
    const bool is_false = word == "false";
    const auto outcome = is_false ? event::Outcome::false_alarm : event::outcome_from(word.text());
    if (!outcome) {
        co_return Reply::refuse(fmt::format("\"{}\" is no outcome", word.text()),
                                "a rescue ends as recovered, lost or false-alarm",
                                fmt::format("/rescue close {} recovered", typed(subject->account.id)));
    }
    const bool lacks_review = !subject->rescue->review && subject->rescue->status == CaseStatus::active;
    if (*outcome == event::Outcome::recovered && lacks_review) {
        // The end of a recovery is the review with the sponsor: whoever may propose it may write it.
        const auto standing = standing_of(actor_of(asker, *subject), *subject->rescue, desk.around());
        if (may(Action::propose_closing, standing) && !asker.trigger_id.empty()) {
            co_return Reply::open(render::review(context, *subject->rescue));
        }
    }
    request::CloseRescue request;
    request.outcome = *outcome;
    auto reason_from = next + 1;
    const auto is_next = [&](std::string_view text) {
        return words.words.size() > reason_from && lower_case(words.words[reason_from].text) == text;
    };
    if (is_false && is_next("alarm")) ++reason_from;
    if (request.outcome == event::Outcome::lost && words.words.size() > reason_from) {
        request.loss = loss_reason_from(lower_case(words.words[reason_from].text));
        if (request.loss) ++reason_from;
    }
    request.reason = words.free_text_from(reason_from, {});
    // Behind one of the five reasons stands what shows it.
    if (request.loss) request.evidence = request.reason;
    const auto changed =
        co_await desk.change_case(subject->rescue->id, {request}, actor_of(asker, *subject), asker.once);
    co_return reply_to(desk, changed);
}

} // namespace holdfast::verbs
