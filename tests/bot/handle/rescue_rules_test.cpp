// The rules of the rescue as people meet them: who is called upon, who closes, whom a name means, what Done does.
#include "storage/accounts.hpp"
#include "storage/people.hpp"
#include "storage/slack_users.hpp"
#include "storage/unknown_colleagues.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

void open_acme(Office& office) {
    office.type("U0MANAGER", "open acme late deliveries");
    office.give_room("acme", "C0ROOM");
}

bool is_asked_to_call(Office& office, const std::string& user) {
    for (const auto& text : office.told(user)) {
        if (text.contains("What to say")) return true;
    }
    return false;
}

EventCallback user_change(const std::string& user, bool deleted) {
    EventCallback event;
    event.event_id = "Ev" + user + (deleted ? "gone" : "back");
    event.type = "user_change";
    event.event_json =
        nlohmann::json{
            {"user", {{"id", user}, {"deleted", deleted}, {"tz", "Europe/Berlin"}, {"profile", {{"real_name", user}}}}}}
            .dump();
    return event;
}

std::vector<std::string> names_at_acme(Office& office) {
    std::vector<std::string> names;
    for (const auto& person : people_of(office.desk().reader(), AccountId{"acme"})) names.push_back(person.name);
    return names;
}

} // namespace

TEST(SponsorCall, S1_24_goes_to_the_executive_sponsor_as_soon_as_slack_says_that_the_manager_is_gone) {
    Office office;
    open_acme(office);
    EXPECT_TRUE(is_asked_to_call(office, "U0MANAGER"));
    EXPECT_FALSE(is_asked_to_call(office, "U0EXEC"));
    office.send(user_change("U0MANAGER", true));
    EXPECT_FALSE(is_asked_to_call(office, "U0MANAGER"));
    EXPECT_TRUE(is_asked_to_call(office, "U0EXEC"));
    office.send(user_change("U0MANAGER", false));
    EXPECT_TRUE(is_asked_to_call(office, "U0MANAGER"));
}

TEST(SponsorCall, S1_24_goes_to_the_executive_sponsor_where_slack_does_not_know_the_managers_address) {
    Office office;
    const UserId address{"gone@example.com"};
    office.type("U0MANAGER", "account set acme manager:gone@example.com");
    office.database().write_now([&](Transaction& tx) { remember_unknown_colleague(tx, address, office.now()); });
    office.type("U0OWNER", "open acme late deliveries");
    ASSERT_NE(office.rescue("acme"), nullptr);
    EXPECT_TRUE(is_asked_to_call(office, "U0EXEC"));
    EXPECT_FALSE(is_asked_to_call(office, address.value));
}

TEST(SponsorCall, S1_24_a_new_sponsor_does_not_inherit_the_zone_of_the_former_one) {
    Office office;
    open_acme(office);
    const auto on_the_accounts_day = office.rescue("acme")->call.window;
    office.type("U0OWNER", "sponsor acme \"Yuki Sato\" zone:Asia/Tokyo");
    EXPECT_NE(office.rescue("acme")->call.window.due, on_the_accounts_day.due);
    office.type("U0OWNER", "sponsor acme \"Eve Ray\"");
    ASSERT_EQ(office.rescue("acme")->sponsor.name, "Eve Ray");
    EXPECT_EQ(office.rescue("acme")->call.window, on_the_accounts_day);
}

TEST(SponsorCall, S1_24_a_new_sponsor_is_called_on_the_day_of_a_zone_that_the_account_got_after_the_opening) {
    Office office;
    office.database().write_now([](Transaction& tx) {
        Account birch;
        birch.id = AccountId{"birch"};
        birch.name = "Birch";
        birch.owner = UserId{"U0OWNER"};
        birch.manager = UserId{"U0MANAGER"};
        upsert_account(tx, birch);
    });
    office.type("U0MANAGER", "open birch late deliveries");
    ASSERT_NE(office.rescue("birch"), nullptr);
    const auto at_the_opening = office.rescue("birch")->call.window;
    office.type("U0MANAGER", "account set birch zone:Asia/Tokyo");
    office.tick();
    EXPECT_EQ(office.rescue("birch")->account_zone, "Asia/Tokyo");
    EXPECT_EQ(office.rescue("birch")->manager, UserId{"U0MANAGER"});
    office.type("U0MANAGER", "sponsor birch \"Yuki Sato\"");
    ASSERT_EQ(office.rescue("birch")->sponsor.name, "Yuki Sato");
    EXPECT_EQ(office.rescue("birch")->sponsor.zone, "");
    const auto on_the_accounts_day = office.rescue("birch")->call.window;
    EXPECT_NE(on_the_accounts_day.due, at_the_opening.due);
    office.type("U0MANAGER", "sponsor birch \"Yuki Sato\" zone:Asia/Tokyo");
    ASSERT_EQ(office.rescue("birch")->sponsor.zone, "Asia/Tokyo");
    EXPECT_EQ(office.rescue("birch")->call.window, on_the_accounts_day);
}

TEST(Closing, S0_108_lost_before_week_six_names_the_five_reasons) {
    Office office;
    open_acme(office);
    EXPECT_THAT(office.type("U0MANAGER", "close acme lost they are gone"),
                AllOf(HasSubstr("five reasons"), HasSubstr("rival"), HasSubstr("toxic")));
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::active);
    office.type("U0MANAGER", "close acme lost rival they signed with Globex on 3 March");
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::lost);
    EXPECT_EQ(office.rescue("acme")->closing->loss, LossReason::rival);
    EXPECT_EQ(office.rescue("acme")->closing->reason, "they signed with Globex on 3 March");
    EXPECT_EQ(office.rescue("acme")->closing->evidence, "they signed with Globex on 3 March");
}

TEST(Closing, S0_121_typed_without_what_shows_it_a_loss_stays_open) {
    Office office;
    open_acme(office);
    EXPECT_THAT(office.type("U0MANAGER", "close acme lost toxic"),
                AllOf(HasSubstr("what shows it is missing"), HasSubstr("/rescue close acme lost toxic")));
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::active);
}

TEST(Closing, a_false_alarm_may_be_typed_in_two_words) {
    Office office;
    open_acme(office);
    office.type("U0MANAGER", "close acme false alarm the plant was on holiday");
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::false_alarm);
    EXPECT_EQ(office.rescue("acme")->closing->reason, "the plant was on holiday");
}

TEST(Closing, an_account_manager_proposes_and_the_manager_closes_with_one_press) {
    Office office;
    open_acme(office);
    EXPECT_THAT(office.type("U0OWNER", "close acme false-alarm it was planned"), HasSubstr("proposes"));
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::active);
    EXPECT_THAT(office.told("U0MANAGER"), Contains(AllOf(HasSubstr("it was planned"), HasSubstr("Close it"))));
    EXPECT_THAT(office.type("U0OWNER", "close acme false-alarm"), HasSubstr("waits for somebody"));
    office.type("U0MANAGER", "close acme false-alarm");
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::false_alarm);
    EXPECT_EQ(office.rescue("acme")->closing->reason, "it was planned");
}

TEST(Closing, S0_117_the_form_asks_which_of_the_five_it_is) {
    Office office;
    open_acme(office);
    ASSERT_EQ(office.type("U0MANAGER", "close acme"), "form close");
    std::vector<EnteredValue> values{{"outcome", "value", "radio_buttons", {"lost"}},
                                     {"reason", "value", "plain_text_input", {"under investigation"}}};
    EXPECT_TRUE(office.submit("U0MANAGER", values).contains("loss"));
    values.push_back({"loss", "value", "static_select", {"legal"}});
    const auto errors = office.submit("U0MANAGER", values);
    ASSERT_TRUE(errors.contains("note")) << errors;
    EXPECT_THAT(errors["note"].get<std::string>(), AllOf(HasSubstr("what shows it"), Not(HasSubstr("/rescue"))));
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::active);
    values.push_back({"note", "value", "plain_text_input", {"the search of 2 March"}});
    EXPECT_TRUE(office.submit("U0MANAGER", values).is_null());
    EXPECT_EQ(office.rescue("acme")->closing->loss, LossReason::legal);
    EXPECT_EQ(office.rescue("acme")->closing->evidence, "the search of 2 March");
}

TEST(People, left_refuses_a_name_that_nobody_has_and_names_the_nearest) {
    Office office;
    open_acme(office);
    EXPECT_THAT(office.type("U0OWNER", "people acme left \"Nobody\""), HasSubstr("Nobody at Acme GmbH is called"));
    EXPECT_THAT(office.type("U0OWNER", "people acme left \"Dane\""), HasSubstr("Dana Fox"));
    EXPECT_THAT(names_at_acme(office), Contains("Dana Fox"));
    office.type("U0OWNER", "people acme left dana");
    EXPECT_THAT(names_at_acme(office), Not(Contains("Dana Fox")));
}

TEST(People, a_first_name_means_the_one_person_who_has_it) {
    Office office;
    open_acme(office);
    office.type("U0OWNER", "sponsor acme Dana mail:dana@acme.example");
    EXPECT_EQ(office.rescue("acme")->sponsor.name, "Dana Fox");
    EXPECT_EQ(office.rescue("acme")->sponsor.phone, "+49 30 123");
    office.type("U0OWNER", "people acme add \"DANA FOX\" dept:finance");
    EXPECT_THAT(names_at_acme(office), SizeIs(1));
    const auto dana = find_person(office.desk().reader(), AccountId{"acme"}, "Dana Fox");
    ASSERT_TRUE(dana);
    EXPECT_EQ(dana->department, "finance");
    EXPECT_EQ(dana->phone, "+49 30 123") << "what is not mentioned stays";
    EXPECT_TRUE(dana->sponsor);
    office.type("U0OWNER", "people acme add \"Dana Ray\" dept:operations");
    EXPECT_THAT(names_at_acme(office), SizeIs(2)) << "a new full name is a new person";
    EXPECT_THAT(office.type("U0OWNER", "sponsor acme Dana"), AllOf(HasSubstr("Dana Fox"), HasSubstr("Dana Ray")));
    EXPECT_EQ(office.rescue("acme")->sponsor.name, "Dana Fox");
}

TEST(Touch, S1_02_a_first_name_in_another_case_is_the_sponsor_all_the_same) {
    Office office;
    open_acme(office);
    office.type("U0OWNER", "touch acme kind:call with:dana we agreed on a plan");
    EXPECT_FALSE(office.rescue("acme")->call.owed());
    EXPECT_EQ(office.rescue("acme")->touches.front().with, "Dana Fox");
}

TEST(ReminderDone, S1_07_of_the_weekly_meeting_opens_the_form_that_logs_its_numbers) {
    Office office;
    open_acme(office);
    office.type("U0OWNER", "checkin acme set tue 10:00 indicator:ontime target:95");
    office.at_berlin("2026-03-10T11:01");
    office.tick();
    const auto rescue = office.rescue("acme");
    std::string key;
    for (const auto& [fired, sent] : rescue->fired) {
        if (fired.starts_with("checkin/") && fired.ends_with("/3")) key = fired;
    }
    ASSERT_FALSE(key.empty());
    office.press("U0OWNER", "reminder.done", "acme#1|" + key);
    ASSERT_EQ(office.surface().seen.back().how, "form");
    EXPECT_EQ(office.surface().seen.back().json["callback_id"], "checkin");
    EXPECT_TRUE(office.submit("U0OWNER", {{"value_1", "value", "plain_text_input", {"many"}}}).contains("value_1"));
    EXPECT_TRUE(office.submit("U0OWNER", {{"value_1", "value", "plain_text_input", {"96"}}}).is_null());
    ASSERT_THAT(office.rescue("acme")->indicators.front().points, SizeIs(1));
    EXPECT_EQ(office.rescue("acme")->indicators.front().points.front().value, 96);
}

TEST(ReminderDone, S1_05_of_a_service_stops_that_one_on_its_last_day_and_not_before) {
    Office office;
    open_acme(office);
    office.type("U0OWNER", "service acme premium-response end:+14d measure:ontime");
    office.type("U0OWNER", "service acme daily-status end:+30d measure:ontime");
    office.press("U0OWNER", "reminder.done", "acme#1|service/1/2026-03-17/7d");
    EXPECT_EQ(office.rescue("acme")->services.front().state, ServiceState::running);
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr("service acme extend 1"));
    office.at_berlin("2026-03-17T10:00");
    office.press("U0OWNER", "reminder.done", "acme#1|service/1/2026-03-17/0d");
    EXPECT_EQ(office.rescue("acme")->services.front().state, ServiceState::stopped);
    EXPECT_EQ(office.rescue("acme")->services.back().state, ServiceState::running);
}

TEST(Refusal, in_the_room_nobody_is_sent_to_the_room) {
    Office office;
    open_acme(office);
    EXPECT_THAT(office.type("U0STRANGER", "close acme false-alarm nothing", "C0ROOM"),
                AllOf(HasSubstr("You cannot"), Not(HasSubstr("in the room of the rescue"))));
}
