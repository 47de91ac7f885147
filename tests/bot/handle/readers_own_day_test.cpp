// What one person reads of what is due: today alone at the head of the App Home, and every time in their own zone.
#include "bot/remind/morning_digest.hpp"
#include "bot/slack/outgoing.hpp"
#include "storage/accounts.hpp"
#include "storage/slack_users.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

/// The rescue of Acme, whose account manager sits in London; the company is in Berlin.
class ReadersOwnDay : public testing::Test {
protected:
    ReadersOwnDay() {
        office.database().write_now([](Transaction& tx) {
            store_user(tx, {UserId{"U0LONDON"}, "ann@example.com", "Ann", "Europe/London", false, false, Instant{}});
            auto acme = find_account(tx, AccountId{"acme"}).value();
            acme.owner = UserId{"U0LONDON"};
            upsert_account(tx, acme);
        });
        office.at_berlin("2026-03-03T10:05"); // Tuesday, just after nine in London
        office.type("U0MANAGER", "open acme late deliveries");
    }

    std::string home_of(const std::string& user) {
        EventCallback opened;
        opened.event_id = "Ev-home-" + user;
        opened.type = "app_home_opened";
        opened.user = UserId{user};
        opened.tab = "home";
        office.send(opened);
        return readable(office.surface().seen.back().json);
    }

    Office office;
};

TEST_F(ReadersOwnDay, the_app_home_lists_under_today_what_is_due_today_and_counts_the_rest) {
    const auto home = home_of("U0LONDON");
    const auto today = home.substr(home.find("Today\n"), home.find("My rescues") - home.find("Today\n"));
    EXPECT_THAT(today, HasSubstr("Step 1:"));
    for (const std::string later : {"Step 4:", "Step 5:", "Step 6:", "Step 7:"})
        EXPECT_THAT(today, Not(HasSubstr(later)));
    EXPECT_THAT(today, AllOf(HasSubstr(" to-dos later"), HasSubstr("All my to-dos")));
    EXPECT_THAT(office.type("U0LONDON", "todo"), HasSubstr("Step 7:"));
}

TEST_F(ReadersOwnDay, the_app_home_lists_under_today_what_is_overdue) {
    office.at_berlin("2026-03-05T12:00");
    const auto home = home_of("U0LONDON");
    const auto today = home.substr(home.find("Today\n"), home.find("My rescues") - home.find("Today\n"));
    EXPECT_THAT(today, AllOf(HasSubstr("overdue"), HasSubstr("Step 1:"), HasSubstr("Step 4:")));
    EXPECT_THAT(today, Not(HasSubstr("Step 6:")));
}

TEST_F(ReadersOwnDay, rule_10_answers_and_the_app_home_tell_times_in_the_zone_of_their_reader) {
    for (const std::string typed : {"todo", "status acme", "timeline acme", "step acme 3", "list mine"}) {
        const auto answer = office.type("U0LONDON", typed);
        EXPECT_THAT(answer, AllOf(HasSubstr(" GMT>"), Not(HasSubstr(" CET>")), Not(HasSubstr(" UTC>")))) << typed;
    }
    EXPECT_THAT(home_of("U0LONDON"), AllOf(HasSubstr(" GMT>"), Not(HasSubstr(" CET>")), Not(HasSubstr(" UTC>"))));
    EXPECT_THAT(office.type("U0MANAGER", "status acme"), AllOf(HasSubstr(" CET>"), Not(HasSubstr(" GMT>"))));
}

TEST_F(ReadersOwnDay, rule_10_what_was_changed_is_confirmed_in_the_zone_of_whoever_did) {
    EXPECT_THAT(office.type("U0LONDON", "step acme 7 due:fri"), HasSubstr(" GMT>"));
}

TEST_F(ReadersOwnDay, rule_10_the_morning_digest_tells_times_in_the_zone_of_its_reader) {
    const auto rescues = office.desk().book().all_open(office.desk().reader());
    const auto mornings = mornings_due(office.desk(), rescues, office.now());
    const auto hers = std::ranges::find(mornings, UserId{"U0LONDON"}, &Morning::to);
    ASSERT_NE(hers, mornings.end());
    const auto digest = digest_of(office.desk(), rescues, *hers, office.now());
    ASSERT_TRUE(digest);
    const auto text = readable(slack::outgoing_from(digest->payload).arguments);
    EXPECT_THAT(text, AllOf(HasSubstr("Step 1:"), HasSubstr(" GMT>"), Not(HasSubstr(" CET>"))));
}

} // namespace
