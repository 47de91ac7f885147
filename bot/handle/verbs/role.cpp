#include "bot/handle/colleagues.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/own_word.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"

#include <fmt/format.h>

namespace holdfast::verbs {

namespace {

std::string roles() {
    std::string text;
    for (const auto role : all_rescue_roles) text += (text.empty() ? "" : ", ") + std::string{to_text(role)};
    return text;
}

} // namespace

Answering role(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = latest_rescue_of(desk, asker, words);
    if (!subject) co_return subject.error();
    auto next = subject->next_word;
    if (words.words.size() <= next) {
        const auto around = desk.around();
        // What many see offers nobody in particular to leave.
        const auto reader = words.share ? UserId{} : asker.user;
        co_return Reply::reading(
            render::roles(*subject->rescue, reader, render::Showing::to(asker.user, around, desk.now())));
    }
    const OwnWord<own_words_of("role")> verb{words, next};
    const bool takes = verb == "take";
    const bool drops = verb == "drop";
    if (takes || drops) ++next;
    const auto typed = words.words.size() > next ? words.words[next].text : std::string{};
    const auto known = rescue_role_from(typed);
    if (!known) {
        co_return Reply::refuse(typed.empty() ? std::string{"The role is missing"}
                                              : fmt::format("There is no role \"{}\"", typed),
                                fmt::format("the roles are {}", roles()), "/rescue role lead @kim");
    }
    Request request = request::DropRole{*known};
    if (takes) request = request::TakeRole{*known, asker.user};
    if (!takes && !drops) {
        const auto holder = words.words.size() > next + 1 ? colleague_in(words.words[next + 1]) : std::nullopt;
        if (!holder) {
            const bool is_named = words.words.size() > next + 1;
            co_return Reply::refuse(
                "The role is not given",
                is_named ? fmt::format("\"{}\" is nobody in Slack", words.rest_from(next + 1))
                         : std::string{"the person is missing"},
                fmt::format("`/rescue role {} @kim`, or `/rescue role take {}`", to_text(*known), to_text(*known)));
        }
        const auto unfit = co_await why_unfit(desk, *holder);
        if (unfit) {
            co_return Reply::refuse("The role is not given", *unfit,
                                    fmt::format("/rescue role {} @kim", to_text(*known)));
        }
        request = request::TakeRole{*known, *holder};
    }
    const auto read = next + (takes || drops ? 1 : 2);
    if (auto refusal = refusal_of_unread(words, read, {}, "The role is unchanged",
                                         fmt::format("/rescue role {} @kim", to_text(*known)))) {
        co_return *std::move(refusal);
    }
    const auto changed =
        co_await desk.change_case(subject->rescue->id, {request}, actor_of(asker, *subject), asker.once);
    co_return reply_to(desk, changed);
}

} // namespace holdfast::verbs
