#include "playbooks/summary/internal_words.hpp"
#include "playbooks/summary/signature.hpp"
#include "tests/playbooks/summary/example_case.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string draft(const Case& rescue, const Touch& touch) {
    return draft_summary(rescue, touch, built_in_catalog(), example_facts());
}

TEST(SummaryDraft, S1_08_has_the_three_parts_what_moved_what_is_next_by_when) {
    Case rescue;
    rescue.plan = {plan_row(1, "replace the carrier on the northern route", "U0KIM", day(2026, 3, 6)),
                   plan_row(2, "Report the on-time figure", "U0JO", day(2026, 3, 12)),
                   plan_row(3, "clear the customs backlog", "U0GONE", day(2026, 3, 2))};
    PlanRow done = plan_row(4, "move extra stock to Graz", "U0JO", day(2026, 3, 3));
    done.state = PlanRowState::done;
    done.done_at = third_of_march(8);
    rescue.plan.push_back(done);
    rescue.checkin = Checkin{2, 10 * 60, "Europe/Vienna", third_of_march(7), UserId{"U0KIM"}};
    Service service;
    service.what = "answers within two hours";
    service.end = day(2026, 3, 17);
    rescue.services = {service};
    Touch touch = example_touch();
    touch.next = "send the new delivery calendar";
    touch.by_when = day(2026, 3, 4);

    EXPECT_EQ(draft(rescue, touch), R"(Hello Dana,

Thank you for the time on the phone.
Here is a short summary, so that we both work from the same page.

What moved
The second shipment left the warehouse on time.
- Done: Move extra stock to Graz.

What is next
- Send the new delivery calendar. By Wednesday, 4 March 2026.
- Replace the carrier on the northern route. By Friday, 6 March 2026 (Kim Lee).
- Report the on-time figure. By Thursday, 12 March 2026 (Jo Park).

Late and still open
- Clear the customs backlog. Due on Monday, 2 March 2026.

By when
- Next date: Wednesday, 4 March 2026. Last date: Thursday, 12 March 2026.
- Our weekly ten minutes: Tuesday, 10 March 2026 at 10:00 (Vienna time).
- Until Tuesday, 17 March 2026 you have our extra service: Answers within two hours.

If something is missing or you remember it differently, please tell me.

Kind regards
Kim Lee
)");
}

TEST(SummaryDraft, S1_08_leaves_out_the_parts_that_have_nothing_to_say) {
    Touch touch = example_touch();
    touch.with.clear();
    touch.by = UserId{"U0GONE"};
    EXPECT_EQ(draft({}, touch), R"(Hello,

Thank you for the time on the phone.
Here is a short summary, so that we both work from the same page.

What moved
The second shipment left the warehouse on time.

If something is missing or you remember it differently, please tell me.

Kind regards
[your name]
)");
}

TEST(SummaryDraft, S1_08_with_one_date_names_that_date) {
    Touch touch = example_touch();
    touch.kind = TouchKind::email;
    touch.direction = Direction::in;
    touch.text = " ";
    touch.next = "We answer the three questions.";
    touch.by_when = day(2026, 3, 10);
    EXPECT_EQ(draft({}, touch), R"(Hello Dana,

Thank you for your e-mail.
Here is a short summary, so that we both work from the same page.

What is next
- We answer the three questions. By Tuesday, 10 March 2026.

By when
- Next date: Tuesday, 10 March 2026.

If something is missing or you remember it differently, please tell me.

Kind regards
Kim Lee
)");
}

TEST(SummaryDraft, S1_08_opens_with_one_sentence_that_fits_the_kind_of_touch) {
    std::set<std::string> openings;
    for (const TouchKind kind : {TouchKind::call, TouchKind::meeting, TouchKind::email, TouchKind::message,
                                 TouchKind::visit, TouchKind::event, TouchKind::gift}) {
        Touch touch = example_touch();
        touch.kind = kind;
        const std::string text = draft({}, touch);
        const auto start = text.find("\n\n") + 2;
        const std::string opening = text.substr(start, text.find('\n', start) - start);
        EXPECT_TRUE(opening.ends_with('.')) << opening;
        EXPECT_THAT(text.substr(start + opening.size()), testing::StartsWith("\nHere is a short summary"));
        openings.insert(opening);
    }
    EXPECT_EQ(openings.size(), 7U);
}

TEST(SummaryDraft, S1_08_lists_at_most_five_plan_rows_the_nearest_ones) {
    Case rescue;
    for (int number = 1; number <= 7; ++number) {
        rescue.plan.push_back(
            plan_row(number, "action " + std::to_string(number), "U0KIM", day(2026, 3, 18) - date::days{number}));
    }
    const std::string text = draft(rescue, example_touch());
    EXPECT_THAT(text, Not(HasSubstr("Action 1.")));
    EXPECT_THAT(text, Not(HasSubstr("Action 2.")));
    EXPECT_LT(text.find("Action 7."), text.find("Action 3."));
}

TEST(SummaryDraft, S1_08_names_an_action_once_when_the_touch_repeats_the_plan) {
    Case rescue;
    rescue.plan = {plan_row(1, "Send the calendar", "U0KIM", day(2026, 3, 4))};
    Touch touch = example_touch();
    touch.next = "send the calendar.";
    const std::string text = draft(rescue, touch);
    EXPECT_EQ(text.find("Send the calendar."), text.rfind("Send the calendar."));
}

TEST(SummaryDraft, S1_08_does_not_report_the_same_progress_to_the_same_person_twice) {
    Case rescue;
    PlanRow row = plan_row(1, "Move the stock", "U0KIM", day(2026, 3, 3));
    row.state = PlanRowState::done;
    row.done_at = third_of_march(8);
    rescue.plan = {row};
    rescue.touches = {example_touch()};
    Touch later = example_touch();
    later.number = 2;
    later.at = third_of_march(15);
    EXPECT_THAT(draft(rescue, later), Not(HasSubstr("Done:")));
    later.with = "Tom Berg";
    EXPECT_THAT(draft(rescue, later), HasSubstr("Done: Move the stock."));
    rescue.touches.front().reached = false;
    later.with = "Dana Fox";
    EXPECT_THAT(draft(rescue, later), HasSubstr("Done: Move the stock."));
}

TEST(SummaryDraft, S1_08_says_nothing_of_dropped_rows_or_service_that_has_ended) {
    Case rescue;
    PlanRow dropped = plan_row(1, "Drop me please", "U0KIM", day(2026, 3, 9));
    dropped.state = PlanRowState::dropped;
    rescue.plan = {dropped};
    Service ended;
    ended.what = "faster answers";
    ended.end = day(2026, 3, 2);
    Service stopped;
    stopped.what = "night shift";
    stopped.end = day(2026, 3, 20);
    stopped.state = ServiceState::stopped;
    rescue.services = {ended, stopped};
    const std::string text = draft(rescue, example_touch());
    EXPECT_THAT(text, Not(HasSubstr("Drop me")));
    EXPECT_THAT(text, Not(HasSubstr("By when")));
}

struct MeetingCase {
    std::string name;
    int weekday;
    int minute_of_day;
    std::string zone;
    std::string line;
};
class NextMeeting : public testing::TestWithParam<MeetingCase> {};

TEST_P(NextMeeting, is_counted_in_the_zone_of_the_meeting) {
    Case rescue;
    rescue.checkin = Checkin{GetParam().weekday, GetParam().minute_of_day, GetParam().zone, {}, {}};
    EXPECT_THAT(draft(rescue, example_touch()), HasSubstr("- Our weekly ten minutes: " + GetParam().line + "\n"));
}

// The touch is on Tuesday, 3 March 2026, 09:40 UTC.
INSTANTIATE_TEST_SUITE_P(SummaryDraft, NextMeeting,
                         testing::Values(MeetingCase{"later_the_same_day", 2, 11 * 60, "Europe/Vienna",
                                                     "Tuesday, 3 March 2026 at 11:00 (Vienna time)."},
                                         MeetingCase{"earlier_the_same_day", 2, 10 * 60, "Europe/Vienna",
                                                     "Tuesday, 10 March 2026 at 10:00 (Vienna time)."},
                                         MeetingCase{"on_a_sunday", 7, 9 * 60, "Europe/Vienna",
                                                     "Sunday, 8 March 2026 at 09:00 (Vienna time)."},
                                         MeetingCase{"in_a_place_of_two_words", 1, 9 * 60, "America/New_York",
                                                     "Monday, 9 March 2026 at 09:00 (New York time)."},
                                         MeetingCase{"where_it_is_evening_already", 2, 22 * 60, "Pacific/Auckland",
                                                     "Tuesday, 10 March 2026 at 22:00 (Auckland time)."},
                                         MeetingCase{"in_a_zone_that_is_gone", 5, 9 * 60 + 5, "Atlantis/Capital",
                                                     "every Friday at 09:05 (Capital time)."}),
                         [](const auto& tested) { return tested.param.name; });

TEST(SummaryDraft, does_not_escape_what_people_typed) {
    Touch touch = example_touch();
    touch.text = R"(R&D's "blue" line > 95 % {{sender}})";
    EXPECT_THAT(draft({}, touch), HasSubstr(R"(R&D's "blue" line > 95 % {{sender}}.)"));
}

TEST(SummaryDraft, S0_35_leaks_neither_mood_nor_tags_nor_roles_nor_the_reasons_of_the_rescue) {
    Case rescue;
    rescue.reason = "secret reason";
    rescue.account_name = "Acme";
    rescue.contacts = {Contact{"Tom Berg", "secret title", BuyingRole::saboteur, "finance", false}};
    rescue.roles[RescueRole::recovery_lead] = UserId{"U0SECRET"};
    Signal signal;
    signal.note = "secret note";
    rescue.signals = {CaseSignal{signal, false, "", {}}};
    rescue.facts = Facts{"secret fact", "secret outcome", "secret promise"};
    Service service;
    service.what = "faster answers";
    service.measure = "secret measure";
    service.end = day(2026, 3, 17);
    rescue.services = {service};
    rescue.plan = {plan_row(1, "Send the calendar", "U0SECRET", day(2026, 3, 9))};
    Touch touch = example_touch();
    touch.mood = Mood::bad;
    touch.tags = {"secret", "renewal"};
    const std::string text = draft(rescue, touch);
    for (const std::string_view leak : {"secret", "SECRET", "renewal", "saboteur", "Tom", "bad", "cost"}) {
        EXPECT_THAT(text, Not(HasSubstr(leak)));
    }
    EXPECT_TRUE(internal_words_in(text).empty()) << text;
}

TEST(SummaryDraft, S1_08_leaves_out_an_unknown_owner_and_asks_an_unknown_writer_for_their_name) {
    Case rescue;
    rescue.plan = {plan_row(1, "Send the calendar", "U0X", day(2026, 3, 9))};
    Touch touch = example_touch();
    touch.by = UserId{"kim@example.com"};
    const SummaryFacts facts{[](const UserId& user) { return user.value; }, day(2026, 3, 3)};
    const std::string text = draft_summary(rescue, touch, built_in_catalog(), facts);
    EXPECT_THAT(text, HasSubstr("By Monday, 9 March 2026.\n"));
    EXPECT_THAT(text, testing::EndsWith("Kind regards\n[your name]\n"));
    EXPECT_TRUE(lacks_a_name(text));
    EXPECT_FALSE(lacks_a_name(draft(rescue, example_touch()))) << "Kim is known";
}

TEST(SummaryDraft, S1_08_says_once_that_rows_are_late_and_not_whose_they_are_and_leaves_room_for_what_is_ahead) {
    Case rescue;
    for (int number = 1; number <= 5; ++number) {
        rescue.plan.push_back(
            plan_row(number, "send status " + std::to_string(number), "U0KIM", day(2026, 2, 20) + date::days{number}));
    }
    rescue.plan.push_back(plan_row(6, "compare the figures", "U0JO", day(2026, 3, 10)));
    const std::string text = draft(rescue, example_touch());
    EXPECT_THAT(text, HasSubstr("What is next\n- Compare the figures. By Tuesday, 10 March 2026 (Jo Park).\n"));
    EXPECT_EQ(text.find("still open"), text.rfind("still open"));
    EXPECT_THAT(text, HasSubstr("- Send status 3. Due on Monday, 23 February 2026.\n"));
    EXPECT_THAT(text, Not(HasSubstr("Send status 4")));
    EXPECT_THAT(text, Not(HasSubstr("2026 (Kim Lee)")));
}

TEST(SummaryDraft, S1_08_each_of_its_three_parts_can_be_missing) {
    constexpr DraftParts nothing;
    constexpr DraftParts progress{.progress = true};
    const auto today = day(2026, 3, 3);
    Touch silent;
    silent.number = 1;
    silent.with = "Dana Fox";
    silent.at = third_of_march(9);
    EXPECT_EQ(parts_of_draft(Case{}, silent, today), nothing);
    auto touch = silent;
    touch.text = " \n";
    EXPECT_EQ(parts_of_draft(Case{}, touch, today), nothing) << "blanks are no words";
    touch.text = "they want a plan";
    EXPECT_EQ(parts_of_draft(Case{}, touch, today), progress);
    touch = silent;
    touch.next = "we send the plan";
    EXPECT_EQ(parts_of_draft(Case{}, touch, today), (DraftParts{.next = true}));
    touch.by_when = day(2026, 3, 6);
    EXPECT_EQ(parts_of_draft(Case{}, touch, today), (DraftParts{.next = true, .dates = true}));
    touch.next.clear();
    EXPECT_EQ(parts_of_draft(Case{}, touch, today), (DraftParts{.dates = true}));

    Case planned;
    planned.plan = {plan_row(1, "replace the carrier", "U0KIM", day(2026, 3, 6))};
    EXPECT_EQ(parts_of_draft(planned, silent, today), (DraftParts{.next = true, .dates = true}));
    EXPECT_EQ(parts_of_draft(planned, silent, day(2026, 3, 9)), nothing) << "what is late is neither next nor a date";
    planned.plan.front().state = PlanRowState::done;
    planned.plan.front().done_at = third_of_march(8);
    EXPECT_EQ(parts_of_draft(planned, silent, today), progress) << "done since they last heard from us";
    planned.plan.front().state = PlanRowState::dropped;
    EXPECT_EQ(parts_of_draft(planned, silent, today), nothing);

    Case meeting;
    meeting.checkin = Checkin{2, 10 * 60, "Europe/Vienna", third_of_march(7), UserId{"U0KIM"}};
    EXPECT_EQ(parts_of_draft(meeting, silent, today), (DraftParts{.dates = true}));
}

} // namespace
} // namespace holdfast
