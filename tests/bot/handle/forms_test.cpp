// What becomes of a submitted form: what it was drawn with stays as it is, what is refused is told at its field with
// the reason, and what another version drew is not guessed.
#include "bot/render/modals.hpp"
#include "storage/slack_users.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

EnteredValue entered(std::string field, std::string text) {
    return {std::move(field), "value", "plain_text_input", {std::move(text)}};
}

EnteredValue picked(std::string field, std::string option) {
    return {std::move(field), "value", "static_select", {std::move(option)}};
}

/// What somebody submits who changes nothing in the form: all that it was drawn with.
std::vector<EnteredValue> as_drawn(const nlohmann::json& form) {
    std::vector<EnteredValue> values;
    for (const auto& block : form.at("blocks")) {
        if (block.at("type") != "input") continue;
        const auto& element = block.at("element");
        std::string initial = element.value("initial_value", element.value("initial_time", std::string{}));
        if (element.contains("initial_option")) initial = element["initial_option"]["value"].get<std::string>();
        values.push_back({block.at("block_id").get<std::string>(), "value", element.at("type").get<std::string>(), {}});
        if (!initial.empty()) values.back().chosen.push_back(initial);
    }
    return values;
}

/// The same with another answer at one field.
std::vector<EnteredValue> with(std::vector<EnteredValue> values, std::string_view field, std::string answer) {
    std::ranges::find(values, field, &EnteredValue::block_id)->chosen = {std::move(answer)};
    return values;
}

class SubmittedForm : public testing::Test {
protected:
    SubmittedForm() { office.type("U0MANAGER", "open acme late deliveries"); }

    [[nodiscard]] render::FormContext about(const std::string& purpose = {}, const std::string& subject = {}) {
        const auto rescue = office.rescue("acme");
        return {rescue->account, rescue->id, ChannelId{"C0SALES"}, subject, purpose};
    }

    void show(slack::Modal form) { office.surface().open_form({}, std::move(form), {}, {}); }

    /// What is said at the field; empty where the form was accepted, or another field is wrong.
    std::string said_at(const std::string& field, const std::string& user, std::vector<EnteredValue> values) {
        const auto errors = office.submit(user, std::move(values));
        return errors.is_object() ? errors.value(field, std::string{}) : std::string{};
    }

    Office office;
    const std::string version = "another version of Holdfast";
};

class CheckinForm : public SubmittedForm {
protected:
    CheckinForm() {
        office.type("U0OWNER", "checkin acme set tue 10:00 indicator:parcels target:1234567");
        office.database().write_now([](Transaction& tx) {
            store_user(tx, {UserId{"U0EXEC"}, "erik@example.com", "Erik", "America/New_York", false, false, Instant{}});
        });
        show(render::checkin(about(), *office.rescue("acme")));
        drawn = as_drawn(office.surface().seen.back().json);
    }

    [[nodiscard]] Checkin booked() { return office.rescue("acme")->checkin.value(); }

    std::vector<EnteredValue> drawn;
};

} // namespace

TEST_F(CheckinForm, S1_07_saved_as_it_is_by_a_colleague_far_away_changes_nothing) {
    EXPECT_TRUE(office.submit("U0EXEC", drawn).is_null());
    EXPECT_EQ(booked().booked_by, UserId{"U0OWNER"});
    EXPECT_EQ(booked().zone, "Europe/Berlin");
    ASSERT_THAT(office.rescue("acme")->indicators, SizeIs(1));
    EXPECT_EQ(office.rescue("acme")->indicators.front().target, 1'234'567);
}

TEST_F(CheckinForm, S1_07_another_time_is_in_the_zone_that_the_form_shows) {
    EXPECT_TRUE(office.submit("U0EXEC", with(drawn, "time", "14:30")).is_null());
    EXPECT_EQ(booked().minute_of_day, 14 * 60 + 30);
    EXPECT_EQ(booked().zone, "Europe/Berlin");
    EXPECT_TRUE(office.submit("U0EXEC", with(drawn, "zone", " Asia/Tokyo ")).is_null());
    EXPECT_EQ(booked().zone, "Asia/Tokyo");
}

TEST_F(CheckinForm, S1_07_without_a_zone_it_is_that_of_whoever_sends_the_form) {
    EXPECT_TRUE(office.submit("U0EXEC", with(drawn, "zone", "")).is_null());
    EXPECT_EQ(booked().zone, "America/New_York");
}

TEST_F(CheckinForm, S1_07_a_zone_that_does_not_exist_is_refused_at_its_field) {
    EXPECT_THAT(said_at("zone", "U0EXEC", with(drawn, "zone", "Berlin")), HasSubstr("Europe/Berlin"));
    EXPECT_EQ(booked().booked_by, UserId{"U0OWNER"});
}

TEST_F(CheckinForm, S1_07_what_only_reads_like_a_number_is_refused_at_its_field) {
    EXPECT_THAT(said_at("target", "U0OWNER", with(drawn, "target", "inf")), HasSubstr("number"));
    show(render::checkin_log(about("log"), *office.rescue("acme")));
    for (const std::string text : {"nan", "inf", "many"})
        EXPECT_THAT(said_at("value_1", "U0OWNER", {entered("value_1", text)}), HasSubstr("number")) << text;
    EXPECT_THAT(office.rescue("acme")->indicators.front().points, IsEmpty());
}

TEST_F(CheckinForm, S1_07_an_indicator_has_one_name_in_the_form_and_in_commands) {
    EXPECT_TRUE(office.submit("U0OWNER", with(with(drawn, "indicator", "On-Time %"), "target", "95")).is_null());
    ASSERT_NE(office.rescue("acme")->indicator("on-time"), nullptr);
    office.type("U0OWNER", "checkin acme set indicator:\"on time\" target:96");
    office.type("U0OWNER", "checkin acme log on-time:97");
    ASSERT_THAT(office.rescue("acme")->indicators, SizeIs(2));
    EXPECT_EQ(office.rescue("acme")->indicator("on-time")->target, 96);
    EXPECT_THAT(office.rescue("acme")->indicator("on-time")->points, SizeIs(1));
    EXPECT_THAT(said_at("indicator", "U0OWNER", with(drawn, "indicator", "%")), HasSubstr("cannot be its name"));
}

TEST_F(CheckinForm, S1_07_a_number_goes_to_the_indicator_that_the_form_named) {
    office.type("U0OWNER", "checkin acme set indicator:ontime target:95");
    show(render::checkin_log(about("log"), *office.rescue("acme")));
    office.type("U0OWNER", "checkin acme drop parcels of no use");
    EXPECT_THAT(said_at("value_1", "U0OWNER", {entered("value_1", "7"), entered("value_2", "96")}),
                HasSubstr("no longer followed"));
    EXPECT_TRUE(office.submit("U0OWNER", {entered("value_1", ""), entered("value_2", "96")}).is_null());
    ASSERT_THAT(office.rescue("acme")->indicators, SizeIs(1));
    ASSERT_THAT(office.rescue("acme")->indicators.front().points, SizeIs(1));
    EXPECT_EQ(office.rescue("acme")->indicators.front().points.front().value, 96);
}

TEST_F(CheckinForm, S1_07_a_form_that_names_no_indicators_is_of_another_version) {
    show(render::checkin_log(about("log"), *office.rescue("acme")));
    office.surface().seen.back().json["private_metadata"] = render::to_text(about("log"));
    EXPECT_THAT(said_at("value_1", "U0OWNER", {entered("value_1", "7")}), HasSubstr(version));
}

TEST_F(SubmittedForm, S0_25_the_flag_form_takes_what_people_observe_with_its_number) {
    ASSERT_EQ(office.type("U0OWNER", "flag"), "form flag");
    const std::vector<EnteredValue> noticed{picked("account", "acorn"), picked("kind", "champion-slow"),
                                            entered("note", "days without an answer"), entered("value", "14")};
    EXPECT_THAT(said_at("kind", "U0OWNER", with(noticed, "kind", "")), HasSubstr("what you noticed"));
    EXPECT_TRUE(office.submit("U0OWNER", noticed).is_null());
    EXPECT_EQ(office.rescue("acorn"), nullptr) << "one sign alone opens nothing";
    EXPECT_THAT(office.type("U0OWNER", "health acorn"), HasSubstr("slow to call back (14)"));
}

TEST_F(SubmittedForm, S0_03_S0_04_a_measured_sign_that_is_flagged_by_hand_opens_a_rescue_alone) {
    ASSERT_EQ(office.type("U0OWNER", "flag"), "form flag");
    EXPECT_TRUE(office
                    .submit("U0OWNER", {picked("account", "acorn"), picked("kind", "payment-terms"),
                                        entered("note", "they pay at the end of the month"), entered("value", "45")})
                    .is_null());
    ASSERT_NE(office.rescue("acorn"), nullptr);
    ASSERT_THAT(office.rescue("acorn")->signals, SizeIs(1));
    const auto& signal = office.rescue("acorn")->signals.front().signal;
    EXPECT_EQ(signal.kind, SignalKind::payment_terms);
    EXPECT_EQ(signal.by, "U0OWNER");
    EXPECT_EQ(in_words(signal), "The customer takes longer to pay. Value: 45. Note: they pay at the end of the month.");
}

TEST_F(SubmittedForm, S0_03_S0_14a_a_number_too_small_for_a_trip_opens_nothing_by_form_or_by_command) {
    const auto short_of_a_trip = AllOf(HasSubstr("It does not trip yet"), HasSubstr("more than 10 % is a signal"));
    ASSERT_EQ(office.type("U0OWNER", "flag"), "form flag");
    EXPECT_TRUE(office
                    .submit("U0OWNER", {picked("account", "acorn"), picked("kind", "order-volume"),
                                        entered("note", "they order less"), entered("value", "8")})
                    .is_null());
    EXPECT_THAT(readable(office.surface().seen.back().json), short_of_a_trip);
    office.wait(std::chrono::minutes{1});
    EXPECT_THAT(office.type("U0OWNER", "flag acorn order-volume value:8 they order less"), short_of_a_trip);
    office.type("U0KIM", "flag acorn champion-slow no answer for two weeks");
    EXPECT_EQ(office.rescue("acorn"), nullptr) << "nor does a later look at the account count it";
    office.wait(std::chrono::minutes{1});
    EXPECT_THAT(office.type("U0OWNER", "flag acorn order-volume value:12 they order even less"),
                HasSubstr("Flagged, and it trips"));
    ASSERT_NE(office.rescue("acorn"), nullptr);
    ASSERT_THAT(office.rescue("acorn")->signals, SizeIs(1));
    EXPECT_EQ(in_words(office.rescue("acorn")->signals.front().signal),
              "Orders fell below the usual volume. Value: 12. Note: they order even less.");
}

TEST_F(SubmittedForm, S0_27_a_number_too_small_for_a_trip_does_not_join_the_open_rescue_either) {
    const auto before = office.rescue("acme")->signals.size();
    EXPECT_THAT(office.type("U0OWNER", "flag acme order-volume value:9 again bad"),
                AllOf(HasSubstr("It does not trip yet"), HasSubstr("more than 10 % is a signal")));
    EXPECT_THAT(office.rescue("acme")->signals, SizeIs(before));
    office.wait(std::chrono::minutes{1});
    EXPECT_THAT(office.type("U0OWNER", "flag acme order-volume value:12 even worse"), HasSubstr("It joins the rescue"));
    EXPECT_THAT(office.rescue("acme")->signals, SizeIs(before + 1));
}

TEST_F(SubmittedForm, S0_14a_health_does_not_deny_what_was_flagged_below_the_threshold) {
    office.type("U0OWNER", "flag acorn tickets-up value:20 a few more");
    EXPECT_THAT(office.type("U0OWNER", "health acorn"),
                AllOf(HasSubstr("“Tickets up (20)” on"), Not(HasSubstr("Nobody flagged a warning sign in"))));
}

TEST_F(SubmittedForm, S0_17_a_percentage_is_read_with_a_blank_before_its_sign) {
    ASSERT_EQ(office.type("U0OWNER", "flag"), "form flag");
    EXPECT_TRUE(office
                    .submit("U0OWNER", {picked("account", "acorn"), picked("kind", "tickets-up"),
                                        entered("note", "more tickets"), entered("value", "49 %")})
                    .is_null());
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr("Tickets up 49 %; 50 % or more is a signal"));
    office.wait(std::chrono::minutes{1});
    EXPECT_THAT(office.type("U0OWNER", "flag acorn tickets-up value:60 % many tickets"),
                HasSubstr("Flagged, and it trips"));
    ASSERT_NE(office.rescue("acorn"), nullptr);
    EXPECT_EQ(in_words(office.rescue("acorn")->signals.front().signal),
              "Support tickets are rising. Value: 60. Note: many tickets.");
}

TEST_F(SubmittedForm, S0_17_what_is_measured_is_flagged_by_command_as_well) {
    EXPECT_THAT(office.type("U0OWNER", "flag acorn tickets-up value:60 many tickets"),
                HasSubstr("Flagged, and it trips"));
    ASSERT_NE(office.rescue("acorn"), nullptr);
    EXPECT_EQ(office.rescue("acorn")->signals.front().signal.kind, SignalKind::tickets_up);
    EXPECT_THAT(office.type("U0OWNER", "flag acme imported something"), HasSubstr("tickets-up"));
}

TEST_F(SubmittedForm, S0_17_of_what_is_measured_a_value_that_is_no_number_is_refused) {
    ASSERT_EQ(office.type("U0OWNER", "flag"), "form flag");
    EXPECT_THAT(said_at("value", "U0OWNER",
                        {picked("account", "acorn"), picked("kind", "tickets-up"), entered("note", "many tickets"),
                         entered("value", "abc")}),
                HasSubstr("\"abc\" is no number"));
    EXPECT_THAT(office.type("U0OWNER", "flag acorn tickets-up value:abc many tickets"),
                AllOf(HasSubstr("\"abc\" is no number"), HasSubstr("/rescue flag acorn tickets-up value:60")));
    EXPECT_EQ(office.rescue("acorn"), nullptr);
}

TEST_F(SubmittedForm, S1_09_no_to_the_gesture_of_goodwill_is_no_whether_with_a_reason_or_without) {
    ASSERT_EQ(office.type("U0MANAGER", "close acme recovered"), "form review");
    auto review = with(with(as_drawn(office.surface().seen.back().json), "what_happened", "late deliveries"),
                       "sponsor_present", "present");
    review = with(with(review, "what_worked", "the daily status"), "what_did_not", "silence at first");
    review = with(with(with(review, "safeguard_1", "stock check each Monday"), "safeguard_owner_1", "U0KIM"),
                  "safeguard_due_1", "2026-03-20");
    ASSERT_EQ(std::ranges::find(review, "gesture", &EnteredValue::block_id)->chosen, std::vector<std::string>{"no"});
    EXPECT_TRUE(office.submit("U0MANAGER", review).is_null());
    ASSERT_TRUE(office.rescue("acme")->review);
    EXPECT_FALSE(office.rescue("acme")->review->gesture);
    EXPECT_TRUE(office.submit("U0MANAGER", with(review, "gesture_reason", "they would take it amiss")).is_null());
    EXPECT_FALSE(office.rescue("acme")->review->gesture);
    EXPECT_EQ(office.rescue("acme")->review->gesture_reason, "they would take it amiss");
    EXPECT_TRUE(
        office.submit("U0MANAGER", with(with(review, "gesture", "yes"), "gesture_reason", "deserved")).is_null());
    EXPECT_TRUE(office.rescue("acme")->review->gesture);
}

TEST_F(SubmittedForm, S0_19_a_value_of_a_flag_in_words_stays_with_its_note) {
    ASSERT_EQ(office.type("U0OWNER", "flag acme"), "form flag");
    EXPECT_TRUE(office
                    .submit("U0OWNER", {picked("kind", "champion-slow"), entered("note", "no answer"),
                                        entered("value", "two weeks")})
                    .is_null());
    ASSERT_THAT(office.rescue("acme")->signals, SizeIs(2));
    EXPECT_EQ(office.rescue("acme")->signals.back().signal.note, "no answer (value: two weeks)");
}

TEST_F(SubmittedForm, S1_17_the_plan_form_says_what_is_vague_as_the_command_does) {
    ASSERT_EQ(office.type("U0OWNER", "plan acme"), "form plan");
    const auto row = [&](const std::string& text) {
        return std::vector<EnteredValue>{entered("text_1", text),
                                         {"owner_1", "value", "users_select", {"U0KIM"}},
                                         {"due_1", "value", "datepicker", {"2026-03-06"}}};
    };
    EXPECT_TRUE(office.submit("U0OWNER", row("Check inventory levels every evening")).is_null());
    ASSERT_EQ(office.surface().seen.back().how, "form") << "nothing to point out";
    ASSERT_EQ(office.type("U0OWNER", "plan acme"), "form plan");
    auto rows = row("Check inventory levels every evening");
    rows.push_back(entered("text_2", "look into it"));
    rows.push_back({"owner_2", "value", "users_select", {"U0KIM"}});
    rows.push_back({"due_2", "value", "datepicker", {"2026-03-06"}});
    EXPECT_TRUE(office.submit("U0OWNER", rows).is_null());
    ASSERT_EQ(office.surface().seen.back().how, "whisper");
    EXPECT_EQ(office.surface().seen.back().user, UserId{"U0OWNER"});
    const auto vague = AllOf(HasSubstr("Row 2 is vague"), HasSubstr("\"look into\" says little"));
    EXPECT_THAT(readable(office.surface().seen.back().json), vague);
    EXPECT_THAT(office.type("U0OWNER", "plan acme show"), vague);
}

TEST_F(SubmittedForm, S0_117_a_loss_needs_what_shows_it) {
    office.give_room("acme", "C0ROOM");
    ASSERT_EQ(office.type("U0MANAGER", "close acme"), "form close");
    const std::vector<EnteredValue> loss{picked("outcome", "lost"), picked("loss", "toxic"),
                                         entered("reason", "they left"), entered("note", "  ")};
    EXPECT_THAT(said_at("note", "U0MANAGER", loss), HasSubstr("what shows it is missing"));
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::active);
    EXPECT_TRUE(office.submit("U0MANAGER", with(loss, "note", "three insults in writing")).is_null());
    EXPECT_EQ(office.rescue("acme")->closing->evidence, "three insults in writing");
    EXPECT_THAT(office.lines("acme"), Contains(HasSubstr("What shows it: three insults in writing.")));
}

TEST_F(SubmittedForm, rule_8_an_error_at_a_field_says_what_to_fill_in_and_no_command) {
    ASSERT_EQ(office.type("U0MANAGER", "close acme"), "form close");
    EXPECT_THAT(said_at("loss", "U0MANAGER", {picked("outcome", "lost"), entered("reason", "they left")}),
                AllOf(HasSubstr("five reasons"), Not(HasSubstr("/rescue"))));
    show(render::service(about(), *office.rescue("acme")));
    const auto errors = office.submit("U0OWNER", {entered("what", "premium response")});
    ASSERT_TRUE(errors.is_object());
    EXPECT_THAT(errors.dump(), Not(HasSubstr("/rescue")));
}

TEST_F(SubmittedForm, rule_8_somebody_of_one_letter_or_with_no_address_is_told_so) {
    show(render::person(about(), "Acme GmbH"));
    EXPECT_THAT(said_at("name", "U0OWNER", {entered("name", "D")}), HasSubstr("“D” is one letter and no name"));
    EXPECT_THAT(said_at("email", "U0OWNER", {entered("name", "Ines Roth"), entered("email", "ines")}),
                HasSubstr("\"ines\" is no e-mail address"));
    EXPECT_THAT(office.rescue("acme")->contacts, IsEmpty());
    show(render::sponsor(about("sponsor"), *office.rescue("acme")));
    EXPECT_THAT(said_at("email", "U0OWNER", {entered("name", "Ines Roth"), entered("email", "ines")}),
                HasSubstr("e-mail address"));
    EXPECT_EQ(office.rescue("acme")->sponsor.name, "Dana Fox");
}

TEST_F(SubmittedForm, rule_8_a_sponsor_of_one_letter_is_told_so) {
    show(render::sponsor(about("sponsor"), *office.rescue("acme")));
    EXPECT_THAT(said_at("name", "U0OWNER", {entered("name", "D")}), HasSubstr("one letter and no name"));
    EXPECT_EQ(office.rescue("acme")->sponsor.name, "Dana Fox");
    EXPECT_TRUE(office.submit("U0OWNER", {entered("name", "Ines Roth")}).is_null());
    EXPECT_EQ(office.rescue("acme")->sponsor.name, "Ines Roth");
}

TEST_F(SubmittedForm, rule_8_a_name_that_means_several_people_lists_them) {
    office.type("U0OWNER", "people acme add \"Dana Ray\" dept:operations");
    const auto lists_both = AllOf(HasSubstr("can be meant"), HasSubstr("Dana Fox"), HasSubstr("Dana Ray"));
    show(render::sponsor(about("sponsor"), *office.rescue("acme")));
    EXPECT_THAT(said_at("name", "U0OWNER", {entered("name", "Dana")}), lists_both);
    show(render::person(about(), "Acme GmbH"));
    EXPECT_THAT(said_at("name", "U0OWNER", {entered("name", "Dana")}), lists_both);
}

TEST_F(SubmittedForm, a_whole_name_that_begins_another_one_is_somebody_new) {
    office.type("U0OWNER", "people acme add \"Ines Roth Miller\" dept:operations");
    show(render::sponsor(about("sponsor"), *office.rescue("acme")));
    EXPECT_TRUE(office.submit("U0OWNER", {entered("name", "Ines Roth")}).is_null());
    EXPECT_EQ(office.rescue("acme")->sponsor.name, "Ines Roth");
}

TEST_F(SubmittedForm, rule_8_whoever_may_not_add_a_person_learns_who_may) {
    show(render::person(about(), "Acme GmbH"));
    EXPECT_THAT(said_at("name", "U0NOSY", {entered("name", "Ines Roth")}),
                AllOf(HasSubstr("You cannot do this for Acme GmbH"), HasSubstr("the account manager")));
}

TEST_F(SubmittedForm, rule_8_a_touch_without_a_rescue_says_what_is_missing) {
    ASSERT_EQ(office.type("U0OWNER", "touch acorn"), "form touch");
    EXPECT_THAT(said_at("text", "U0OWNER", {picked("kind", "call"), entered("text", "  ")}),
                HasSubstr("what moved is missing"));
    EXPECT_TRUE(office.submit("U0OWNER", {picked("kind", "call"), entered("text", "they are well")}).is_null());
}

TEST_F(SubmittedForm, an_unknown_outcome_closes_nothing) {
    ASSERT_EQ(office.type("U0MANAGER", "close acme"), "form close");
    const auto reason = entered("reason", "they merged with Globex");
    EXPECT_THAT(said_at("outcome", "U0MANAGER", {picked("outcome", "merged"), reason}),
                AllOf(HasSubstr(version), HasSubstr("Copy what you typed")));
    EXPECT_THAT(said_at("loss", "U0MANAGER", {picked("outcome", "lost"), picked("loss", "weather"), reason}),
                HasSubstr(version));
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::active);
    EXPECT_TRUE(office.submit("U0MANAGER", {picked("outcome", "false-alarm"), reason}).is_null());
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::false_alarm);
}

TEST_F(SubmittedForm, typed_outcomes_may_be_cut_short_but_not_invented) {
    EXPECT_THAT(office.type("U0MANAGER", "close acme merged with Globex"), HasSubstr("is no outcome"));
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::active);
    office.type("U0MANAGER", "close acme False it was planned");
    EXPECT_EQ(office.rescue("acme")->status, CaseStatus::false_alarm);
    EXPECT_EQ(office.rescue("acme")->closing->reason, "it was planned");
}

TEST_F(SubmittedForm, an_unknown_mood_kind_or_direction_logs_nothing) {
    ASSERT_EQ(office.type("U0OWNER", "touch acme"), "form touch");
    const auto text = entered("text", "the new carrier starts on Monday");
    EXPECT_THAT(said_at("mood", "U0OWNER", {picked("mood", "++"), text}), HasSubstr(version));
    EXPECT_THAT(said_at("kind", "U0OWNER", {picked("kind", "fax"), text}), HasSubstr(version));
    EXPECT_THAT(said_at("direction", "U0OWNER", {picked("direction", "sideways"), text}), HasSubstr(version));
    EXPECT_THAT(office.type("U0OWNER", "touch acme dir:sideways the new carrier starts"), HasSubstr("neither in"));
    EXPECT_THAT(office.type("U0OWNER", "touch acme mood:great the new carrier starts"), HasSubstr("is none of"));
    EXPECT_THAT(office.rescue("acme")->touches, IsEmpty());
}

TEST_F(SubmittedForm, the_mood_of_a_form_and_of_a_command_are_read_alike) {
    office.type("U0OWNER", "touch acme");
    EXPECT_TRUE(
        office.submit("U0OWNER", {picked("mood", "-"), entered("text", "the pallets are late again")}).is_null());
    office.type("U0OWNER", "touch acme mood:+ the pallets came in time");
    ASSERT_THAT(office.rescue("acme")->touches, SizeIs(2));
    EXPECT_EQ(office.rescue("acme")->touches.front().mood, Mood::bad);
    EXPECT_EQ(office.rescue("acme")->touches.back().mood, Mood::good);
}

TEST_F(SubmittedForm, an_unknown_part_in_the_decision_adds_nobody) {
    show(render::person(about(), "Acme GmbH"));
    EXPECT_THAT(said_at("role", "U0OWNER", {entered("name", "Ines Roth"), picked("role", "oracle")}),
                HasSubstr(version));
    EXPECT_THAT(office.rescue("acme")->contacts, IsEmpty());
}

TEST_F(SubmittedForm, a_question_that_nobody_asks_any_more_keeps_its_answer_on_the_screen) {
    show(render::reason(about("postpone"), "Later", "Why?"));
    EXPECT_THAT(said_at("reason", "U0OWNER", {entered("reason", "she travels")}), HasSubstr(version));
    show(render::colleague(about({}, "astronaut"), "Who?", "Who does it?"));
    EXPECT_THAT(said_at("holder", "U0OWNER", {{"holder", "value", "users_select", {"U0KIM"}}}), HasSubstr(version));
}

TEST_F(SubmittedForm, that_is_unknown_stays_open_with_all_that_was_typed) {
    office.surface().seen.push_back({"form", {}, {{"callback_id", "forecast"}}});
    EXPECT_THAT(said_at("guess", "U0OWNER", {entered("guess", "they renew")}),
                AllOf(HasSubstr(version), HasSubstr("Copy what you typed, close the form and open it again.")));
    EXPECT_TRUE(office.submit("U0OWNER", {}).is_null()) << "there is no field to say it at";
    EXPECT_EQ(office.surface().seen.back().how, "whisper");
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr(version));
}
