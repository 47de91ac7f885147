// Who is in charge: whose rights nobody can take for themselves, who acts for somebody who has left, and who hears of
// it.
#include "bot/handle/absence.hpp"
#include "storage/accounts.hpp"
#include "storage/slack_users.hpp"
#include "storage/unknown_colleagues.hpp"
#include "storage/user_groups.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

namespace {

class PeopleInCharge : public testing::Test {
protected:
    PeopleInCharge() {
        office.type("U0MANAGER", "open acme late deliveries");
        office.give_room("acme", "C0ROOM");
    }

    void leaves(const std::string& user) {
        about(user, "user_change", {{"id", user}, {"deleted", true}, {"profile", {{"real_name", user}}}});
    }
    void about(const std::string& id, const std::string& type, const nlohmann::json& user) {
        EventCallback event;
        event.event_id = "Ev" + id + type;
        event.type = type;
        event.event_json = nlohmann::json{{"user", user}}.dump();
        office.send(event);
    }
    Account account() {
        auto reader = office.database().reader();
        return find_account(reader, AccountId{"acme"}).value();
    }
    UserId in_charge(const std::string& id) {
        const auto rescue = office.rescue(id)->id;
        return office.database().write_now([&](Transaction& tx) { return office.desk().in_charge(tx, rescue); });
    }
    std::string card() { return readable(office.living("acme", "card")); }
    std::vector<std::string> absences() {
        std::vector<std::string> whats;
        for (const auto& finding : findings_about_absence(office.desk())) {
            EXPECT_FALSE(finding.good);
            EXPECT_THAT(finding.fix, HasSubstr("names another"));
            whats.push_back(finding.what);
        }
        return whats;
    }

    Office office;
};

} // namespace

TEST_F(PeopleInCharge, S1_24_when_the_manager_is_gone_card_roles_and_doctor_name_the_executive_sponsor) {
    EXPECT_THAT(card(), HasSubstr("<@U0MANAGER> → <@U0EXEC>"));
    EXPECT_THAT(absences(), IsEmpty());
    leaves("U0MANAGER");
    EXPECT_THAT(card(), AllOf(Not(HasSubstr("<@U0MANAGER> →")), HasSubstr("Name the recovery owner* · <@U0EXEC>")));
    EXPECT_THAT(office.type("U0OWNER", "role acme"), HasSubstr("<@U0EXEC> acts instead"));
    EXPECT_THAT(absences(), ElementsAre(AllOf(HasSubstr("Acme GmbH"), HasSubstr("the manager"), HasSubstr("Erik"))));
}

TEST_F(PeopleInCharge, S1_24_when_the_manager_is_gone_the_executive_sponsor_is_in_charge) {
    EXPECT_EQ(in_charge("acme"), UserId{"U0MANAGER"});
    leaves("U0MANAGER");
    EXPECT_EQ(in_charge("acme"), UserId{"U0EXEC"});
}

TEST_F(PeopleInCharge, D_15_whoever_opened_the_rescue_of_an_account_with_nobody_on_record_is_in_charge) {
    office.database().write_now([](Transaction& tx) {
        Account birch;
        birch.id = AccountId{"birch"};
        birch.name = "Birch";
        upsert_account(tx, birch);
    });
    office.type("U0KIM", "open birch late deliveries");
    EXPECT_EQ(in_charge("birch"), UserId{"U0KIM"});
}

TEST_F(PeopleInCharge, S1_24_a_manager_named_anew_takes_the_running_rescue_over) {
    leaves("U0MANAGER");
    office.type("U0EXEC", "account set acme manager:<@U0KIM>");
    office.tick();
    EXPECT_EQ(office.rescue("acme")->manager, UserId{"U0KIM"});
    EXPECT_THAT(office.told("U0KIM"), Contains(HasSubstr("What to say")));
    EXPECT_THAT(office.lines("acme"), Contains(HasSubstr("manager <@U0KIM>")));
    EXPECT_THAT(absences(), IsEmpty());
    EXPECT_TRUE(office.living("acme", "call/manager").is_null()) << "what the former manager has is not rewritten";
    const auto version = office.rescue("acme")->version;
    office.type("U0EXEC", "account set acme segment:large");
    office.tick();
    EXPECT_EQ(office.rescue("acme")->version, version);
}

TEST_F(PeopleInCharge, an_account_manager_makes_nobody_manager_herself_least_of_all) {
    for (const std::string key : {"manager", "executive"}) {
        EXPECT_THAT(office.type("U0OWNER", "account set acme " + key + ":<@U0OWNER>"),
                    HasSubstr("nobody approves their own request"));
        EXPECT_THAT(office.type("U0OWNER", "account set acme " + key + ":<@U0KIM>"), HasSubstr("nobody approves"));
    }
    EXPECT_EQ(account().manager, UserId{"U0MANAGER"});
    EXPECT_EQ(account().executive_sponsor, UserId{"U0EXEC"});
    EXPECT_THAT(office.type("U0OWNER", "account set acme manager:<@U0MANAGER> segment:large"), HasSubstr("up to date"))
        << "the same again gives nobody a right";
    office.type("U0OWNER", "account set acme owner:<@U0KIM>");
    EXPECT_EQ(account().owner, UserId{"U0KIM"});
}

TEST_F(PeopleInCharge, an_account_manager_names_nobody_by_an_address_that_slack_cannot_resolve_just_now) {
    office.database().write_now([](Transaction& tx) {
        Account zeta;
        zeta.id = AccountId{"zeta"};
        zeta.name = "Zeta";
        zeta.owner = UserId{"U0NEW"};
        upsert_account(tx, zeta);
    });
    const auto zeta = [&] { return find_account(office.desk().reader(), AccountId{"zeta"}).value(); };
    for (const std::string key : {"manager", "executive"}) {
        EXPECT_THAT(office.type("U0NEW", "account set zeta " + key + ":new@example.com"),
                    AllOf(HasSubstr("new@example.com"), HasSubstr("Try again"), HasSubstr("mention")));
    }
    EXPECT_EQ(zeta().manager, UserId{});
    EXPECT_EQ(zeta().executive_sponsor, UserId{});
    about("U0NEW", "team_join", {{"id", "U0NEW"}, {"profile", {{"real_name", "Nele"}, {"email", "new@example.com"}}}});
    EXPECT_THAT(office.type("U0NEW", "account set zeta manager:new@example.com"),
                HasSubstr("nobody approves their own request"));
    office.type("U0NEW", "account set zeta manager:Kim@example.com");
    EXPECT_EQ(office.desk().around().known_as(zeta().manager), UserId{"U0KIM"});
    office.type("U0KIM", "account set zeta executive:later@example.com");
    EXPECT_EQ(zeta().executive_sponsor, UserId{"later@example.com"}) << "the manager may name anybody";
}

TEST_F(PeopleInCharge, S0_87b_an_account_manager_replaces_no_lead_whom_the_manager_named) {
    office.type("U0MANAGER", "role acme lead <@U0KIM>");
    EXPECT_THAT(office.type("U0OWNER", "role acme take lead"), AllOf(HasSubstr("<@U0KIM>"), HasSubstr("Try:")));
    office.surface().seen.clear();
    office.press("U0OWNER", "role.take", "acme#1|lead");
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr("<@U0KIM>"));
    EXPECT_EQ(office.rescue("acme")->holder(RescueRole::recovery_lead), UserId{"U0KIM"});
}

TEST_F(PeopleInCharge, the_manager_hears_of_a_closing_by_the_lead) {
    office.type("U0MANAGER", "role acme lead <@U0KIM>");
    office.type("U0KIM", "close acme false-alarm a holiday in their plant");
    EXPECT_THAT(office.told("U0MANAGER"), Contains(AllOf(HasSubstr("Acme GmbH"), HasSubstr("false alarm"),
                                                         HasSubstr("a holiday in their plant"))));
}

TEST_F(PeopleInCharge, S1_24_when_the_sponsor_leaves_card_and_ladder_ask_for_the_next_one) {
    EXPECT_THAT(card(), HasSubstr("Dana Fox"));
    EXPECT_THAT(office.type("U0OWNER", "people acme left \"Dana Fox\""), HasSubstr("The sponsor is unknown now"));
    EXPECT_THAT(card(), AllOf(Not(HasSubstr("Dana Fox")), HasSubstr("name unknown")));
    EXPECT_THAT(readable(office.living("acme", "call/manager")), HasSubstr("Sponsor unknown"));
    EXPECT_THAT(office.lines("acme"), Contains(HasSubstr("The sponsor is unknown now")));
    EXPECT_THAT(office.told("U0MANAGER"), Contains(HasSubstr("`/rescue sponsor acme \"name\"`")));
    EXPECT_THAT(office.type("U0MANAGER", "call acme reached we spoke"),
                HasSubstr("nobody knows yet who the sponsor is"));
    office.type("U0OWNER", "sponsor acme \"Eve Ray\" phone:+49301");
    EXPECT_THAT(card(), HasSubstr("Eve Ray"));
}

TEST_F(PeopleInCharge, S1_06_somebody_on_record_before_the_opening_widens_nothing) {
    office.type("U0OWNER", "people acme add \"Dana Fox\" dept:finance");
    office.type("U0OWNER", "touch acme kind:meeting with:\"Dana Fox\" the invoices");
    office.type("U0OWNER", "people acme add \"Ines Roth\" dept:operations");
    office.type("U0OWNER", "touch acme kind:meeting with:\"Ines Roth\" the night shift");
    EXPECT_THAT(card(), HasSubstr("1/2"));
    EXPECT_THAT(office.type("U0OWNER", "step acme 6 done"), HasSubstr("somebody in finance"));
    EXPECT_THAT(office.type("U0OWNER", "people acme"), Not(HasSubstr("Fox* · ⭐ sponsor · 🆕")));
}

TEST_F(PeopleInCharge, the_record_is_read_by_those_who_may_export_it_and_by_nobody_else) {
    for (const std::string typed : {"timeline acme", "timeline acme export"}) {
        EXPECT_THAT(office.type("U0NOSY", typed), HasSubstr("The record of Acme GmbH is not for you")) << typed;
        EXPECT_THAT(office.type("U0OWNER", typed), Not(HasSubstr("not for you"))) << typed;
        office.wait(std::chrono::minutes{1});
        EXPECT_THAT(office.type("U0NOSY", typed, "C0ROOM"), Not(HasSubstr("not for you"))) << typed;
    }
    office.type("U0MANAGER", "close acme false-alarm nothing");
    EXPECT_THAT(office.type("U0NOSY", "timeline acme"), HasSubstr("not for you"));
    EXPECT_THAT(office.type("U0NOSY", "timeline acme", "C0ROOM"), HasSubstr("false alarm")) << "the room stays theirs";
}

TEST_F(PeopleInCharge, the_room_of_a_former_rescue_gives_no_right_over_the_next_one) {
    office.type("U0MANAGER", "close acme false-alarm nothing");
    office.type("U0MANAGER", "open acme late again");
    office.give_room("acme", "C0NEXT");
    office.type("U0MANAGER", "plan acme add ship it owner:<@U0KIM> due:fri");
    EXPECT_THAT(office.type("U0NOSY", "timeline acme", "C0ROOM"), HasSubstr("not for you"));
    EXPECT_THAT(office.type("U0NOSY", "plan drop 1 because", "C0ROOM"), HasSubstr("cannot do this"));
    ASSERT_EQ(office.rescue("acme")->id, CaseId{"acme#2"});
    EXPECT_EQ(office.rescue("acme")->plan.front().state, PlanRowState::open);
    EXPECT_THAT(office.type("U0NOSY", "timeline", "C0NEXT"), Not(HasSubstr("not for you")));
}

TEST_F(PeopleInCharge, D_14_who_joins_the_workspace_is_known_at_once_by_the_address_on_record) {
    const UserId address{"new@example.com"};
    office.type("U0MANAGER", "account set acme owner:new@example.com");
    office.tick();
    office.database().write_now([&](Transaction& tx) { (void)remember_unknown_colleague(tx, address, office.now()); });
    ASSERT_EQ(office.rescue("acme")->owner, address);
    about(
        "U0NEW", "team_join",
        {{"id", "U0NEW"}, {"tz", "Europe/Lisbon"}, {"profile", {{"real_name", "Nele"}, {"email", "new@example.com"}}}});
    EXPECT_EQ(office.rescue("acme")->owner, UserId{"U0NEW"});
    EXPECT_EQ(account().owner, UserId{"U0NEW"});
    const auto around = office.desk().around();
    EXPECT_FALSE(around.is_gone(address));
    EXPECT_EQ(around.zone_of(UserId{"U0NEW"})->name(), "Europe/Lisbon");
}

TEST_F(PeopleInCharge, Q13_a_group_stands_for_its_members) {
    const UserId group{"S0CHIEFS"};
    const std::array members{UserId{"U0KIM"}, UserId{"U0EXEC"}, UserId{"U0KIM"}};
    office.database().write_now([&](Transaction& tx) { EXPECT_TRUE(store_group_members(tx, group, members)); });
    office.database().write_now([&](Transaction& tx) { EXPECT_FALSE(store_group_members(tx, group, members)); });
    const auto around = office.desk().around();
    EXPECT_THAT(around.people_behind(group), ElementsAre(UserId{"U0EXEC"}, UserId{"U0KIM"}));
    EXPECT_TRUE(around.is_among({group}, UserId{"U0KIM"}));
    EXPECT_FALSE(around.is_among({group}, UserId{"U0OWNER"}));
    EXPECT_TRUE(around.is_among({UserId{"Olga@example.com"}}, UserId{"U0OWNER"})) << "by address";
    EXPECT_THAT(around.people_behind(UserId{"S0OTHER"}), IsEmpty());
}
