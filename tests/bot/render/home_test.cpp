#include "bot/render/home.hpp"
#include "tests/bot/render/example_rescue.hpp"
#include "tests/bot/render/seen.hpp"

#include <gtest/gtest.h>

namespace holdfast::render {
namespace {

using test::ExampleRescue;
using test::ExampleRules;
using test::Seen;
using test::third_of_march;

class AppHome : public testing::Test {
protected:
    HomeFacts facts(std::size_t count) const {
        HomeFacts all;
        all.reader = UserId{"U0JO"};
        all.leads_a_team = true;
        const auto rescue = std::make_shared<const Case>(acme.state());
        TodoItem item;
        item.account_name = "Acme";
        item.line.say("Step 2: Call the sponsor today");
        all.today.assign(count, item);
        all.my_rescues.assign(count, {rescue, ChannelId{"C0ACME"}});
        all.calls_due = all.my_rescues;
        all.team_rescues = all.my_rescues;
        HomeAccount account;
        account.account.id = AccountId{"acme"};
        account.account.name = "Acme";
        account.days_to_renewal = 40;
        all.my_accounts.assign(count, account);
        all.watch.assign(count, {AccountId{"acorn"}, "Acorn", "The champion is slow."});
        return all;
    }
    Seen seen(const HomeFacts& given) const { return Seen{home(given, rules.at(third_of_march(12)))}; }

    ExampleRules rules;
    ExampleRescue acme;
};

TEST_F(AppHome, D_4_fits_with_none_one_and_five_hundred) {
    for (const std::size_t count : {0U, 1U, 500U}) {
        const Seen view = seen(facts(count));
        EXPECT_LE(view.json()["blocks"].size(), 60U) << count;
        EXPECT_FALSE(view.says("not shown")) << count;
        EXPECT_EQ(view.with_action("call.reached").size(), std::min<std::size_t>(count, 5)) << count;
        EXPECT_EQ(view.says("and 495 more"), count == 500) << count;
    }
}

TEST_F(AppHome, says_how_much_waits_beside_what_is_due_today_and_leads_to_it) {
    HomeFacts mine = facts(1);
    EXPECT_FALSE(seen(mine).offers("menu.run", "todo")) << "there is nothing else";
    mine.later = 1;
    EXPECT_TRUE(seen(mine).says("1 to-do later"));
    EXPECT_TRUE(seen(mine).offers("menu.run", "todo"));
    mine = facts(7);
    mine.later = 3;
    EXPECT_TRUE(seen(mine).says("and 2 more today; 3 to-dos later")) << seen(mine).text();
    mine.today.clear();
    EXPECT_TRUE(seen(mine).says("Nothing is due today."));
    EXPECT_TRUE(seen(mine).says("3 to-dos later"));
    EXPECT_TRUE(seen(mine).offers("menu.run", "todo"));
}

TEST_F(AppHome, says_of_a_rescue_its_stage_steps_next_and_room) {
    const Seen view = seen(facts(1));
    EXPECT_TRUE(view.says("*Acme GmbH* · Week 1/8 · 0/9 steps · <#C0ACME>"));
    EXPECT_TRUE(view.says("Next: "));
    EXPECT_TRUE(view.offers("menu.run", "status acme"));
}

TEST_F(AppHome, says_of_an_account_when_it_renews_and_when_it_was_touched) {
    const Seen view = seen(facts(1));
    EXPECT_TRUE(view.says("*Acme* · renewal in 40 days · no touch on record"));
    EXPECT_TRUE(view.offers("menu.run", "health acme"));
}

TEST_F(AppHome, shows_the_team_to_its_manager_alone) {
    HomeFacts mine = facts(1);
    EXPECT_TRUE(seen(mine).says("Sponsor calls due today"));
    EXPECT_TRUE(seen(mine).says("Team rescues by stage"));
    mine.leads_a_team = false;
    EXPECT_FALSE(seen(mine).says("Sponsor calls due today"));
    EXPECT_FALSE(seen(mine).says("Team rescues by stage"));
}

TEST_F(AppHome, begins_with_three_numbered_buttons) {
    HomeFacts nothing;
    nothing.first_use = true;
    const Seen view = seen(nothing);
    const auto buttons = view.with_action("menu.run");
    ASSERT_GE(buttons.size(), 3U);
    EXPECT_EQ(buttons[0].text, "1. Add accounts");
    EXPECT_EQ(buttons[1].text, "2. Set working hours");
    EXPECT_EQ(buttons[2].text, "3. Play the demo");
    for (const auto& button : {buttons[0], buttons[1], buttons[2]}) {
        const Seen page{help_on(button.value.substr(5)).value()};
        EXPECT_FALSE(page.says("what you can type")) << button.value << " has a page of its own";
    }
}

} // namespace
} // namespace holdfast::render
