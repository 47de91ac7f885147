// Whatever the case looks like, the words around what people typed are fit for a customer.

#include "playbooks/summary/internal_words.hpp"
#include "tests/playbooks/summary/example_case.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace holdfast {
namespace {

/// Stands for everything that a person typed, so that all other words are the frame.
constexpr auto typed = "qqq";
/// Stands for everything that must stay in the house.
constexpr auto secret = "xxsecretxx";

std::string sometimes(std::string text) {
    return *rc::gen::element(std::string{}, std::string{" "}, std::move(text));
}

Day some_day() {
    return day(2026, 3, 3) + date::days{*rc::gen::inRange(-20, 40)};
}

Touch some_touch() {
    Touch touch;
    touch.number = *rc::gen::inRange(1, 5);
    touch.kind = static_cast<TouchKind>(*rc::gen::inRange(0, 7));
    touch.direction = *rc::gen::element(Direction::out, Direction::in);
    touch.reached = *rc::gen::arbitrary<bool>();
    touch.with = sometimes(typed);
    touch.mood = *rc::gen::element(Mood::unknown, Mood::good, Mood::neutral, Mood::bad);
    touch.tags = {secret};
    touch.text = sometimes(typed);
    touch.next = sometimes(typed);
    if (*rc::gen::arbitrary<bool>()) touch.by_when = some_day();
    touch.by = UserId{*rc::gen::element<std::string>("U0KIM", secret, "")};
    touch.at = third_of_march(*rc::gen::inRange(0, 24));
    return touch;
}

PlanRow some_plan_row() {
    PlanRow row = plan_row(*rc::gen::inRange(1, 9), sometimes(typed),
                           *rc::gen::element<std::string>("U0JO", secret, ""), some_day());
    row.state = *rc::gen::element(PlanRowState::open, PlanRowState::done, PlanRowState::dropped);
    row.drop_reason = secret;
    if (row.state == PlanRowState::done) row.done_at = third_of_march(*rc::gen::inRange(0, 24));
    return row;
}

Service some_service() {
    Service service;
    service.what = sometimes(typed);
    service.measure = secret;
    service.end = some_day();
    service.state = *rc::gen::element(ServiceState::running, ServiceState::stopped, ServiceState::permanent);
    return service;
}

Case some_case() {
    Case rescue;
    rescue.reason = secret;
    rescue.account_name = secret;
    rescue.service_declined = secret;
    rescue.sponsor = {secret, secret, secret, secret};
    rescue.contacts = {Contact{secret, secret, BuyingRole::saboteur, secret, false}};
    rescue.facts = Facts{secret, secret, secret};
    rescue.touches = *rc::gen::container<std::vector<Touch>>(rc::gen::exec(some_touch));
    rescue.plan = *rc::gen::container<std::vector<PlanRow>>(rc::gen::exec(some_plan_row));
    rescue.services = *rc::gen::container<std::vector<Service>>(rc::gen::exec(some_service));
    if (*rc::gen::arbitrary<bool>()) {
        rescue.checkin = Checkin{*rc::gen::inRange(1, 8),
                                 *rc::gen::inRange(0, 1440),
                                 *rc::gen::element<std::string>("Europe/Vienna", "Pacific/Apia", "Nowhere"),
                                 {},
                                 {}};
    }
    return rescue;
}

std::string some_draft(const Catalog& catalog) {
    return draft_summary(some_case(), some_touch(), catalog, example_facts());
}

RC_GTEST_PROP(SummaryFrame, S0_35_holds_no_internal_word_and_no_secret, ()) {
    static const Catalog catalog = built_in_catalog();
    const std::string text = some_draft(catalog);
    RC_ASSERT(internal_words_in(text).empty());
    RC_ASSERT(!text.contains(secret));
}

RC_GTEST_PROP(SummaryFrame, holds_no_slack_markup_and_no_leftovers_of_the_template, ()) {
    static const Catalog catalog = built_in_catalog();
    const std::string text = some_draft(catalog);
    for (const std::string_view mark : {"<", ">", "@", "{{", "}}", "U0", "*", "`", "&"}) {
        RC_ASSERT(!text.contains(mark));
    }
}

RC_GTEST_PROP(SummaryFrame, S1_08_has_no_empty_part_and_no_ragged_line, ()) {
    static const Catalog catalog = built_in_catalog();
    const std::string text = some_draft(catalog);
    for (const std::string_view heading : {"What moved\n", "What is next\n", "By when\n"}) {
        const auto at = text.find(heading);
        if (at != std::string::npos) RC_ASSERT(text.at(at + heading.size()) != '\n');
    }
    RC_ASSERT(!text.contains("\n\n\n"));
    RC_ASSERT(!text.contains(" \n"));
    RC_ASSERT(!text.contains("  "));
    RC_ASSERT(!text.contains(".."));
    RC_ASSERT(text.starts_with("Hello"));
    RC_ASSERT(text.ends_with("\n"));
}

} // namespace
} // namespace holdfast
