// What people type is taken down, or they are told that it was not: notes, times, names, trailing words.
#include "storage/accounts.hpp"
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

/// It is Tuesday 3 March 2026, 09:12 in Berlin.
class NothingLost : public testing::Test {
protected:
    NothingLost() {
        office.type("U0MANAGER", "open acme late deliveries");
        office.give_room("acme", "C0ROOM");
    }

    std::string type(const std::string& text) { return office.type("U0OWNER", text, "C0ROOM"); }
    std::shared_ptr<const Case> acme() { return office.rescue("acme"); }
    /// On the clocks of Berlin.
    static std::string berlin(Instant at) {
        return date::format("%m-%d %H:%M",
                            date::floor<std::chrono::minutes>(to_wall_time(at, *find_zone("Europe/Berlin"))));
    }
    void plan_a_row() { type("plan add Ship the missing pallets owner:<@U0KIM> due:fri"); }

    Office office;
};

} // namespace

TEST_F(NothingLost, S1_08_a_date_that_has_passed_gets_into_no_letter) {
    EXPECT_THAT(type("touch kind:call with:\"Dana Fox\" by:2026-02-27 next:\"send the plan\" we spoke"),
                AllOf(HasSubstr("2026-02-27 has passed"), HasSubstr("Try: ")));
    EXPECT_THAT(acme()->touches, IsEmpty());
    EXPECT_THAT(type("touch kind:call with:\"Dana Fox\" by:today next:\"send the plan\" we spoke"),
                HasSubstr("3 March 2026"));
}

TEST_F(NothingLost, S1_08_a_date_without_an_action_is_in_the_letter_all_the_same) {
    EXPECT_THAT(type("touch kind:call with:\"Dana Fox\" by:fri the plan is coming"), HasSubstr("6 March 2026"));
}

TEST_F(NothingLost, S1_08_nobody_is_greeted_by_a_single_letter) {
    EXPECT_THAT(type("touch kind:call with:\"D\" we spoke"), HasSubstr("one letter"));
    EXPECT_THAT(type("sponsor D. phone:+4930123"), HasSubstr("one letter"));
    EXPECT_THAT(acme()->touches, IsEmpty());
    EXPECT_EQ(acme()->sponsor.name, "Dana Fox");
}

TEST_F(NothingLost, S0_16_a_tag_that_is_nearly_one_with_a_meaning_is_refused_and_a_theme_is_not) {
    EXPECT_THAT(type("touch kind:call tag:renewl we spoke"), HasSubstr("/rescue touch tag:renewal"));
    EXPECT_THAT(acme()->touches, IsEmpty());
    type("touch kind:call tag:carrier we spoke");
    EXPECT_THAT(acme()->touches.back().tags, Contains("carrier"));
}

TEST_F(NothingLost, S1_02_the_note_of_an_unanswered_call_is_in_the_record) {
    EXPECT_THAT(type("call noanswer her assistant says to try at four"), HasSubstr("try at four"));
    EXPECT_THAT(office.lines("acme"), Contains(HasSubstr("try at four")));
}

TEST_F(NothingLost, S1_02_mood_and_next_action_of_the_call_count_as_for_any_touch) {
    type("call reached mood:- next:\"send the plan\" by:fri she is angry");
    EXPECT_EQ(acme()->touches.back().mood, Mood::bad);
    EXPECT_EQ(acme()->touches.back().next, "send the plan");
    EXPECT_EQ(acme()->touches.back().text, "she is angry");
}

TEST_F(NothingLost, S1_24_what_is_said_about_a_delegated_call_is_kept) {
    type("call delegate <@U0KIM> she speaks Danish");
    EXPECT_THAT(office.lines("acme"), Contains(HasSubstr("she speaks Danish")));
    EXPECT_THAT(type("call delegate nobody"), HasSubstr("nobody in Slack"));
}

TEST_F(NothingLost, S1_24_a_time_to_which_no_call_can_move_is_named) {
    EXPECT_THAT(type("call moved yesterday"), HasSubstr("\"yesterday\" is no time to come"));
    EXPECT_THAT(type("call moved"), HasSubstr("the new time is missing"));
    type("call moved due:tomorrow 3pm she is travelling");
    ASSERT_TRUE(acme()->call.moved_to);
    EXPECT_EQ(berlin(*acme()->call.moved_to), "03-04 15:00");
    EXPECT_EQ(acme()->call.moved_reason, "she is travelling");
}

TEST_F(NothingLost, S1_04_notes_about_rows_of_the_plan_are_kept) {
    plan_a_row();
    type("plan move 1 mon the carrier has no truck");
    EXPECT_THAT(office.lines("acme"), Contains(HasSubstr("the carrier has no truck")));
    type("plan done 1 signed by Dana");
    EXPECT_EQ(acme()->plan.front().done_note, "signed by Dana");
    EXPECT_THAT(type("plan show"), HasSubstr("signed by Dana"));
    EXPECT_THAT(type("plan done two"), HasSubstr("\"two\" is no number"));
}

TEST_F(NothingLost, S1_04_a_day_means_the_end_of_that_persons_working_day_for_steps_and_rows_alike) {
    plan_a_row();
    type("step 4 owner:<@U0KIM> due:fri");
    ASSERT_TRUE(acme()->steps[3].due);
    EXPECT_EQ(berlin(*acme()->steps[3].due), "03-06 17:30");
    EXPECT_THAT(type("status"), Not(HasSubstr("09:00")));
}

TEST_F(NothingLost, S1_04_the_time_behind_a_date_counts) {
    type("step 5 due:fri 5pm waiting for the offer");
    ASSERT_TRUE(acme()->steps[4].due);
    EXPECT_EQ(berlin(*acme()->steps[4].due), "03-06 17:00");
    EXPECT_EQ(acme()->steps[4].note, "waiting for the offer");
}

TEST_F(NothingLost, S1_04_a_note_does_not_vanish_behind_the_reason_of_a_blocked_step) {
    type("step 4 block waiting for finance");
    EXPECT_THAT(type("step 4 due:fri finance is back"), HasSubstr("its note is the reason"));
    EXPECT_EQ(acme()->steps[3].note, "waiting for finance");
}

TEST_F(NothingLost, S0_88e_an_entry_of_the_timeline_stands_under_the_day_it_begins_with) {
    struct Example {
        std::string typed;
        std::string when;
        std::string text;
    };
    for (const auto& [typed, when, text] : std::vector<Example>{
             {"2026-02-27 the pallets came back", "02-27 09:00", "the pallets came back"},
             {"2026-02-27 14:30 the pallets came back", "02-27 14:30", "the pallets came back"},
             {"yesterday, 2pm the pallets came back", "03-02 14:00", "the pallets came back"},
             {"monday the pallets came back", "03-02 09:00", "the pallets came back"},
             {"-3d the pallets came back", "02-28 09:00", "the pallets came back"},
             {"sat with Dana for an hour", "03-03 09:12", "sat with Dana for an hour"},
             {"the pallets of 2026-02-27 came back", "03-03 09:12", "the pallets of 2026-02-27 came back"},
         }) {
        type("timeline add " + typed);
        EXPECT_EQ(berlin(acme()->notes.back().happened), when) << typed;
        EXPECT_EQ(acme()->notes.back().text, text) << typed;
    }
    EXPECT_THAT(type("timeline add 2026-03-09 it will come"), HasSubstr("the time lies in the future"));
}

TEST_F(NothingLost, trailing_words_that_a_command_cannot_take_down_are_named) {
    for (const auto& [typed, named] : std::vector<std::pair<std::string, std::string>>{
             {"role take support while Kim is away", "while Kim is away"},
             {"role support <@U0KIM> for a week", "for a week"},
             {"sponsor \"Dana Fox\" the new CFO", "the new CFO"},
             {"sponsor \"Dana Fox\" fax:123", "fax:"},
             {"people add \"Ines Roth\" from Bremen", "from Bremen"},
             {"people add \"Ines Roth\" hobby:chess", "hobby:"},
             {"checkin set tue 10:00 in the small room", "in the small room"},
             {"checkin log ontime:96 the carrier was late", "the carrier was late"},
             {"account set acme revenue 5", "revenue 5"},
             {"summary 1 sent by post", "by post"},
         }) {
        office.wait(std::chrono::minutes{1});
        if (typed.starts_with("summary")) type("touch kind:call with:\"Dana Fox\" we spoke");
        EXPECT_THAT(type(typed), AllOf(HasSubstr(named), HasSubstr("⛔"))) << typed;
    }
    EXPECT_EQ(acme()->holder(RescueRole::support_lead), UserId{});
}

TEST_F(NothingLost, account_set_takes_no_negative_revenue_and_needs_something_to_set) {
    EXPECT_THAT(type("account set acme annual_revenue:-5"), HasSubstr("must not be negative"));
    EXPECT_THAT(type("account set acme"), HasSubstr("no key:value was given"));
    EXPECT_EQ(find_account(office.desk().reader(), AccountId{"acme"})->annual_revenue, Money{50'000'000});
}

TEST_F(NothingLost, S1_05_services_are_meant_by_number_or_name_and_one_of_several_is_asked_for) {
    type("service premium-response end:+14d measure:ontime");
    EXPECT_THAT(type("service daily status end:+200d measure:ontime"), HasSubstr("200 days"));
    EXPECT_THAT(type("service show"), AllOf(HasSubstr("1. "), HasSubstr("2. "), Not(HasSubstr("⛔"))));
    EXPECT_THAT(type("service stop"), AllOf(HasSubstr("Which service"), HasSubstr("2 “daily status”")));
    EXPECT_THAT(type("service extend premium +7d one more delivery"),
                AllOf(HasSubstr("“premium-response”"), HasSubstr("one more delivery")));
    EXPECT_EQ(acme()->services[0].extensions, 1);
    EXPECT_THAT(type("service stop weekly"), HasSubstr("\"weekly\""));
    type("service stop daily status it is steady");
    EXPECT_EQ(acme()->services[1].state, ServiceState::stopped);
    EXPECT_THAT(office.lines("acme"),
                Contains(AllOf(HasSubstr("ended the temporary service “daily status”"), HasSubstr("it is steady"))));
    office.type("U0MANAGER", "service keep 1 it pays for itself", "C0ROOM");
    EXPECT_EQ(acme()->services[0].state, ServiceState::permanent);
}

TEST_F(NothingLost, S1_21_a_template_used_twice_says_that_its_rows_are_there) {
    type("plan template 2");
    const auto rows = acme()->plan.size();
    office.wait(std::chrono::minutes{1});
    EXPECT_THAT(type("plan template 2"), HasSubstr("open in it already"));
    type("plan done 1");
    EXPECT_THAT(type("plan template 2"), HasSubstr("in the plan already and did not come again"));
    EXPECT_THAT(acme()->plan, SizeIs(rows + 1));
}

TEST_F(NothingLost, refusals_say_what_was_wrong_with_what_was_typed) {
    for (const auto& [typed, said] : std::vector<std::pair<std::string, std::string>>{
             {"step 12", "There is no step \"12\""},
             {"role lead nobody", "\"nobody\" is nobody in Slack"},
             {"checkin set indicator:ontime target:abc", "the target \"abc\" is not a number"},
             {"checkin set indicator:uptime target:99.5 indicator:ontime", "the indicator ontime has no target"},
             {"checkin set indicator:uptime indicator:ontime target:95 target:96", "its own target behind it"},
             {"checkin set indicator:uptime target:99.5 below:3", "the target 3 has no indicator before it"},
             {"checkin drop", "the name of the indicator is missing"},
             {"checkin drop nosuch", "\"nosuch\" is not followed here"},
             {"account set acme currency:euros", "\"euros\" is not a currency code of three letters"},
             {"account set acme owner:kim@", "\"kim@\" is nobody in Slack"},
             {"people add \"D\" dept:finance", "“D” is one letter and no name"},
             {"people add \"Ines Roth\" mail:ines", "\"ines\" is no e-mail address"},
             {"sponsor \"Ines Roth\" mail:ines", "\"ines\" is no e-mail address"},
             {"help nosuch", "There is no help on \"nosuch\""},
             {"help pln", "/rescue help plan"},
             {"step 8 skip too many", "cannot be skipped"},
         }) {
        EXPECT_THAT(type(typed), AllOf(HasSubstr("⛔"), HasSubstr(said))) << typed;
    }
}

TEST_F(NothingLost, S1_07_each_target_belongs_to_the_indicator_before_it) {
    type("checkin set tue 10:00 indicator:uptime target:99.5 indicator:defects below:3");
    ASSERT_THAT(acme()->indicators, SizeIs(2));
    EXPECT_EQ(acme()->indicators[0].name, "uptime");
    EXPECT_EQ(acme()->indicators[0].target, 99.5);
    EXPECT_EQ(acme()->indicators[1].name, "defects");
    EXPECT_EQ(acme()->indicators[1].target, 3);
    EXPECT_TRUE(acme()->indicators[1].at_most);
    type("checkin set target:99 indicator:uptime");
    EXPECT_EQ(acme()->indicators[0].target, 99) << "there is only one of both";
}

TEST_F(NothingLost, S1_07_a_mistyped_indicator_is_dropped_with_its_reason) {
    type("checkin set tue 10:00 indicator:ontiem target:95");
    type("checkin set indicator:ontime target:95");
    EXPECT_THAT(type("checkin drop ontiem mistyped, it was"),
                HasSubstr("no longer follows “ontiem”: mistyped, it was."));
    ASSERT_THAT(acme()->indicators, SizeIs(1));
    EXPECT_EQ(acme()->indicators.front().name, "ontime");
}

TEST_F(NothingLost, S0_19_the_number_of_a_flag_stays_with_it) {
    const auto elsewhere = [&](const std::string& text) { return office.type("U0OWNER", text); };
    EXPECT_THAT(elsewhere("flag acorn champion-slow value:14 days without an answer"),
                HasSubstr("slow to call back (14)"));
    EXPECT_THAT(elsewhere("health acorn"), HasSubstr("slow to call back (14)"));
    office.wait(std::chrono::minutes{1});
    elsewhere("flag acorn quality-complaints value:7 a month");
    ASSERT_NE(office.rescue("acorn"), nullptr);
    ASSERT_THAT(office.rescue("acorn")->signals, SizeIs(2));
    const auto words = in_words(office.rescue("acorn")->signals.front().signal);
    EXPECT_EQ(words, "The champion is slow to call back. Value: 14. Note: days without an answer.");
    EXPECT_THAT(elsewhere("status acorn"), HasSubstr("Value: 14. Note: days without an answer"));
    type("flag acme champion-slow value:2.5 weeks of silence");
    EXPECT_THAT(type("timeline"), HasSubstr("Value: 2.5. Note: weeks of silence"));
}

TEST_F(NothingLost, S0_19_a_value_of_a_flag_that_is_no_number_stays_as_text) {
    type("flag acme champion-slow value:2w of silence");
    EXPECT_THAT(type("timeline"), HasSubstr("Note: of silence (value: 2w)"));
    type("flag acme quality-complaints value:high");
    EXPECT_THAT(type("timeline"), HasSubstr("Note: value: high"));
}

TEST_F(NothingLost, S0_25_the_second_sign_that_is_asked_for_is_of_another_kind) {
    office.type("U0KIM", "flag acorn champion-slow no answer for two weeks");
    EXPECT_THAT(office.told("U0OWNER"), Contains(AllOf(HasSubstr("/rescue flag acorn evaluating-options"))));
    office.type("U0KIM", "flag acorn champion-slow still no answer");
    EXPECT_EQ(office.rescue("acorn"), nullptr);
}

TEST_F(NothingLost, what_is_typed_to_a_command_that_only_shows_is_refused_with_what_would_keep_it) {
    for (const auto& [typed, said] : std::vector<std::pair<std::string, std::string>>{
             {"timeline second pallet arrived late again", "`/rescue timeline add second pallet arrived late again`"},
             {"timeline wibble", "\"wibble\""},
             {"timeline 2 and more", "\"and more\""},
             {"timeline export csv of March", "\"of March\""},
             {"health extra words", "`/rescue touch extra words`"},
             {"health amce", "nearest: Acme GmbH"},
             {"health acrn", "`/rescue health acorn`"},
             {"health xyzzy", "No account is called \"xyzzy\""},
             {"health account:acme xyzzy", "\"xyzzy\""},
             {"health months:6", "months:"},
             {"todo everything please", "`/rescue plan acme add everything please owner:me due:fri`"},
             {"status right now", "\"right now\""},
             {"list mine for Kim", "\"for Kim\""},
             {"account acme please", "\"please\""},
             {"people dept:finance", "dept:"},
             {"people map for Kim", "\"for Kim\""},
             {"people left \"Dana Fox\" for good", "\"for good\""},
             {"doctor please", "\"please\""},
         }) {
        EXPECT_THAT(type(typed), AllOf(HasSubstr("⛔"), HasSubstr(said))) << typed;
    }
    for (const std::string typed : {"health amce", "health account:acme xyzzy"})
        EXPECT_THAT(type(typed), Not(HasSubstr("touch"))) << "one word is no account of a touch: " << typed;
    EXPECT_THAT(acme()->notes, IsEmpty());
    EXPECT_EQ(acme()->sponsor.name, "Dana Fox");
    for (const std::string typed : {"timeline", "timeline 2", "list mine 2", "list team page 2", "todo 2", "status"})
        EXPECT_THAT(type(typed), Not(HasSubstr("cannot be taken down"))) << typed;
}

TEST_F(NothingLost, S1_08_the_whole_name_of_somebody_on_record_needs_no_quotes) {
    type("touch kind:call with:Dana Fox hello there friend");
    ASSERT_THAT(acme()->touches, SizeIs(1));
    EXPECT_EQ(acme()->touches.back().with, "Dana Fox");
    EXPECT_EQ(acme()->touches.back().text, "hello there friend");
    type("touch kind:call with:Dana she was calm");
    EXPECT_EQ(acme()->touches.back().with, "Dana Fox");
    EXPECT_EQ(acme()->touches.back().text, "she was calm");
    type("touch he was calm with:Rolf kind:call about the plan");
    EXPECT_EQ(acme()->touches.back().with, "Rolf");
    type("promise \"10 % off the June order\" to:Dana Fox due:fri");
    ASSERT_THAT(acme()->promises, SizeIs(1));
    EXPECT_EQ(acme()->promises.back().to, "Dana Fox");
    EXPECT_EQ(acme()->promises.back().text, "10 % off the June order");
}

TEST_F(NothingLost, S1_08_a_name_that_is_torn_apart_asks_for_its_quotes) {
    EXPECT_THAT(type("touch kind:call with:Rolf Petersen talked"),
                AllOf(HasSubstr("⛔"), HasSubstr("with:\"Rolf Petersen\" in quotes"), HasSubstr("with:\"Rolf\"")));
    EXPECT_THAT(acme()->touches, IsEmpty());
    type("touch kind:call with:\"Rolf\" Petersen talked");
    ASSERT_THAT(acme()->touches, SizeIs(1));
    EXPECT_EQ(acme()->touches.back().text, "Petersen talked");
}

TEST_F(NothingLost, S1_05_other_values_that_are_torn_apart_ask_for_their_quotes) {
    EXPECT_THAT(type("service weekend hotline end:sun measure:answered calls cost:1.2k"),
                AllOf(HasSubstr("⛔"), HasSubstr("measure:\"answered calls\" in quotes")));
    EXPECT_THAT(type("service weekend hotline end:sun measure:answered calls"),
                AllOf(HasSubstr("⛔"), HasSubstr("measure:\"answered calls\" in quotes")));
    EXPECT_THAT(acme()->services, IsEmpty());
    type("service end:sun measure:ontime weekend hotline start:today");
    ASSERT_THAT(acme()->services, SizeIs(1));
    EXPECT_EQ(acme()->services.front().what, "weekend hotline") << "the text stands in one place";
    EXPECT_THAT(type("touch kind:call next:send the plan by:fri we spoke"),
                AllOf(HasSubstr("⛔"), HasSubstr("next:\"send the plan\"")));
    EXPECT_THAT(type("touch kind:call we spoke next:send the plan"),
                AllOf(HasSubstr("⛔"), HasSubstr("next:\"send the plan\"")));
    EXPECT_THAT(acme()->touches, IsEmpty());
    type("call reached next:visit we spoke by:fri");
    ASSERT_THAT(acme()->touches, SizeIs(1));
    EXPECT_EQ(acme()->touches.front().text, "we spoke");
}

TEST_F(NothingLost, S1_08_share_gets_into_no_letter) {
    EXPECT_THAT(type("touch kind:call with:\"Dana Fox\" hello dear share"),
                AllOf(HasSubstr("⛔"), HasSubstr("full stop")));
    EXPECT_THAT(type("call reached she wants a plan share"), AllOf(HasSubstr("⛔"), HasSubstr("full stop")));
    EXPECT_THAT(acme()->touches, IsEmpty());
    type("touch kind:call with:\"Dana Fox\" they lost market share.");
    ASSERT_THAT(acme()->touches, SizeIs(1));
    EXPECT_EQ(acme()->touches.front().text, "they lost market share.");
}

TEST_F(NothingLost, a_missing_name_is_said_and_one_that_was_typed_stays_as_it_was) {
    EXPECT_THAT(type("people left"), AllOf(HasSubstr("⛔"), HasSubstr("the name is missing")));
    EXPECT_THAT(type("people \"Ines Roth\""), HasSubstr("\"Ines Roth\" does nothing to people"));
}

TEST_F(NothingLost, S1_08_somebody_with_the_first_name_of_somebody_on_record_is_not_taken_for_them) {
    EXPECT_THAT(type("touch kind:call with:Dana Weber she is angry"),
                AllOf(HasSubstr("⛔"), HasSubstr("with:\"Dana Weber\" in quotes"), HasSubstr("with:\"Dana\"")));
    EXPECT_THAT(type("touch kind:call with:Dana Ölmann she is angry"), HasSubstr("with:\"Dana Ölmann\" in quotes"));
    EXPECT_THAT(type("call noanswer with:Dana Weber no luck"), HasSubstr("with:\"Dana Weber\" in quotes"));
    EXPECT_THAT(acme()->touches, IsEmpty());
    EXPECT_THAT(acme()->call.attempts, IsEmpty());
}

TEST_F(NothingLost, S1_08_a_whole_name_is_known_without_its_accents) {
    type("people add \"Rui Falcão\" dept:finance");
    type("touch kind:call with:rui falcao hello");
    ASSERT_THAT(acme()->touches, SizeIs(1));
    EXPECT_EQ(acme()->touches.back().with, "Rui Falcão");
    EXPECT_EQ(acme()->touches.back().text, "hello");
}

TEST_F(NothingLost, S1_08_the_number_of_a_summary_behind_the_verb_becomes_no_text_of_another) {
    type("touch kind:call with:\"Dana Fox\" we spoke");
    office.wait(std::chrono::minutes{1});
    type("touch kind:call with:\"Dana Fox\" we spoke again");
    for (const std::string verb : {"edit", "discard", "sent"}) {
        EXPECT_THAT(type("summary " + verb + " 1"), AllOf(HasSubstr("⛔"), HasSubstr("/rescue summary acme 1 " + verb),
                                                          HasSubstr("/rescue summary acme 2 " + verb)));
    }
    EXPECT_THAT(type("summary edit 30 pallets come on Friday"), Not(HasSubstr("⛔"))) << "there is no summary 30";
}

TEST_F(NothingLost, S1_03_what_is_no_name_does_not_replace_the_sponsor) {
    for (const auto& [typed, named] : std::vector<std::pair<std::string, std::string>>{
             {"sponsor contact please", "\"please\""},
             {"sponsor acme contact now", "\"now\""},
             {"sponsor contact phone:+4930123", "\"phone:\""},
             {"sponsor acme list", "\"list\""},
         }) {
        EXPECT_THAT(type(typed), AllOf(HasSubstr("⛔"), HasSubstr(named))) << typed;
    }
    EXPECT_EQ(acme()->sponsor.name, "Dana Fox");
    EXPECT_EQ(acme()->sponsor.phone, "+49 30 123");
}

TEST_F(NothingLost, S0_88b_a_promise_may_begin_with_a_word_of_the_command) {
    type("promise Approve credit notes to:\"Dana Fox\" due:fri");
    type("promise refuse to pay late to:\"Dana Fox\" due:fri");
    ASSERT_THAT(acme()->promises, SizeIs(2));
    EXPECT_EQ(acme()->promises[0].text, "Approve credit notes");
    EXPECT_EQ(acme()->promises[1].text, "refuse to pay late");
}

TEST_F(NothingLost, S1_05_what_stands_behind_a_cost_gets_into_no_name_of_a_service) {
    for (const std::string typed : {"service steady line measure:answered end:+1d cost:1.2k per month",
                                    "service Night line measure:answered end:+2d cost:1.2k a month",
                                    "service measure:answered end:+1d cost:1.2k per month"}) {
        EXPECT_THAT(type(typed), AllOf(HasSubstr("⛔"), HasSubstr("cost:1.2k, a number for the whole time"))) << typed;
    }
    EXPECT_THAT(acme()->services, IsEmpty());
    type("service measure:answered end:+1d cost:1.2k a steady line");
    ASSERT_THAT(acme()->services, SizeIs(1));
    EXPECT_EQ(acme()->services.front().what, "a steady line");
}

TEST_F(NothingLost, values_of_check_ins_and_people_that_are_torn_apart_ask_for_their_quotes) {
    EXPECT_THAT(type("checkin set tue 10:00 indicator:days to answer target:3"),
                AllOf(HasSubstr("⛔"), HasSubstr("indicator:\"days to answer\" in quotes")));
    for (const std::string name : {"\"Joe Poe\"", "Joe Poe"}) {
        EXPECT_THAT(type("people add " + name + " dept:supply chain"),
                    AllOf(HasSubstr("⛔"), HasSubstr("dept:\"supply chain\" in quotes")));
    }
}

TEST_F(NothingLost, S1_24_a_day_in_a_sentence_is_written_for_people) {
    EXPECT_THAT(type("call moved due:2026-03-20 she is travelling"),
                AllOf(HasSubstr("one working day is the longest, up to Wed 4 Mar 2026"), HasSubstr("due:2026-03-04")));
}

TEST_F(NothingLost, S1_02_the_command_for_a_further_call_can_be_typed_as_it_is_printed) {
    type("call reached she wants a plan");
    office.wait(std::chrono::minutes{1});
    EXPECT_THAT(type("call reached"), HasSubstr("kind:call what was said` logs a further call"));
}
