#include "bot/handle/colleagues.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/touch_logging.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/verbs/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace holdfast::verbs {

namespace {

constexpr std::array<std::string_view, 4> taken{"with", "mood", "due", "tag"};

Touch call_from(const Words& words, bool reached, std::size_t text_from) {
    Touch touch;
    touch.kind = TouchKind::call;
    touch.direction = Direction::out;
    touch.reached = reached;
    touch.with = std::string{words.value_text("with")};
    for (const auto* tag : words.values("tag"))
        std::ranges::move(typed_tags(tag->text), std::back_inserter(touch.tags));
    touch.text = words.free_text_from(text_from, taken);
    return touch;
}

} // namespace

Answering call(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = rescue_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    const auto result = words.words.size() > next ? lower_case(words.words[next].text) : std::string{};
    const auto id = subject->rescue->id;
    if (result == "reached" || result == "noanswer" || result == "no-answer") {
        TouchReport report;
        report.touch = call_from(words, result == "reached", next + 1);
        report.sponsor_call = true;
        report.shows_draft = true;
        const auto logged = co_await log_touch(desk, asker, *subject, std::move(report));
        co_return reply_with_draft(desk, logged);
    }
    if (result == "moved") {
        auto rest = words.free_text_from(next + 1, taken);
        const auto typed = words.value_text("due");
        std::optional<Instant> to;
        if (typed.empty()) {
            auto found = leading_moment(desk, asker.user, rest);
            to = found.moment;
            rest = found.rest;
        } else {
            const auto moment = typed_moment(desk, asker.user, typed);
            if (!moment) {
                co_return Reply::refuse("The call is not moved", moment.error(), "/rescue call moved due:tomorrow why");
            }
            to = *moment;
        }
        if (!to) {
            co_return Reply::refuse("The call is not moved", "the new time is missing",
                                    "/rescue call moved tomorrow 9:00 why it cannot be today");
        }
        const request::MoveSponsorCall moved{*to, rest};
        const auto changed = co_await desk.change_case(id, {moved}, actor_of(asker, *subject), asker.once);
        co_return reply_to(desk, changed);
    }
    if (result == "delegate") {
        const auto to = words.words.size() > next + 1 ? colleague_in(words.words[next + 1]) : std::nullopt;
        const request::DelegateSponsorCall delegated{to.value_or(UserId{})};
        const auto unfit = co_await why_unfit(desk, delegated.to);
        if (unfit) co_return Reply::refuse("The call is not delegated", *unfit, "/rescue call delegate @kim");
        const auto changed = co_await desk.change_case(id, {delegated}, actor_of(asker, *subject), asker.once);
        co_return reply_to(desk, changed);
    }
    co_return Reply::refuse(
        "The result of the call is missing",
        result.empty() ? "say how it went" : fmt::format("\"{}\" is none of them", result),
        "`/rescue call reached what was said`, `/rescue call noanswer` or `/rescue call moved tomorrow why`");
}

} // namespace holdfast::verbs
