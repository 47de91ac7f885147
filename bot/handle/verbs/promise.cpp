#include "bot/handle/colleagues.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/own_word.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/draft_privacy.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/promises.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace holdfast::verbs {

namespace {

constexpr std::array<std::string_view, 4> taken{"to", "by", "due", "touch"};
constexpr std::string_view example = "/rescue promise \"10 % off the June order\" to:\"Dana Fox\" due:fri";

std::unexpected<Reply> not_recorded(std::string why) {
    return std::unexpected{Reply::refuse("The promise is not recorded", std::move(why), std::string{example})};
}

std::expected<Request, Reply> promise_from(Desk& desk, const Asker& asker, const Words& words, std::size_t text_from) {
    request::RecordPromise promise;
    promise.text = words.free_text_from(text_from, taken);
    promise.to = std::string{words.value_text("to")};
    if (const auto* by = words.value("by")) {
        const auto colleague = colleague_in(*by);
        if (!colleague && by->text != "me") return not_recorded(fmt::format("\"{}\" is nobody in Slack", by->text));
        promise.by = colleague.value_or(asker.user);
    }
    if (const auto* touch = words.value("touch")) {
        const auto number = typed_number(touch->text);
        if (!number) return not_recorded(fmt::format("\"{}\" is no number of a touch", touch->text));
        promise.touch = *number;
    }
    const auto due = typed_day(desk, asker.user, words.value_text("due"));
    if (!due) return not_recorded(due.error());
    promise.due = *due;
    return promise;
}

/// `approve` or `refuse` without a number: the whole text would be promised otherwise.
Reply number_missing(const Case& rescue, const Words& words, std::size_t at) {
    const auto open = std::ranges::find(rescue.promises, Promise::State::open, &Promise::state);
    const bool has_word = words.words.size() > at + 1;
    const auto verb = lower_case(words.words[at].text);
    return Reply::refuse("Nothing is changed",
                         has_word ? fmt::format("the number is missing: \"{}\" is none", words.words[at + 1].text)
                                  : std::string{"the number is missing"},
                         fmt::format("`/rescue promise {0} {1} {2}{3}`; `/rescue promise {0}` shows the numbers",
                                     typed(rescue.account), verb, open == rescue.promises.end() ? 1 : open->number,
                                     verb == "refuse" ? " why" : ""));
}

/// `Approve credit notes to:"Dana Fox"`: to whom and until when is said of a promise alone, whatever its first word.
bool says_what_is_promised(const Words& words, std::size_t at) {
    return words.words.size() > at + 1 && (words.value("to") != nullptr || words.value("due") != nullptr);
}

/// The draft that `none` is about when no number says it: the latest of the asker's that asks about a promise.
int asked_about(const Case& rescue, const Actor& actor, const Surroundings& around) {
    for (auto summary = rescue.summaries.rbegin(); summary != rescue.summaries.rend(); ++summary) {
        const bool asks = !unexplained_promises(rescue, *summary, *around.catalog).empty();
        if (asks && !refusal_of_draft(actor, rescue, *summary, around)) return summary->touch;
    }
    return 0;
}

} // namespace

Answering promise(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = latest_rescue_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto& rescue = *subject->rescue;
    const auto actor = actor_of(asker, *subject);
    const auto next = subject->next_word;
    const auto around = desk.around();
    if (words.words.size() <= next && words.pairs.empty()) {
        co_return Reply::reading(render::promises(rescue, render::Showing::to(asker.user, around, desk.now())));
    }
    const OwnWord<own_words_of("promise")> verb{words, next};
    const auto number = words.words.size() > next + 1 ? typed_number(words.words[next + 1].text) : std::nullopt;
    std::optional<Request> request;
    auto unread = words.words.size();
    if (verb == "approve" && number) {
        request = request::ApprovePromise{*number};
        unread = next + 2;
    } else if (verb == "refuse" && number) {
        request = request::RefusePromise{*number, words.free_text_from(next + 2, {})};
    } else if ((verb == "approve" || verb == "refuse") && !says_what_is_promised(words, next)) {
        co_return number_missing(rescue, words, next);
    } else if (verb == "none" && (number || words.words.size() == next + 1)) {
        const auto touch = number.value_or(asked_about(rescue, actor, around));
        if (touch == 0) {
            co_return Reply::refuse("Nothing is changed", "no draft of yours asks about a promise",
                                    "`/rescue summary` shows the latest one");
        }
        request = request::DenyPromise{touch};
        unread = next + (number ? 2 : 1);
    }
    if (request && unread < words.words.size()) {
        auto refusal = refusal_of_unread(words, unread, {}, "Nothing is changed", std::string{example});
        if (refusal) co_return *std::move(refusal);
    }
    if (!request) {
        const auto asked = promise_from(desk, asker, words, next);
        if (!asked) co_return asked.error();
        const auto unfit = co_await why_unfit(desk, std::get<request::RecordPromise>(*asked).by);
        if (unfit) co_return Reply::refuse("The promise is not recorded", *unfit, std::string{example});
        request = *asked;
    }
    const auto changed = co_await desk.change_case(rescue.id, {*request}, actor, asker.once);
    co_return reply_to(desk, changed);
}

} // namespace holdfast::verbs
