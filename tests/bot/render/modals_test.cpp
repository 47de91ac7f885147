#include "bot/render/modals.hpp"
#include "bot/slack/text.hpp"
#include "tests/bot/render/example_rescue.hpp"
#include "tests/bot/render/seen.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast::render {
namespace {

using test::ExampleRescue;
using test::march;
using test::Seen;
using test::third_of_march;

const FormContext in_acme{AccountId{"acme"}, CaseId{"acme#1"}, ChannelId{"C0ACME"}, "", ""};

TEST(FormContext, comes_back_as_it_was) {
    const FormContext context{AccountId{"a \"b\""}, CaseId{"a#1"}, ChannelId{"C1"}, "3,4,7", "snooze"};
    const FormContext back = form_context_from(to_text(context));
    EXPECT_EQ(back.account, context.account);
    EXPECT_EQ(back.rescue, context.rescue);
    EXPECT_EQ(back.channel, context.channel);
    EXPECT_EQ(back.subject, context.subject);
    EXPECT_EQ(back.purpose, context.purpose);
}

TEST(FormContext, is_empty_where_the_text_is_not_one_of_ours) {
    for (const std::string_view text : {"", "{", "[]", "null", "3", R"({"account":7})", "\xFF"}) {
        EXPECT_TRUE(form_context_from(text).account.empty()) << text;
    }
}

TEST(FormContext, always_fits) {
    const std::string much(9'000, '"');
    const std::string text = to_text({AccountId{"acme"}, CaseId{much}, ChannelId{"C\xFF"}, much, much});
    EXPECT_LE(slack::slack_length(text), 3'000U);
    EXPECT_EQ(form_context_from(text).account, AccountId{"acme"});
}

TEST(FactsForm, S1_01_is_prefilled_with_the_signals_and_their_dates) {
    const ExampleRescue acme;
    const Seen seen{facts(in_acme, acme.state())};
    EXPECT_EQ(seen.json()["callback_id"], "facts");
    const std::string prefilled = seen.input("what_happened")["element"]["initial_value"];
    EXPECT_TRUE(prefilled.starts_with("Tue 3 Mar 2026: Orders fell")) << prefilled;
    EXPECT_TRUE(seen.input("outcomes_hit").is_object());
    EXPECT_TRUE(seen.input("promises_broken").is_object());
}

TEST(FactsForm, shows_what_was_written_before) {
    ExampleRescue acme;
    acme.then(third_of_march(10), event::FactsRecorded{"late", "line two", "three days"});
    const Seen seen{facts(in_acme, acme.state())};
    EXPECT_EQ(seen.input("what_happened")["element"]["initial_value"], "late");
    EXPECT_EQ(seen.input("promises_broken")["element"]["initial_value"], "three days");
}

TEST(TouchForm, asks_for_everything_with_sensible_defaults) {
    const std::vector<std::string> people{"Dana Fox", "Ines Roth", "Dana Fox", ""};
    const Seen seen{touch(in_acme, "Acme", people, {}, "she said so")};
    EXPECT_EQ(seen.json()["callback_id"], "touch");
    EXPECT_EQ(seen.input("with")["element"]["options"].size(), 2U);
    EXPECT_EQ(seen.input("with")["element"]["initial_option"]["value"], "Dana Fox");
    EXPECT_EQ(seen.input("kind")["element"]["initial_option"]["value"], "call");
    EXPECT_EQ(seen.input("direction")["element"]["initial_option"]["value"], "out");
    EXPECT_EQ(seen.input("reached")["element"]["initial_options"][0]["value"], "reached");
    EXPECT_TRUE(seen.input("reached")["optional"]) << "an attempt has no tick";
    EXPECT_EQ(seen.input("text")["element"]["initial_value"], "she said so");
    for (const std::string_view optional : {"with_name", "mood", "next", "by_when", "tags"}) {
        EXPECT_TRUE(seen.input(optional)["optional"]) << optional;
    }
    EXPECT_TRUE(seen.input("account").is_null());
}

TEST(TouchForm, asks_for_the_account_where_it_is_not_known) {
    const std::vector<slack::Option> accounts{{.text = "Acme", .value = "acme"}};
    const Seen seen{touch({}, "", {}, accounts, "")};
    EXPECT_EQ(seen.input("account")["element"]["type"], "static_select");
    EXPECT_TRUE(seen.input("with").is_null()) << "nobody is on record";
    EXPECT_TRUE(seen.input("with_name").is_object());
}

TEST(AccountQuestion, is_a_menu_up_to_a_hundred_accounts_and_a_search_beyond) {
    std::vector<slack::Option> accounts;
    for (int i = 1; i <= 100; ++i)
        accounts.push_back({.text = "Customer " + std::to_string(i), .value = std::to_string(i)});
    const auto asked_by_each_form = [&accounts] {
        std::vector<nlohmann::json> elements;
        for (const Seen& seen :
             {Seen{touch({}, "", {}, accounts, "")}, Seen{flag({}, "", accounts, "")}, Seen{open({}, "", accounts)}})
            elements.push_back(seen.input("account")["element"]);
        return elements;
    };
    for (const auto& menu : asked_by_each_form()) {
        EXPECT_EQ(menu["type"], "static_select");
        EXPECT_EQ(menu["options"].size(), 100U);
    }
    accounts.push_back({.text = "One more", .value = "101"});
    for (const auto& search : asked_by_each_form()) {
        EXPECT_EQ(search["type"], "external_select");
        EXPECT_EQ(search["min_query_length"], 1);
        EXPECT_EQ(search["action_id"], "value");
        EXPECT_FALSE(search.contains("options"));
    }
}

TEST(PlanForm, S1_04_has_ten_rows_of_text_owner_and_date) {
    ExampleRescue acme;
    acme.then(third_of_march(10), event::PlanRowAdded{1, "Later", UserId{"U0KIM"}, march(9)})
        .then(third_of_march(10), event::PlanRowAdded{2, "Done", UserId{"U0KIM"}, march(4)})
        .then(third_of_march(10), event::PlanRowAdded{3, "Sooner", UserId{"U0JO"}, march(4)})
        .then(third_of_march(10), event::PlanRowDone{2});
    const Seen seen{plan(in_acme, acme.state(), "from a message")};
    EXPECT_EQ(form_context_from(seen.json()["private_metadata"].get<std::string>()).subject, "3,1");
    EXPECT_EQ(seen.input("text_1")["element"]["initial_value"], "Sooner");
    EXPECT_EQ(seen.input("owner_1")["element"]["initial_user"], "U0JO");
    EXPECT_EQ(seen.input("due_1")["element"]["initial_date"], "2026-03-04");
    EXPECT_EQ(seen.input("text_2")["element"]["initial_value"], "Later");
    EXPECT_EQ(seen.input("text_3")["element"]["initial_value"], "from a message");
    EXPECT_FALSE(seen.input("text_1")["optional"]);
    for (int row = 2; row <= plan_rows; ++row) {
        EXPECT_TRUE(seen.input(block::numbered("text", row))["optional"]) << row;
        EXPECT_EQ(seen.input(block::numbered("owner", row))["element"]["type"], "users_select") << row;
        EXPECT_EQ(seen.input(block::numbered("due", row))["element"]["type"], "datepicker") << row;
    }
    EXPECT_TRUE(seen.input("text_11").is_null());
}

TEST(PlanForm, shows_the_ten_most_urgent_of_many_rows) {
    ExampleRescue acme;
    for (int row = 1; row <= 30; ++row) {
        acme.then(third_of_march(10), event::PlanRowAdded{row, "Row", UserId{"U0KIM"}, march(31) - date::days{row}});
    }
    const Seen seen{plan(in_acme, acme.state(), "")};
    EXPECT_EQ(form_context_from(seen.json()["private_metadata"].get<std::string>()).subject,
              "30,29,28,27,26,25,24,23,22,21");
}

TEST(SponsorForm, is_a_person_form_for_the_sponsor) {
    const ExampleRescue acme;
    const Seen seen{sponsor(in_acme, acme.state())};
    EXPECT_EQ(seen.json()["callback_id"], "person");
    EXPECT_EQ(form_context_from(seen.json()["private_metadata"].get<std::string>()).purpose, "sponsor");
    EXPECT_EQ(seen.input("name")["element"]["initial_value"], "Dana Fox");
    EXPECT_EQ(seen.input("zone")["element"]["initial_value"], "Europe/Vienna");
}

TEST(CheckinForm, is_prefilled_with_what_is_booked) {
    ExampleRescue acme;
    EXPECT_EQ(Seen(checkin(in_acme, acme.state())).input("weekday")["element"]["initial_option"]["value"], "2");
    acme.then(third_of_march(10), event::CheckinBooked{5, 14 * 60 + 30, "Europe/Berlin"})
        .then(third_of_march(10), event::IndicatorChosen{"defects", 3, true});
    const Seen seen{checkin(in_acme, acme.state())};
    EXPECT_EQ(seen.input("weekday")["element"]["initial_option"]["value"], "5");
    EXPECT_EQ(seen.input("time")["element"]["initial_time"], "14:30");
    EXPECT_EQ(seen.input("indicator")["element"]["initial_value"], "defects");
    EXPECT_EQ(seen.input("target")["element"]["initial_value"], "<=3");
}

TEST(FlagForm, S0_03_S0_04_offers_every_kind_a_person_can_report) {
    const Seen seen{flag(in_acme, "Acme", {}, "")};
    const nlohmann::json options = seen.input("kind")["element"]["options"];
    std::vector<std::string> offered;
    for (const auto& option : options) offered.push_back(option["value"].get<std::string>());
    EXPECT_THAT(offered,
                testing::ElementsAre("champion-slow", "new-stakeholder", "evaluating-options", "quality-complaints",
                                     "strategy-withheld", "ideas-declined", "order-volume", "order-frequency",
                                     "payment-terms", "renewal-silent", "tickets-up"));
    EXPECT_EQ(options.size(), 11U);
}

TEST(OpenForm, asks_for_account_and_reason) {
    const std::vector<slack::Option> accounts{{.text = "Acme", .value = "acme"}};
    const Seen seen{open({}, "", accounts)};
    EXPECT_EQ(seen.json()["callback_id"], "open");
    EXPECT_EQ(seen.input("account")["element"]["options"][0]["value"], "acme");
    EXPECT_FALSE(seen.input("reason")["optional"]);
}

TEST(OpenForm, names_the_account_that_it_is_about) {
    const Seen seen{open(in_acme, "Acme GmbH", {})};
    EXPECT_TRUE(seen.says("Account: *Acme GmbH*"));
    EXPECT_TRUE(seen.input("account").is_null());
}

TEST(ReviewForm, S1_09_asks_for_the_sponsor_and_safeguards) {
    ExampleRescue acme;
    acme.then(third_of_march(10), event::FactsRecorded{"late", "line two", "three days"});
    const Seen seen{review(in_acme, acme.state())};
    EXPECT_EQ(seen.json()["callback_id"], "review");
    EXPECT_EQ(seen.input("sponsor_present")["element"]["options"][0]["value"], "present");
    EXPECT_FALSE(seen.input("sponsor_present")["element"].contains("initial_options"));
    EXPECT_EQ(seen.input("what_happened")["element"]["initial_value"], "late");
    EXPECT_FALSE(seen.input("safeguard_1")["optional"]);
    EXPECT_TRUE(seen.input("safeguard_owner_3")["optional"]);
    EXPECT_TRUE(seen.input("safeguard_due_3").is_object());
    EXPECT_EQ(seen.input("gesture")["element"]["initial_option"]["value"], "no");
}

TEST(ReasonForm, asks_for_what_its_purpose_needs) {
    FormContext context = in_acme;
    EXPECT_TRUE(Seen(reason(context, "Not a signal", "Why not?")).input("until").is_null());
    context.purpose = "snooze";
    EXPECT_EQ(Seen(reason(context, "Snooze", "Why?")).input("until")["element"]["initial_value"], "1h");
    context.purpose = "delegate";
    EXPECT_EQ(Seen(reason(context, "Delegate", "Why?")).input("holder")["element"]["type"], "users_select");
    EXPECT_EQ(Seen(colleague(context, "Delegate", "Who calls?")).json()["callback_id"], "colleague");
}

TEST(SummaryForm, says_when_it_cannot_hold_the_whole_text) {
    Summary summary;
    summary.text = "Hello Dana,\n\nfine.";
    EXPECT_EQ(Seen(render::summary(in_acme, summary)).input("text")["element"]["initial_value"], summary.text);
    EXPECT_FALSE(Seen(render::summary(in_acme, summary)).says("cut off"));
    summary.text = std::string(3'001, 'x');
    EXPECT_TRUE(Seen(render::summary(in_acme, summary)).says("cut off"));
}

TEST(Forms, have_titles_that_are_not_cut) {
    const ExampleRescue acme;
    const Case& state = acme.state();
    FormContext call = in_acme;
    call.purpose = "call";
    for (const slack::Modal& modal :
         {facts(in_acme, state), touch(in_acme, "", {}, {}, ""), touch(call, "", {}, {}, ""),
          summary(in_acme, Summary{}), plan(in_acme, state, ""), service(in_acme, state), person(in_acme, ""),
          sponsor(in_acme, state), checkin(in_acme, state), flag(in_acme, "", {}, ""), open(in_acme, "Acme GmbH", {}),
          review(in_acme, state), close(in_acme, state)}) {
        EXPECT_LE(slack::slack_length(modal.title), 24U) << modal.title;
    }
}

} // namespace
} // namespace holdfast::render
