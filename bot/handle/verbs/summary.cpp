#include "bot/handle/mentions.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/own_word.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/draft_privacy.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <optional>
#include <string_view>

namespace holdfast::verbs {

namespace {

/// `edit 1`: whether the 1 is the number of a summary or a text that begins with it is not guessed.
/// @param at     where the verb stands, with no number before it
/// @param latest the summary that is meant without a number
std::optional<Reply> refusal_of_number_behind(const Case& rescue, const Words& words, std::size_t at, int latest) {
    if (words.words.size() <= at + 1 || words.words[at + 1].quoted) return std::nullopt;
    const auto number = typed_number(words.words[at + 1].text);
    if (!number || rescue.summary_of(*number) == nullptr) return std::nullopt;
    const auto verb = lower_case(words.words[at].text);
    const std::string_view text = verb == "sent" ? "" : " …";
    return Reply::refuse("Nothing is changed", fmt::format("the number of a summary stands before \"{}\"", verb),
                         fmt::format("`/rescue summary {0} {1} {2}{3}`, or for the latest one "
                                     "`/rescue summary {0} {4} {2}{3}`",
                                     typed(rescue.account), *number, verb, text, latest));
}

} // namespace

Answering summary(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = latest_rescue_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto& rescue = *subject->rescue;
    const auto actor = actor_of(asker, *subject);
    const auto around = desk.around();
    // What many see tells of drafts what everybody may know.
    const auto reader = words.share ? UserId{} : asker.user;
    auto next = subject->next_word;
    using SummaryWord = OwnWord<own_words_of("summary")>;
    const SummaryWord first{words, next};
    const bool has_none = rescue.summaries.empty();
    if (first == "list" || (first.empty() && has_none)) {
        co_return Reply::reading(
            render::summary_list(rescue, reader, render::Showing::to(asker.user, around, desk.now())));
    }
    const auto* latest = latest_readable_summary(rescue, actor, around);
    const int newest = has_none ? 0 : rescue.summaries.back().touch;
    auto number = latest == nullptr ? newest : latest->touch;
    if (const auto typed = typed_number(first.text())) {
        number = *typed;
        ++next;
    } else if (first == "last") {
        ++next;
    }
    const SummaryWord verb{words, next};
    const bool changes_one = verb == "edit" || verb == "sent" || verb == "discard";
    if (changes_one && next == subject->next_word) {
        if (auto refusal = refusal_of_number_behind(rescue, words, next, number)) co_return *std::move(refusal);
    }
    std::optional<Request> request;
    if (verb == "sent") {
        request = request::SendSummary{number};
        auto refusal = refusal_of_unread(words, next + 1, {}, fmt::format("Summary {} is not marked as sent", number),
                                         fmt::format("/rescue summary {} sent", number));
        if (refusal) co_return *std::move(refusal);
    }
    if (verb == "discard") request = request::DiscardSummary{number, words.free_text_from(next + 1, {})};
    if (verb == "edit")
        request =
            request::EditSummary{number, in_customer_words(words.free_text_from(next + 1, {}), [&](const UserId& user) {
                                     return name_of(desk.reader(), user);
                                 })};
    if (request) {
        const auto changed = co_await desk.change_case(rescue.id, {*request}, actor, asker.once);
        co_return reply_to(desk, changed);
    }
    if (!verb.empty()) {
        co_return Reply::refuse(fmt::format("\"{}\" does nothing to a summary", verb.text()),
                                "it can be edited, sent or discarded", fmt::format("/rescue summary {} sent", number));
    }
    const auto* found = rescue.summary_of(number);
    if (found == nullptr) {
        co_return Reply::refuse(fmt::format("There is no summary {}", number), "no touch with this number needs one",
                                "/rescue summary list");
    }
    if (const auto refusal = refusal_of_draft(actor, rescue, *found, around)) co_return Reply::refuse(*refusal);
    if (words.share && found->state != SummaryState::sent) {
        co_return Reply::refuse(fmt::format("Summary {} is not shared", number),
                                "until it is sent it is seen by its writer alone",
                                fmt::format("`/rescue summary {} {}` shows it to you", typed(rescue.account), number));
    }
    co_return Reply::reading(
        render::summary(rescue, *found, reader, render::Showing::to(asker.user, around, desk.now())));
}

} // namespace holdfast::verbs
