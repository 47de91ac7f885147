#include "bot/handle/forms/submitted.hpp"
#include "bot/handle/touch_logging.hpp"
#include "bot/handle/typed_touch.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/slack/elements.hpp"

namespace holdfast::forms {

namespace {

std::expected<Touch, Reply> touch_in(const Sent& sent) {
    const auto kind = chosen(sent, block::kind, touch_kind_from, TouchKind::call);
    if (!kind) return std::unexpected{kind.error()};
    const auto mood = chosen(sent, block::mood, mood_from, Mood::unknown);
    if (!mood) return std::unexpected{mood.error()};
    const auto direction = chosen(sent, block::direction, direction_from, Direction::out);
    if (!direction) return std::unexpected{direction.error()};
    Touch touch;
    touch.kind = *kind;
    touch.mood = *mood;
    touch.direction = *direction;
    touch.with = sent.text(block::with_name);
    if (touch.with.empty()) touch.with = sent.option(block::with);
    if (touch.with == slack::no_value) touch.with.clear();
    // The box exists to say that nobody was reached; a form without it is about a talk that took place.
    touch.reached = sent.state.find(block::reached) == nullptr || !sent.state.options(block::reached).empty();
    touch.text = sent.text(block::text);
    touch.next = sent.text(block::next);
    touch.by_when = sent.state.date(block::by_when);
    touch.tags = typed_tags(sent.text(block::tags));
    return touch;
}

} // namespace

Submitting touch(Desk& desk, const Sent& sent) {
    const auto subject = subject_of_form(desk, sent);
    if (!subject) co_return subject.error();
    auto touch = touch_in(sent);
    if (!touch) co_return touch.error();
    TouchReport report;
    report.touch = std::move(*touch);
    report.sponsor_call = sent.context.purpose == "call";
    if (const auto refusal = refusal_of_tags(report.touch.tags)) co_return refused(desk, *refusal, block::tags);
    if (!subject->rescue) {
        const auto reply = co_await log_touch_without_rescue(desk, sent.asker, subject->account, report.touch);
        if (const auto& refusal = reply.refusal()) co_return refused(desk, *refusal, block::text);
        co_return Reply::nothing();
    }
    auto logged = co_await log_touch(desk, sent.asker, *subject, std::move(report));
    if (!logged.changed) co_return refused(desk, logged.changed.error(), block::text);
    if (logged.aside) co_return Reply::say(*std::move(logged.aside));
    co_return Reply::nothing();
}

} // namespace holdfast::forms
