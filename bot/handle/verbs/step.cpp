#include "bot/decode/nearest.hpp"
#include "bot/handle/colleagues.hpp"
#include "bot/handle/forms/forms.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "bot/render/modals.hpp"
#include "playbooks/rescue/checklist.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace holdfast::verbs {

namespace {

constexpr std::array<std::string_view, 2> taken{"owner", "due"};

/// `done contact shared with the sponsor` is the one thing about step 3 that nobody else can know.
bool says_contact_shared(std::string_view note) {
    const auto text = lower_case(note);
    return text.contains("contact") && text.contains("shared");
}

/// What the words behind the number ask for.
std::expected<std::optional<Request>, Reply> asked_of_step(Desk& desk, const Asker& asker, const Case& rescue,
                                                           const Words& words, int step, std::size_t next) {
    constexpr std::array<std::string_view, 4> changes{"done", "block", "skip", "reopen"};
    const auto verb = words.words.size() > next ? lower_case(words.words[next].text) : std::string{};
    const bool known = std::ranges::find(changes, verb) != changes.end();
    const bool changes_details = words.value("owner") != nullptr || words.value("due") != nullptr;
    if (!verb.empty() && !known && !changes_details) {
        const auto near = nearest(verb, changes, 1);
        return std::unexpected{Reply::refuse(
            fmt::format("\"{}\" does nothing to a step", verb),
            "it can be done, blocked, skipped or reopened, and get an owner: and a due:",
            fmt::format("/rescue step {} {} why", step, near.empty() ? changes[1] : changes[near.front()]))};
    }
    // Only looked at, and perhaps shared.
    if (!known && !changes_details) return std::optional<Request>{};
    const auto note = words.free_text_from(known ? next + 1 : next, taken);
    if (verb == "done" && step == 3 && says_contact_shared(note)) return request::ShareContact{};
    if (verb == "done") return request::ClaimStep{step};
    // Going without extra service is what earns step 5, so it is no skipping.
    if (verb == "skip" && step == 5) return request::DeclineService{note};

    request::ChangeStep change;
    change.step = step;
    change.note = note;
    if (verb == "block") change.mark = event::StepMark::blocked;
    if (verb == "skip") change.mark = event::StepMark::skipped;
    if (verb == "reopen") change.mark = event::StepMark::none;
    if (const auto* owner = words.value("owner")) {
        change.owner = colleague_in(*owner);
        if (!change.owner) {
            return std::unexpected{Reply::refuse(fmt::format("Step {} is unchanged", step),
                                                 fmt::format("\"{}\" is nobody in Slack", owner->text),
                                                 fmt::format("/rescue step {} owner:@kim", step))};
        }
    }
    if (const auto* due = words.value("due")) {
        const auto steps = checklist(rescue, desk.now(), desk.around());
        const auto owner = change.owner.value_or(steps.at(static_cast<std::size_t>(step - 1)).owner);
        const auto moment = typed_deadline(desk, asker.user, owner, due->text);
        if (!moment) {
            return std::unexpected{Reply::refuse(fmt::format("Step {} is unchanged", step), moment.error(),
                                                 fmt::format("/rescue step {} due:fri", step))};
        }
        change.due = *moment;
    }
    if (!change.mark && !change.owner && !change.due && change.note.empty()) return std::optional<Request>{};
    return change;
}

} // namespace

Answering step(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = latest_rescue_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    const auto number = words.words.size() > next ? typed_number(words.words[next].text) : std::nullopt;
    if (!number || *number < 1 || *number > 9) {
        const auto typed = words.words.size() > next ? words.words[next].text : std::string{};
        co_return Reply::refuse(typed.empty() ? std::string{"The number of the step is missing"}
                                              : fmt::format("There is no step \"{}\"", typed),
                                "the method has nine steps",
                                "`/rescue step 4` shows the fourth; `/rescue help steps` shows all");
    }
    const auto asked = asked_of_step(desk, asker, *subject->rescue, with_time_behind(words, "due"), *number, next + 1);
    if (!asked) co_return asked.error();
    if (*asked) {
        const auto* const change = std::get_if<request::ChangeStep>(&**asked);
        if (change != nullptr && change->owner) {
            const auto unfit = co_await why_unfit(desk, *change->owner);
            if (unfit) {
                co_return Reply::refuse(fmt::format("Step {} is unchanged", *number), *unfit,
                                        fmt::format("/rescue step {} owner:@kim", *number));
            }
        }
        const auto changed =
            co_await desk.change_case(subject->rescue->id, {**asked}, actor_of(asker, *subject), asker.once);
        co_return reply_to(desk, changed);
    }
    // Whoever writes the facts down reads and corrects them in the same place; a form cannot be shared.
    if (*number == 1 && !words.share && !asker.trigger_id.empty() && subject->rescue->is_open()) {
        co_return Reply::open(render::facts(forms::context_of(asker, *subject), *subject->rescue));
    }
    const auto around = desk.around();
    co_return Reply::reading(
        render::step(*subject->rescue, *number, render::Showing::to(asker.user, around, desk.now())));
}

} // namespace holdfast::verbs
