#include "bot/render/answers.hpp"
#include "bot/render/help_pages.hpp"
#include "tests/bot/render/example_rescue.hpp"
#include "tests/bot/render/seen.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace holdfast::render {
namespace {

using test::ExampleRescue;
using test::ExampleRules;
using test::march;
using test::Seen;
using test::third_of_march;

std::string text_of(const slack::Message& message) {
    return slack::payload(message)["text"];
}

struct RefusalCase {
    Refusal refusal;
    std::string text;
};

TEST(RefusalMessage, has_the_one_shape_of_an_error) {
    const std::array<RefusalCase, 5> cases{{
        {{"No open rescue for \"acm\"", "nothing is called that", "/rescue status acme", ""},
         "⛔ No open rescue for \"acm\": nothing is called that. Try: `/rescue status acme`"},
        {{"Row 3 is not open.", "it is done.", "`/rescue plan` shows the rows.", ""},
         "⛔ Row 3 is not open: it is done. Try: `/rescue plan` shows the rows."},
        {{"It is a draft", "until it is sent it is seen by", "/rescue summary my_list", "", UserId{"U1"}},
         "⛔ It is a draft: until it is sent it is seen by <@U1>. Try: `/rescue summary my_list`"},
        {{"Nothing to do", "", "", ""}, "⛔ Nothing to do."},
        {{"No <!channel>", "a & b", "", ""}, "⛔ No &lt;!channel&gt;: a &amp; b."},
    }};
    for (const RefusalCase& given : cases) EXPECT_EQ(text_of(refusal_message(given.refusal)), given.text);
}

class Answers : public testing::Test {
protected:
    Showing now() const { return rules.at(third_of_march(12)); }
    const Case& state() const { return acme.state(); }

    ExampleRules rules;
    ExampleRescue acme;
};

TEST_F(Answers, a_confirmation_says_what_was_recorded_and_advises) {
    const std::vector lines{std::move(Line{}.say("Row 1 added")), std::move(Line{}.say("Row 2 added"))};
    const std::vector<std::string> advice{"Row 2 begins with “discuss”."};
    const Seen seen{confirmation(lines, advice, now())};
    EXPECT_TRUE(seen.says("✅ Row 1 added\n✅ Row 2 added"));
    EXPECT_TRUE(seen.says("Advice: Row 2 begins with"));
    EXPECT_TRUE(text_of(confirmation({}, {}, now())).starts_with("Nothing changed"));
}

TEST_F(Answers, the_menu_of_a_room_names_its_account) {
    const Seen seen{menu(&state())};
    EXPECT_TRUE(seen.offers("menu.run", "status acme"));
    EXPECT_TRUE(seen.offers("menu.run", "touch acme"));
    EXPECT_TRUE(seen.offers("menu.run", "todo"));
    const Seen elsewhere{menu(nullptr)};
    EXPECT_FALSE(elsewhere.offers("menu.run", "status acme"));
    EXPECT_TRUE(elsewhere.offers("menu.run", "list mine"));
}

TEST_F(Answers, an_account_id_of_several_words_is_quoted_in_commands) {
    event::RescueOpened opened;
    opened.account = AccountId{"Acme Gmb H"};
    acme = ExampleRescue{std::move(opened)};
    EXPECT_TRUE(Seen{menu(&state())}.offers("menu.run", "status \"Acme Gmb H\""));
}

TEST_F(Answers, several_matches_are_buttons_with_the_whole_command) {
    std::vector<AccountChoice> choices{{AccountId{"acme"}, "Acme", "status acme"},
                                       {AccountId{"acorn"}, "Acorn", "status acorn"}};
    const Seen both{pick_account("Which one?", choices)};
    EXPECT_TRUE(both.offers("account.pick", "status acorn"));
    EXPECT_FALSE(both.says("The first"));
    choices.resize(40, {AccountId{"other"}, "Other", "status other"});
    EXPECT_TRUE(Seen{pick_account("Which one?", choices)}.says("The first 20 of 40"));
}

TEST_F(Answers, rule_3_more_matches_than_buttons_are_counted_and_how_to_reach_them_is_said) {
    const std::vector<AccountChoice> choices{{AccountId{"acme"}, "Acme", "status acme"}};
    const Seen seen{pick_account("Which one?", choices, 12)};
    EXPECT_TRUE(seen.says("The first 1 of 12. Type the id or more of the name"));
    EXPECT_TRUE(Seen{pick_account("Which one?", choices, 12, "Name it.")}.says("The first 1 of 12. Name it."));
}

TEST_F(Answers, rule_3_accounts_of_the_same_name_are_told_apart_by_their_ids) {
    const std::string long_name(100, 'x');
    const std::vector<AccountChoice> choices{{AccountId{"dup1"}, "Twin", "health \"dup1\""},
                                             {AccountId{"dup2"}, "Twin", "health \"dup2\""},
                                             {AccountId{"acme"}, "Acme", "health \"acme\""},
                                             {AccountId{"long1"}, long_name, "health \"long1\""},
                                             {AccountId{"long2"}, long_name, "health \"long2\""}};
    const auto buttons = Seen{pick_account("Which one?", choices)}.with_action("account.pick");
    ASSERT_EQ(buttons.size(), 5U);
    EXPECT_EQ(buttons[0].text, "Twin (dup1)");
    EXPECT_EQ(buttons[1].text, "Twin (dup2)");
    EXPECT_EQ(buttons[2].text, "Acme");
    EXPECT_TRUE(buttons[3].text.ends_with(" (long1)")) << buttons[3].text;
    EXPECT_TRUE(buttons[4].text.ends_with(" (long2)")) << buttons[4].text;
}

TEST(Help, offers_a_page_for_every_verb_that_exists_and_for_no_other) {
    const std::set<std::string_view> wanted{"help",  "health",  "list",    "status",  "todo",   "open",
                                            "flag",  "call",    "touch",   "summary", "step",   "plan",
                                            "role",  "sponsor", "service", "checkin", "people", "timeline",
                                            "close", "account", "risk",    "snooze",  "doctor", "promise"};
    std::set<std::string_view> there;
    for (const HelpPage& page : help_pages()) {
        if (page.is_verb) there.insert(page.topic);
    }
    EXPECT_EQ(there, wanted);
    const Seen overview{help_overview()};
    for (const std::string_view verb : wanted)
        EXPECT_TRUE(overview.says("`/rescue " + std::string{verb} + "`")) << verb;
    EXPECT_FALSE(overview.says("/rescue offer"));
}

TEST(Help, has_usage_example_and_effect_on_every_page) {
    for (const HelpPage& page : help_pages()) {
        if (!page.is_verb) continue;
        const Seen seen{help_on(page.topic).value()};
        EXPECT_TRUE(seen.says("*Example:* `/rescue " + std::string{page.topic})) << page.topic;
        EXPECT_TRUE(page.usage.starts_with("/rescue " + std::string{page.topic})) << page.topic;
        EXPECT_FALSE(page.effect.empty()) << page.topic;
        EXPECT_FALSE(seen.says("not shown")) << page.topic;
    }
}

TEST(Help, has_no_page_about_an_unknown_verb) {
    EXPECT_FALSE(help_on("dance"));
}

TEST(Help, S1_19_shows_the_whole_method_in_one_message) {
    const Seen seen{help_steps(load_catalog("").value())};
    for (int step = 1; step <= 9; ++step) EXPECT_TRUE(seen.says("\n" + std::to_string(step) + ". ")) << step;
    EXPECT_FALSE(seen.says("not shown"));
}

TEST(Help, S0_81_lists_the_four_tiers_cheapest_first_and_who_approves_each) {
    const Seen seen{help_tiers(load_catalog("").value())};
    EXPECT_TRUE(seen.says("*Tier 1: Extras that cost nothing.*"));
    EXPECT_TRUE(seen.says("*Tier 4: Last resort.*"));
    EXPECT_TRUE(seen.says("Approved by the executive sponsor."));
    EXPECT_TRUE(seen.says("• priority in support"));
    EXPECT_FALSE(seen.says("not shown"));
}

TEST(Help, lists_signals_with_the_configured_numbers) {
    Thresholds thresholds;
    thresholds.tickets.rise_percent = 66;
    const Seen seen{help_signals(thresholds)};
    EXPECT_TRUE(seen.says("66 %"));
    EXPECT_TRUE(seen.says("`champion-slow`"));
    EXPECT_FALSE(seen.says("by-hand"));
}

TEST_F(Answers, S0_90_health_never_shows_the_unknown_as_fine) {
    Account account;
    account.id = AccountId{"acme"};
    account.name = "Acme GmbH";
    HealthReport report;
    report.readings = {Reading::no_data(Detector::tickets_up, "No tickets are on record."),
                       Reading::quiet(Detector::order_volume, "Orders are as usual."),
                       Reading::trip(Detector::order_volume, test::orders_down(third_of_march(9)))};
    report.live_signals = {test::orders_down(third_of_march(9))};
    report.unknown = {"The renewal date is not known."};
    report.share = RevenueShare{31.5, true};
    const Seen seen{health(account, report, &state(), ChannelId{"C0ACME"}, now())};
    EXPECT_TRUE(seen.says("❔ not known · *Support tickets*: No tickets are on record."));
    EXPECT_TRUE(seen.says("✅ fine · *Order volume*"));
    EXPECT_TRUE(seen.says("⚠️ tripped · *Order volume*"));
    EXPECT_TRUE(seen.says("The renewal date is not known."));
    EXPECT_TRUE(seen.says("*Stage of decline:* ❔ not known"));
    EXPECT_TRUE(seen.says("Major account"));
    EXPECT_TRUE(seen.says("<#C0ACME>"));
    EXPECT_TRUE(seen.offers("menu.run", "status acme"));
    EXPECT_TRUE(Seen(health(account, report, nullptr, {}, now())).offers("menu.run", "open acme"));
}

TEST_F(Answers, lists_five_rescues_a_page) {
    const auto rescue = std::make_shared<const Case>(state());
    for (const std::size_t count : {0U, 1U, 5U, 6U, 500U}) {
        const std::vector<RescueRow> rows(count, RescueRow{rescue, ChannelId{"C0ACME"}});
        const Seen seen{rescue_list("All rescues", rows, 1, "list all", now())};
        EXPECT_EQ(seen.with_action("menu.run").size(), std::min<std::size_t>(count, 5));
        EXPECT_EQ(seen.offers("list.page", "list all 2"), count > 5);
    }
}

TEST_F(Answers, an_empty_list_leads_to_all_rescues_unless_it_is_that_list) {
    EXPECT_EQ(text_of(rescue_list("Your rescues", {}, 1, "list mine", now())),
              "Your rescues: none. `/rescue list all` shows every open rescue.");
    EXPECT_EQ(text_of(rescue_list("All open rescues", {}, 1, "list all", now())), "All open rescues: none.");
}

TEST_F(Answers, pages_lead_both_ways_and_end_where_the_list_ends) {
    const auto rescue = std::make_shared<const Case>(state());
    const std::vector<RescueRow> rows(500, RescueRow{rescue, {}});
    const Seen middle{rescue_list("All", rows, 50, "list all", now())};
    EXPECT_TRUE(middle.offers("list.page", "list all 49"));
    EXPECT_TRUE(middle.offers("list.page", "list all 51"));
    const Seen beyond{rescue_list("All", rows, 9'999, "list all", now())};
    EXPECT_TRUE(beyond.says("Page 100 of 100"));
    EXPECT_EQ(beyond.with_action("list.page").size(), 1U);
    EXPECT_TRUE(Seen(rescue_list("All", rows, -3, "list all", now())).says("Page 1 of 100"));
}

TEST_F(Answers, the_watch_list_says_what_was_seen) {
    const std::vector<WatchRow> rows(7, WatchRow{AccountId{"acme"}, "Acme", "The champion is slow."});
    const Seen seen{watch_list(rows, 2)};
    EXPECT_TRUE(seen.says("The champion is slow."));
    EXPECT_EQ(seen.with_action("menu.run").size(), 2U);
    EXPECT_TRUE(seen.offers("list.page", "list watch 1"));
}

std::vector<TodoItem> items(std::size_t count) {
    TodoItem item;
    item.rescue = CaseId{"acme#1"};
    item.account_name = "Acme";
    item.line.say("Step 1: Get the facts");
    item.due = third_of_march(9);
    item.overdue = true;
    return std::vector(count, item);
}

TEST_F(Answers, todo_and_digest_say_what_is_overdue_in_words) {
    const auto three = items(3);
    EXPECT_TRUE(Seen(todo_list(three, 1, now())).says("⏰ overdue · *Acme*: Step 1: Get the facts · due <!date^"));
    EXPECT_TRUE(text_of(todo_list(three, 1, now())).contains("3 items, 3 overdue"));
    EXPECT_TRUE(text_of(todo_list({}, 1, now())).contains("nothing is waiting"));
    const auto many = items(500);
    EXPECT_TRUE(Seen(todo_list(many, 1, now())).offers("list.page", "todo 2"));
    EXPECT_TRUE(Seen(digest(many, now())).says("and 490 more"));
}

TEST_F(Answers, a_step_says_what_is_missing_and_how_to_earn_it) {
    const Seen seen{step(state(), 3, now())};
    EXPECT_TRUE(seen.says("*Missing:* a recovery owner"));
    EXPECT_TRUE(seen.says("`/rescue role acme lead @kim`")) << "it is read outside of the room as well";
    EXPECT_TRUE(seen.offers("role.take", "acme#1|lead"));
    acme.then(third_of_march(10), event::RoleTaken{RescueRole::recovery_lead, UserId{"U0KIM"}});
    EXPECT_TRUE(Seen(step(state(), 3, now())).offers("menu.run", "sponsor acme contact"));
    acme.then(third_of_march(10), event::ContactShared{});
    EXPECT_TRUE(Seen(step(state(), 3, now())).elements().empty());
    for (int number = 1; number <= 9; ++number) EXPECT_FALSE(Seen(step(state(), number, now())).text().empty());
}

TEST_F(Answers, S1_01_the_first_step_shows_its_three_answers_cut_and_harmless_and_can_be_corrected) {
    EXPECT_TRUE(Seen(step(state(), 1, now())).offers("menu.run", "step acme 1"));
    std::string long_story = "late twice <!channel> *all*\non Monday";
    for (int i = 0; i < 500; ++i) long_story += " and again";
    acme.then(third_of_march(10), event::FactsRecorded{long_story, "line two stood still", "three days"});
    const Seen seen{step(state(), 1, now())};
    EXPECT_TRUE(seen.says("*What happened, and when:* late twice &lt;!channel&gt;")) << seen.text();
    EXPECT_TRUE(seen.says("*Results that were hit:* line two stood still"));
    EXPECT_TRUE(seen.says("*Promises that broke:* three days"));
    EXPECT_LT(seen.text().size(), 4'000U);
    ASSERT_TRUE(seen.offers("menu.run", "step acme 1"));
    EXPECT_EQ(seen.with_action("menu.run").front().text, "Correct the facts");
}

TEST_F(Answers, the_plan_shows_open_rows_first_and_marks_late_ones) {
    acme.then(third_of_march(10), event::PlanRowAdded{1, "Later", UserId{"U0KIM"}, march(9)})
        .then(third_of_march(10), event::PlanRowAdded{2, "Sooner", UserId{"U0KIM"}, march(2)})
        .then(third_of_march(10), event::PlanRowAdded{3, "Finished", UserId{"U0KIM"}, march(4)})
        .then(third_of_march(10), event::PlanRowAdded{4, "Given up", UserId{"U0KIM"}, march(4)})
        .then(third_of_march(11), event::PlanRowDone{3})
        .then(third_of_march(11), event::PlanRowDropped{4, "no need"});
    const Seen seen{plan(state(), now())};
    EXPECT_LT(seen.text().find("2. ⏰ overdue · *Sooner*"), seen.text().find("1. ⬜ open · *Later*"));
    EXPECT_TRUE(seen.says("due Mon 9 Mar 2026"));
    EXPECT_TRUE(seen.says("3. ✅ done · Finished"));
    EXPECT_TRUE(seen.says("4. ⏭️ dropped · Given up (no need)"));
    EXPECT_TRUE(seen.offers("menu.run", "plan acme done 2"));
    EXPECT_TRUE(seen.offers("plan.edit", "acme#1"));
}

TEST_F(Answers, S0_87_roles_can_be_taken_and_left) {
    acme.then(third_of_march(10), event::RoleTaken{RescueRole::recovery_lead, UserId{"U0KIM"}});
    const Seen seen{roles(state(), UserId{"U0KIM"}, now())};
    EXPECT_TRUE(seen.offers("role.drop", "acme#1|lead"));
    EXPECT_TRUE(seen.offers("role.take", "acme#1|technical"));
    EXPECT_TRUE(seen.offers("role.take", "acme#1|executive"));
    EXPECT_TRUE(seen.says("*Technical lead*: ⬜ open"));
    EXPECT_TRUE(Seen(roles(state(), UserId{"U0JO"}, now())).offers("role.take", "acme#1|lead"));
}

TEST_F(Answers, S1_03_the_contact_text_can_be_copied_and_confirmed) {
    const Seen seen{sponsor_contact(state(), "Hello Dana,\n\nKim *Lee*: +43 1 <234>\n")};
    EXPECT_TRUE(seen.says("```Hello Dana,\n\nKim *Lee*: +43 1 &lt;234&gt;\n```")) << "nothing is put between the signs";
    EXPECT_TRUE(seen.offers("sponsor.contact_shared", "acme#1"));
    acme.then(third_of_march(10), event::ContactShared{});
    EXPECT_FALSE(Seen(sponsor_contact(state(), "x")).offers("sponsor.contact_shared"));
    EXPECT_TRUE(Seen(sponsor(state(), now())).says("✅ has the recovery owner's direct contact"));
}

TEST_F(Answers, S1_05_services_show_end_measure_and_cost) {
    EXPECT_TRUE(Seen(services(state(), now())).says("None."));
    acme.then(third_of_march(10), event::ServiceGranted{1, "premium", march(3), march(17), "ontime", 90'000})
        .then(third_of_march(11), event::ServiceExtended{1, march(20), "carrier late"});
    const Seen seen{services(state(), now())};
    EXPECT_TRUE(
        seen.says("running · *premium* · until Fri 20 Mar 2026 · measured by ontime · cost 900 · extended 1 time"))
        << seen.text();
    EXPECT_TRUE(seen.offers("menu.run", "service acme stop 1"));
}

TEST_F(Answers, S1_05_a_service_past_its_end_is_marked_and_can_be_stopped_after_the_rescue) {
    acme.then(third_of_march(10), event::ServiceGranted{1, "premium", march(3), march(5), "ontime", 0})
        .then(third_of_march(15), event::RescueClosed{event::Outcome::lost, "they signed elsewhere", ""}, "U0JO");
    const auto on = [&](int day) {
        return Seen{services(state(), rules.at(third_of_march(12) + date::days{day - 3}))};
    };
    EXPECT_TRUE(on(5).says("running · *premium* · until Thu 5 Mar 2026")) << on(5).text();
    EXPECT_TRUE(on(6).says("⏰ past its end · *premium* · was to end on Thu 5 Mar 2026")) << on(6).text();
    EXPECT_TRUE(on(6).offers("menu.run", "service acme stop 1"));
    EXPECT_FALSE(on(6).says("To grant one"));
}

TEST_F(Answers, S1_18_a_service_that_stays_has_no_end_and_a_stopped_one_no_end_ahead) {
    acme.then(third_of_march(10), event::ServiceGranted{1, "premium", march(3), march(17), "ontime", 0})
        .then(third_of_march(10), event::ServiceGranted{2, "daily status", march(3), march(20), "ontime", 0})
        .then(third_of_march(11), event::ServiceMadePermanent{1, "it pays for itself"})
        .then(third_of_march(11), event::ServiceStopped{2});
    const Seen seen{services(state(), now())};
    EXPECT_TRUE(seen.says("permanent · *premium* · measured by ontime")) << seen.text();
    EXPECT_TRUE(seen.says("stopped · *daily status* · was agreed until Fri 20 Mar 2026")) << seen.text();
}

TEST_F(Answers, summaries_of_a_rescue_that_is_over_promise_no_further_draft) {
    acme.then(third_of_march(15), event::RescueClosed{event::Outcome::lost, "they signed elsewhere", ""}, "U0JO");
    EXPECT_EQ(text_of(summary_list(state(), state().manager, now())),
              "Summaries for Acme GmbH: none, and the rescue is over.");
}

TEST_F(Answers, S1_07_the_checkin_says_when_and_whether_the_number_is_on_target) {
    EXPECT_TRUE(Seen(checkin(state(), now())).says("not booked yet"));
    EXPECT_FALSE(Seen(checkin(state(), now())).says("Next:")) << "when the step is due is no meeting";
    acme.then(third_of_march(10), event::CheckinBooked{2, 600, "Europe/Berlin"})
        .then(third_of_march(10), event::IndicatorChosen{"ontime", 95, false})
        .then(third_of_march(10), event::IndicatorChosen{"defects", 3, true})
        .then(third_of_march(11), event::IndicatorLogged{"ontime", 91})
        .then(third_of_march(11), event::IndicatorLogged{"ontime", 96.5});
    const Seen seen{checkin(state(), now())};
    EXPECT_TRUE(seen.says("Every Tuesday at 10:00 (Europe/Berlin)"));
    EXPECT_TRUE(seen.says("Next: <!date^"));
    EXPECT_TRUE(seen.says("*ontime*, target 95: 91 → 96.5 · ✅ on target"));
    EXPECT_TRUE(seen.says("*defects*, target at most 3: no value yet"));
}

TEST_F(Answers, summaries_are_listed_with_their_state) {
    EXPECT_TRUE(text_of(summary_list(state(), state().manager, now())).contains("none yet"));
    acme.called(third_of_march(9, 40), true)
        .then(third_of_march(10), event::SummarySent{1})
        .called(third_of_march(11), true);
    const Seen seen{summary_list(state(), state().manager, now())};
    EXPECT_TRUE(seen.says("1/2 sent"));
    EXPECT_TRUE(seen.says("touch 1, call with Dana Fox"));
    EXPECT_TRUE(seen.offers("menu.run", "summary acme 2"));
    const Seen others{summary_list(state(), UserId{"U0NOSY"}, now())};
    EXPECT_TRUE(others.says(", not sent yet"));
    EXPECT_FALSE(others.offers("menu.run", "summary acme 2"));
    EXPECT_TRUE(others.offers("menu.run", "summary acme 1")) << "what was sent is everybody's";
    EXPECT_TRUE(Seen(summary(state(), *state().summary_of(2), state().summary_of(2)->writer, now()))
                    .offers("summary.sent", "acme#1|2"));
}

TEST_F(Answers, a_long_summary_is_shown_in_pieces_that_are_each_closed) {
    acme.called(third_of_march(9, 40), true);
    std::string text;
    for (int i = 0; i < 200; ++i) text += "Line " + std::to_string(i) + " with <some> & more text in it\n";
    acme.then(third_of_march(10), event::SummaryEdited{1, text});
    const Seen seen{summary(state(), *state().summary_of(1), state().summary_of(1)->writer, now())};
    std::size_t pieces = 0;
    for (const auto& block : seen.json()["blocks"]) {
        if (block["type"] != "section" || !block["text"]["text"].get<std::string>().starts_with("```")) continue;
        ++pieces;
        EXPECT_TRUE(block["text"]["text"].get<std::string>().ends_with("```"));
    }
    EXPECT_GE(pieces, 2U);
    EXPECT_TRUE(seen.says("too long to be shown here in full"));
    EXPECT_TRUE(seen.offers("summary.sent")) << "the buttons are still there";
}

TEST_F(Answers, people_show_the_sponsor_first_and_who_is_new) {
    Account account;
    account.id = AccountId{"acme"};
    account.name = "Acme";
    acme.then(third_of_march(10), event::ContactAdded{"Ines Roth", "", BuyingRole::user_buyer, "operations"});
    Person ines;
    ines.name = "Ines Roth";
    ines.department = "operations";
    Person dana;
    dana.name = "Dana Fox";
    dana.sponsor = true;
    dana.role = BuyingRole::economic_buyer;
    const std::vector people_on_record{ines, dana};
    const Seen seen{people(account, people_on_record, &state())};
    EXPECT_LT(seen.text().find("Dana Fox"), seen.text().find("Ines Roth"));
    EXPECT_TRUE(seen.says("*Dana Fox* · ⭐ sponsor · economic buyer"));
    EXPECT_TRUE(seen.says("new since the opening"));
    EXPECT_TRUE(seen.offers("people.map", "acme#1"));
    EXPECT_TRUE(Seen(people(account, std::vector(500, ines), nullptr)).says("and 480 more"));
    EXPECT_TRUE(Seen(people(account, std::vector(1, dana), nullptr)).says("hangs on one person"));
    EXPECT_TRUE(Seen(account_record(account, people_on_record)).says("*Customer's sponsor*\nDana Fox"));
    EXPECT_TRUE(Seen(account_record(account, {})).says("*Annual revenue*\n❔ not known"));
    EXPECT_TRUE(Seen(account_record(account, {})).says("`/rescue account set acme owner:@kim"));
}

TEST_F(Answers, the_timeline_is_newest_first) {
    std::vector<TimelineRow> rows;
    for (int i = 0; i < 25; ++i) {
        rows.push_back(
            {third_of_march(8) + std::chrono::minutes{i}, std::move(Line{}.say("event " + std::to_string(i)))});
    }
    const Seen seen{timeline("Acme", rows, 1, "timeline acme", now())};
    EXPECT_LT(seen.text().find("event 24"), seen.text().find("event 23"));
    EXPECT_FALSE(seen.says("event 14\n"));
    EXPECT_TRUE(seen.offers("list.page", "timeline acme 2"));
    EXPECT_TRUE(text_of(timeline("Acme", {}, 1, "timeline acme", now())).contains("nothing is on record yet"));
}

TEST(Doctor, names_problems_first_with_their_fix) {
    const std::vector<Finding> findings{{true, "the database answers", ""},
                                        {false, "the scope pins:write is missing", "add it and reinstall the app"}};
    const Seen seen{doctor(findings)};
    EXPECT_LT(seen.text().find("problem: the scope pins:write"), seen.text().find("fine: the database answers"));
    EXPECT_TRUE(seen.says("*Fix:* add it and reinstall the app"));
    EXPECT_TRUE(seen.says("1 problem found"));
    EXPECT_TRUE(text_of(doctor(std::span{findings}.first(1))).contains("everything works"));
}

} // namespace
} // namespace holdfast::render
