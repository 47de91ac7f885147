#include "bot/handle/colleagues.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/touch_logging.hpp"
#include "bot/handle/typed_touch.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/verbs/own_word.hpp"
#include "bot/handle/verbs/verbs.hpp"

#include <fmt/format.h>

#include <array>

namespace holdfast::verbs {

namespace {

constexpr std::array<std::string_view, 1> taken_by_moving{"due"};

std::expected<Touch, Reply> call_from(Desk& desk, const Asker& asker, const Words& words, bool reached,
                                      std::size_t text_from) {
    auto touch = typed_touch(desk, asker, words);
    if (!touch) return touch;
    touch->kind = TouchKind::call;
    touch->direction = Direction::out;
    touch->reached = reached;
    touch->text = words.free_text_from(text_from, touch_keys);
    return touch;
}

/// What begins with no time to come: the first word says what was meant for one.
std::string why_no_time(const std::string& rest) {
    const auto first = rest.substr(0, rest.find_first_of(" ,\n"));
    if (first.empty()) return "the new time is missing";
    return fmt::format("\"{}\" is no time to come, and the new time stands first", first);
}

std::expected<request::MoveSponsorCall, Reply> moved_call_from(Desk& desk, const Asker& asker, const Words& typed_words,
                                                               std::size_t text_from) {
    const auto refuse = [](std::string why) {
        return std::unexpected{Reply::refuse("The call is not moved", std::move(why),
                                             "/rescue call moved tomorrow 9:00 why it cannot be today")};
    };
    const auto words = with_time_behind(typed_words, "due");
    auto rest = words.free_text_from(text_from, taken_by_moving);
    if (const auto typed = words.value_text("due"); !typed.empty()) {
        const auto moment = typed_moment(desk, asker.user, typed);
        if (!moment) return refuse(moment.error());
        return request::MoveSponsorCall{*moment, std::move(rest)};
    }
    auto found = leading_moment(desk, asker.user, rest);
    if (!found.moment) return refuse(why_no_time(rest));
    return request::MoveSponsorCall{*found.moment, std::move(found.rest)};
}

} // namespace

Answering call(Desk& desk, const Asker& asker, const Words& words) {
    const auto subject = rescue_of(desk, asker, words);
    if (!subject) co_return subject.error();
    const auto next = subject->next_word;
    const OwnWord<own_words_of("call")> result{words, next};
    const auto id = subject->rescue->id;
    if (result == "reached" || result == "noanswer" || result == "no-answer") {
        auto touch = call_from(desk, asker, words, result == "reached", next + 1);
        if (!touch) co_return touch.error();
        TouchReport report;
        report.touch = std::move(*touch);
        report.sponsor_call = true;
        report.shows_draft = true;
        const auto logged = co_await log_touch(desk, asker, *subject, std::move(report));
        co_return reply_with_draft(desk, logged);
    }
    if (result == "moved") {
        const auto moved = moved_call_from(desk, asker, words, next + 1);
        if (!moved) co_return moved.error();
        const auto changed = co_await desk.change_case(id, {*moved}, actor_of(asker, *subject), asker.once);
        co_return reply_to(desk, changed);
    }
    if (result == "delegate") {
        const auto named = words.words.size() > next + 1;
        const auto to = named ? colleague_in(words.words[next + 1]) : std::nullopt;
        if (named && !to) {
            co_return Reply::refuse("The call is not delegated",
                                    fmt::format("\"{}\" is nobody in Slack", words.words[next + 1].text),
                                    "/rescue call delegate @kim");
        }
        const request::DelegateSponsorCall delegated{to.value_or(UserId{}), words.free_text_from(next + 2, {})};
        const auto unfit = co_await why_unfit(desk, delegated.to);
        if (unfit) co_return Reply::refuse("The call is not delegated", *unfit, "/rescue call delegate @kim");
        const auto changed = co_await desk.change_case(id, {delegated}, actor_of(asker, *subject), asker.once);
        co_return reply_to(desk, changed);
    }
    co_return Reply::refuse(
        "The result of the call is missing",
        result.empty() ? "say how it went" : fmt::format("\"{}\" is none of them", result.text()),
        "`/rescue call reached what was said`, `/rescue call noanswer` or `/rescue call moved tomorrow why`");
}

} // namespace holdfast::verbs
