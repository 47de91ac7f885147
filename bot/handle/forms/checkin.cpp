#include "bot/handle/forms/submitted.hpp"
#include "bot/handle/typed_values.hpp"

namespace holdfast::forms {

namespace {

/// The numbers of this week's meeting. Which indicators the form asks for stands in its context: since it was opened
/// one may have been dropped, another added.
Submitting checkin_log(Desk& desk, const Sent& sent) {
    std::vector<Request> requests;
    const auto subject = subject_of_form(desk, sent);
    if (!subject) co_return subject.error();
    const auto first = block::numbered("value", 1);
    if (!subject->rescue) co_return wrong(first, "The rescue has been closed in the meantime.");
    const auto names = render::indicators_asked_for(sent.context);
    if (names.empty()) co_return of_another_version(first);
    int line = 0;
    for (const auto& name : names) {
        const auto field = block::numbered("value", ++line);
        const auto typed = sent.text(field);
        if (typed.empty()) continue;
        const auto value = typed_decimal(typed);
        if (!value) co_return wrong(field, "Give it as a number.");
        if (subject->rescue->indicator(name) == nullptr)
            co_return wrong(field, "This number is no longer followed: leave its field empty.");
        requests.emplace_back(request::LogIndicator{name, *value});
    }
    if (requests.empty()) co_return wrong(first, "Give at least one number.");
    co_return co_await apply(desk, sent, std::move(requests), first);
}

} // namespace

Submitting checkin(Desk& desk, const Sent& sent) {
    if (sent.context.purpose == "log") co_return co_await checkin_log(desk, sent);
    std::vector<Request> requests;
    const auto weekday = typed_number(sent.option(block::weekday));
    const auto time = sent.state.time(block::time);
    if (!weekday || !time) co_return wrong(block::weekday, "Choose a weekday and a time.");
    if (const auto flaw = wrong_zone(sent)) co_return *flaw;
    // The form shows the zone the meeting is booked in, so that whoever changes it need not live there.
    auto zone = sent.text(block::zone);
    if (zone.empty()) zone = zone_of_person(desk, sent.asker.user).name();
    requests.emplace_back(request::BookCheckin{*weekday, static_cast<int>(time->count()), std::move(zone)});
    if (const auto indicator = sent.text(block::indicator); !indicator.empty()) {
        auto typed = sent.text(block::target);
        const bool at_most = typed.starts_with("<=");
        const auto target = typed_decimal(at_most ? std::string_view{typed}.substr(2) : std::string_view{typed});
        if (!target) co_return wrong(block::target, "Give the target as a number.");
        requests.emplace_back(request::ChooseIndicator{indicator, *target, at_most});
    }
    co_return co_await apply(desk, sent, std::move(requests), block::weekday);
}

} // namespace holdfast::forms
