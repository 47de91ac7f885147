#include "storage/history.hpp"
#include "storage/pending_evaluations.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

/// Three orders a month that add up to `cents`.
void import_orders(Office& office, date::year_month month, int months, long long cents) {
    office.database().write_now([&](Transaction& tx) {
        std::vector<OrderRow> rows;
        for (int i = 0; i < months; ++i, month += date::months{1}) {
            for (unsigned day = 5; day <= 25; day += 10) {
                OrderRow row;
                row.account = AccountId{"acme"};
                row.order.day = date::local_days{month / date::day{day}};
                row.order.amount = Money{day == 25 ? cents - 2 * (cents / 3) : cents / 3};
                rows.push_back(row);
            }
        }
        store_orders(tx, rows);
        request_evaluation(tx, AccountId{"acme"}, office.now());
    });
}

/// A year of steady orders, then two months that are 11 % and 13 % below them.
void import_declining_orders(Office& office) {
    import_orders(office, date::year{2025} / date::January, 12, 10'000'00);
    import_orders(office, date::year{2026} / date::January, 1, 8'900'00);
    import_orders(office, date::year{2026} / date::February, 1, 8'700'00);
}

void open_by_signal(Office& office) {
    office.at_berlin("2026-03-03T09:12");
    import_declining_orders(office);
    office.tick();
    office.give_room("acme", "C0ROOM");
}

} // namespace

TEST(AcceptanceStory, S0_14a_S0_26_import_trips_and_everybody_is_told) {
    Office office;
    open_by_signal(office);
    const auto rescue = office.rescue("acme");
    ASSERT_NE(rescue, nullptr);
    EXPECT_EQ(rescue->status, CaseStatus::active);
    ASSERT_THAT(rescue->signals, SizeIs(1));
    EXPECT_EQ(rescue->signals.front().signal.kind, SignalKind::order_volume);
    const auto card = readable(office.living("acme", "card"));
    EXPECT_THAT(card, HasSubstr("Acme GmbH"));
    EXPECT_THAT(card, HasSubstr("11"));
    EXPECT_THAT(card, HasSubstr("13"));
    EXPECT_THAT(card, HasSubstr("0/9"));
    EXPECT_THAT(office.told("U0MANAGER"), Contains(HasSubstr("Dana Fox")));
}

TEST(AcceptanceStory, S0_27_a_second_evaluation_opens_no_second_room) {
    Office office;
    open_by_signal(office);
    office.database().write_now([&](Transaction& tx) { request_evaluation(tx, AccountId{"acme"}, office.now()); });
    office.tick();
    EXPECT_EQ(office.rescue("acme")->number, 1);
    EXPECT_THAT(office.rescue("acme")->signals, SizeIs(1));
}

TEST(AcceptanceStory, S1_02_S1_24_i_called_earns_step_2_stops_the_ladder_and_opens_the_summary) {
    Office office;
    open_by_signal(office);
    office.at_berlin("2026-03-03T09:40");
    office.press("U0MANAGER", "call.reached", "acme#1");
    const auto rescue = office.rescue("acme");
    ASSERT_TRUE(rescue->call.reached_at.has_value());
    EXPECT_THAT(office.lines("acme"), Contains(HasSubstr("28 minutes")));
    ASSERT_THAT(office.surface().seen, Not(IsEmpty()));
    EXPECT_EQ(office.surface().seen.back().json["callback_id"], "summary");
    const auto reminders = office.told("U0MANAGER").size();
    office.at_berlin("2026-03-03T17:31");
    office.tick();
    for (const auto& text : office.told("U0EXEC")) EXPECT_THAT(text, Not(HasSubstr("ended without a call")));
    EXPECT_GE(office.told("U0MANAGER").size(), reminders);
}

TEST(AcceptanceStory, S1_24_without_a_call_the_day_ends_with_the_next_level) {
    Office office;
    open_by_signal(office);
    office.at_berlin("2026-03-03T17:31");
    office.tick();
    EXPECT_THAT(office.told("U0EXEC"), Contains(HasSubstr("ended without a call")));
    office.restart();
    office.tick();
    int times = 0;
    for (const auto& text : office.told("U0EXEC"))
        times += text.find("ended without a call") != std::string::npos ? 1 : 0;
    EXPECT_EQ(times, 1);
}

TEST(AcceptanceStory, S1_08_mark_as_sent_makes_it_one_of_one) {
    Office office;
    open_by_signal(office);
    const auto draft = office.type("U0OWNER",
                                   "touch kind:call with:\"Dana Fox\" next:\"Send the new schedule\" by:fri "
                                   "We agreed on a new delivery schedule",
                                   "C0ROOM");
    EXPECT_THAT(draft, HasSubstr("new delivery schedule"));
    EXPECT_THAT(readable(office.living("acme", "card")), HasSubstr("0/1"));
    office.press("U0OWNER", "summary.sent", "acme#1|1");
    EXPECT_THAT(readable(office.living("acme", "card")), HasSubstr("1/1"));
}

TEST(AcceptanceStory, S1_08_i_called_and_mark_as_sent_makes_it_one_of_one_too) {
    Office office;
    open_by_signal(office);
    office.at_berlin("2026-03-03T09:40");
    office.press("U0MANAGER", "call.reached", "acme#1");
    EXPECT_THAT(office.type("U0MANAGER", "summary acme 1"), HasSubstr("It says nothing yet"));
    office.press("U0MANAGER", "summary.sent", "acme#1|1");
    EXPECT_THAT(readable(office.living("acme", "card")), HasSubstr("1/1"));
}

TEST(AcceptanceStory, S1_03_role_lead_tells_the_person_and_the_thread) {
    Office office;
    open_by_signal(office);
    office.type("U0MANAGER", "role acme lead <@U0KIM>");
    EXPECT_EQ(office.rescue("acme")->holder(RescueRole::recovery_lead).value, "U0KIM");
    EXPECT_THAT(office.told("U0KIM"), Contains(HasSubstr("Recovery lead")));
    EXPECT_THAT(office.type("U0MANAGER", "step acme 3 done"), HasSubstr("contact"));
    office.type("U0MANAGER", "step acme 3 done contact shared with the sponsor");
    EXPECT_THAT(readable(office.living("acme", "card")), HasSubstr("1/9"));
}

TEST(AcceptanceStory, S1_04_S1_17_a_row_without_owner_or_date_is_refused_in_place) {
    Office office;
    open_by_signal(office);
    ASSERT_EQ(office.type("U0OWNER", "plan acme"), "form plan");
    std::vector<EnteredValue> values{{"text_1", "value", "plain_text_input", {"Ship the missing pallets"}},
                                     {"owner_1", "value", "users_select", {"U0KIM"}},
                                     {"due_1", "value", "datepicker", {"2026-03-06"}},
                                     {"text_3", "value", "plain_text_input", {"Agree on a weekly slot"}},
                                     {"owner_3", "value", "users_select", {"U0OWNER"}}};
    const auto errors = office.submit("U0OWNER", values);
    ASSERT_TRUE(errors.is_object());
    EXPECT_TRUE(errors.contains("due_3")) << errors.dump();
    EXPECT_THAT(office.rescue("acme")->plan, IsEmpty());
    values.push_back({"due_3", "value", "datepicker", {"2026-03-10"}});
    EXPECT_TRUE(office.submit("U0OWNER", values).is_null());
    EXPECT_THAT(office.rescue("acme")->plan, SizeIs(2));
}

TEST(AcceptanceStory, S1_05_service_without_an_end_is_refused) {
    Office office;
    open_by_signal(office);
    EXPECT_THAT(office.type("U0OWNER", "service acme premium-response measure:ontime cost:900"), HasSubstr("end date"));
    EXPECT_THAT(office.rescue("acme")->services, IsEmpty());
    office.type("U0OWNER", "service acme premium-response end:+14d measure:ontime cost:900");
    ASSERT_THAT(office.rescue("acme")->services, SizeIs(1));
    EXPECT_EQ(office.rescue("acme")->services.front().cost.cents, 90'000);
}

TEST(AcceptanceStory, S1_09_review_after_two_weeks_on_target_closes_into_the_watch) {
    Office office;
    open_by_signal(office);
    office.type("U0OWNER", "checkin acme set tue 10:00 indicator:ontime target:95");
    for (const auto* day : {"2026-03-10T10:05", "2026-03-17T10:05", "2026-03-24T10:05"}) {
        office.at_berlin(day);
        office.type("U0OWNER", "checkin acme log ontime:96");
        office.tick();
    }
    EXPECT_THAT(office.told("U0MANAGER"), Contains(HasSubstr("on target for two weeks")));
    ASSERT_EQ(office.type("U0MANAGER", "close acme recovered"), "form review");
    EXPECT_TRUE(office
                    .submit("U0MANAGER", {{"what_happened", "value", "plain_text_input", {"Late deliveries"}},
                                          {"what_worked", "value", "plain_text_input", {"Daily status"}},
                                          {"what_did_not", "value", "plain_text_input", {"Silence at first"}},
                                          {"safeguard_1", "value", "plain_text_input", {"Stock check each Monday"}},
                                          {"safeguard_owner_1", "value", "users_select", {"U0KIM"}},
                                          {"safeguard_due_1", "value", "datepicker", {"2026-04-06"}},
                                          {"sponsor_present", "value", "checkboxes", {"yes"}}})
                    .is_null());
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::watch);
    import_orders(office, date::year{2026} / date::March, 3, 10'000'00);
    office.at_berlin("2026-06-22T12:00");
    office.tick();
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::recovered);
}

TEST(AcceptanceStory, S0_25_two_different_signs_open_a_rescue_one_does_not) {
    Office office;
    EXPECT_THAT(office.type("U0OWNER", "flag acorn champion-slow three days without an answer"),
                HasSubstr("does not trip"));
    EXPECT_EQ(office.rescue("acorn"), nullptr);
    office.at_berlin("2026-03-10T09:00");
    EXPECT_THAT(office.type("U0KIM", "flag acorn ideas-declined politely"), HasSubstr("trips"));
    ASSERT_NE(office.rescue("acorn"), nullptr);
    EXPECT_THAT(office.rescue("acorn")->signals, SizeIs(2));
}

TEST(AcceptanceStory, S0_26_dismissing_the_last_signal_closes_a_false_alarm_that_does_not_come_back) {
    Office office;
    open_by_signal(office);
    office.press("U0MANAGER", "signal.dismiss", "acme#1|0", "C0ROOM");
    EXPECT_TRUE(
        office.submit("U0MANAGER", {{"reason", "value", "plain_text_input", {"planned stock reduction"}}}).is_null());
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::false_alarm);
    office.database().write_now([&](Transaction& tx) { request_evaluation(tx, AccountId{"acme"}, office.now()); });
    office.tick();
    EXPECT_EQ(office.rescue("acme")->number, 1);
}

TEST(Commands, rule_8_names_the_nearest_accounts) {
    Office office;
    EXPECT_THAT(office.type("U0OWNER", "status acmee"), HasSubstr("Acme GmbH"));
    EXPECT_THAT(office.type("U0OWNER", "statsu acme"), HasSubstr("status"));
    EXPECT_THAT(office.type("U0OWNER", "health ac"), HasSubstr("Acorn"));
}

TEST(Commands, D_1_the_same_command_within_ten_seconds_is_one_command) {
    Office office;
    open_by_signal(office);
    const auto once = office.type("U0OWNER", "touch acme kind:call with:\"Dana Fox\" hello again");
    const auto twice = office.type("U0OWNER", "touch acme kind:call with:\"Dana Fox\" hello again");
    EXPECT_EQ(once, twice);
    EXPECT_THAT(office.rescue("acme")->touches, SizeIs(1));
    office.restart();
    office.type("U0OWNER", "touch acme kind:call with:\"Dana Fox\" hello again");
    EXPECT_THAT(office.rescue("acme")->touches, SizeIs(1));
}

TEST(Commands, rule_6_is_silent_in_channels_shared_with_others) {
    Office office;
    EXPECT_THAT(office.type("U0OWNER", "health acme share", "C0SHARED"), HasSubstr("another organisation"));
}
