#include "playbooks/rescue/draft_privacy.hpp"
#include "playbooks/rescue/permissions.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace holdfast {
namespace {

using test::Rescue;
using ::testing::HasSubstr;

enum class Who {
    outsider,
    in_room,
    account_manager,
    recovery_lead,
    manager,
    executive,
    executive_by_role,
    admin,
    holdfast
};
constexpr std::array everybody{Who::outsider,          Who::in_room, Who::account_manager,
                               Who::recovery_lead,     Who::manager, Who::executive,
                               Who::executive_by_role, Who::admin,   Who::holdfast};

Rescue staffed() {
    Rescue rescue;
    rescue.apply(event::RoleTaken{RescueRole::recovery_lead, test::lead});
    rescue.apply(event::RoleTaken{RescueRole::executive_sponsor, test::colleague});
    rescue.apply(event::RoleTaken{RescueRole::support_lead, test::manager});
    rescue.apply(event::IndicatorChosen{"uptime", 99, false});
    rescue.does("2026-03-03 09:40",
                request::GrantService{"premium response", {}, test::day("2026-03-17"), "ontime", {}}, test::stranger);
    return rescue;
}

Actor actor(Who who) {
    switch (who) {
    case Who::outsider: return {test::stranger, false};
    case Who::in_room: return {test::stranger, true};
    case Who::account_manager: return {test::account_manager, false};
    case Who::recovery_lead: return {test::lead, false};
    case Who::manager: return {test::manager, false};
    case Who::executive: return {test::executive, false};
    case Who::executive_by_role: return {test::colleague, false};
    case Who::admin: return {test::admin, false};
    case Who::holdfast: return {};
    }
    return {};
}

Standing standing(const Rescue& rescue, Who who) {
    return standing_of(actor(who), rescue.state, rescue.company.around());
}

using Row = std::array<bool, everybody.size()>;
//                           outsider room   owner  lead   manager exec   role   admin  holdfast
constexpr Row everyone_may{true, true, true, true, true, true, true, true, true};
constexpr Row change{false, true, true, true, true, true, true, false, true};
constexpr Row change_and_admins{false, true, true, true, true, true, true, true, true};
constexpr Row propose{false, false, true, true, true, true, true, false, true};
constexpr Row close{false, false, false, true, true, true, true, false, true};
constexpr Row managers{false, false, false, false, true, true, true, false, true};
constexpr Row executives{false, false, false, false, false, true, true, false, true};
constexpr Row executives_and_admins{false, false, false, false, false, true, true, true, true};
constexpr Row managers_and_admins{false, false, false, false, true, true, true, true, true};
constexpr Row owners_managers_and_admins{false, false, true, false, true, true, true, true, true};
constexpr Row admins{false, false, false, false, false, false, false, true, true};
constexpr Row holdfast_alone{false, false, false, false, false, false, false, false, true};

const std::map<Action, Row>& the_table() {
    static const std::map<Action, Row> table{
        {Action::log, everyone_may},
        {Action::change, change},
        {Action::give_lead, propose},
        {Action::give_executive, managers},
        {Action::take_executive, managers},
        {Action::request_concession, propose},
        {Action::approve_tier_2, close},
        {Action::approve_tier_3, managers},
        {Action::approve_tier_4, executives},
        {Action::propose_closing, propose},
        {Action::close, close},
        {Action::use_draft, holdfast_alone},
        {Action::see_own_side_risk, managers},
        {Action::read_record, change_and_admins},
        {Action::change_account, owners_managers_and_admins},
        {Action::name_superiors, managers_and_admins},
        {Action::export_team, managers_and_admins},
        {Action::export_all, executives_and_admins},
        {Action::erase, admins},
        {Action::audit, admins},
        {Action::configure, admins},
    };
    return table;
}

TEST(Permissions, the_table_cell_by_cell) {
    const auto rescue = staffed();
    for (const auto action : all_actions) {
        ASSERT_TRUE(the_table().contains(action)) << static_cast<int>(action);
        for (std::size_t i = 0; i < everybody.size(); ++i) {
            EXPECT_EQ(may(action, standing(rescue, everybody[i])), the_table().at(action)[i])
                << static_cast<int>(action) << " " << i;
        }
        EXPECT_FALSE(who_may(action).empty());
        EXPECT_FALSE(instead_of(action, standing(rescue, Who::outsider)).empty());
    }
}

TEST(Permissions, S1_08_a_draft_is_its_writers_alone_until_it_is_sent) {
    auto rescue = staffed();
    rescue.does("2026-03-03 10:00", test::touch_with("Dana Fox"), test::colleague);
    const auto is_readable_to = [&](const UserId& user) {
        return !refusal_of_draft({user, true}, rescue.state, rescue.state.summaries.back(), rescue.company.around());
    };
    EXPECT_TRUE(is_readable_to(test::colleague));
    for (const auto& user :
         {test::lead, test::manager, test::executive, test::account_manager, test::stranger, test::admin})
        EXPECT_FALSE(is_readable_to(user)) << user.value;
    rescue.does("2026-03-03 10:05", request::SendSummary{1}, test::colleague);
    EXPECT_TRUE(is_readable_to(test::stranger));
}

TEST(Permissions, S1_08_the_draft_of_somebody_who_has_left_is_the_leads_else_the_acting_managers) {
    auto rescue = staffed();
    rescue.does("2026-03-03 10:00", test::touch_with("Dana Fox"), test::colleague);
    const auto keeper = [&] { return keeper_of(rescue.state.summaries.back(), rescue.state, rescue.company.around()); };
    EXPECT_EQ(keeper(), test::colleague);
    rescue.company.deactivated.insert(test::colleague);
    EXPECT_EQ(keeper(), test::lead);
    const auto refused = rescue.ask(rescue.now, request::SendSummary{1}, {test::manager, true});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().whose, test::lead);
    EXPECT_THAT(refused.error().why, HasSubstr("has left Slack"));
    rescue.company.unknown.insert(test::lead);
    EXPECT_EQ(keeper(), test::manager);
    rescue.company.deactivated.insert(test::manager);
    EXPECT_EQ(keeper(), test::executive);
    rescue.does("2026-03-03 11:00", request::EditSummary{1, "Dear Dana, we move to Hamburg"}, test::executive);
    rescue.does("2026-03-03 11:05", request::SendSummary{1}, test::executive);
    EXPECT_TRUE(rescue.evidence(8).earned);
}

TEST(Permissions, S1_08_requests_about_a_draft_of_somebody_else_are_refused_and_name_the_writer) {
    auto rescue = staffed();
    rescue.does("2026-03-03 10:00", test::touch_with("Dana Fox"), test::colleague);
    const auto number = rescue.state.summaries.back().touch;
    for (const Request& request :
         std::vector<Request>{request::EditSummary{number, "other words"},
                              request::DiscardSummary{number, "not needed"}, request::SendSummary{number}}) {
        const auto answer = rescue.ask(rescue.now, request, {test::stranger, true});
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().whose, test::colleague);
        EXPECT_FALSE(answer.error().instead.empty());
    }
    EXPECT_EQ(rescue.state.summary_of(number)->state, SummaryState::draft);
    EXPECT_FALSE(rescue.ask(rescue.now, request::SendSummary{number}, {test::manager, true}));
    EXPECT_TRUE(rescue.ask(rescue.now, request::SendSummary{number}, {test::colleague, true}));
}

TEST(Permissions, the_latest_readable_summary_is_none_of_somebody_elses_drafts) {
    auto rescue = staffed();
    rescue.does("2026-03-03 10:00", test::touch_with("Dana Fox"), test::colleague);
    rescue.does("2026-03-03 10:10", test::touch_with("Dana Fox"), test::manager);
    const auto around = rescue.company.around();
    EXPECT_EQ(latest_readable_summary(rescue.state, {test::stranger, true}, around), nullptr);
    EXPECT_EQ(latest_readable_summary(rescue.state, {test::manager, false}, around)->touch, 2);
    rescue.state.roles.clear();
    EXPECT_EQ(latest_readable_summary(rescue.state, {test::colleague, false}, around)->touch, 1);
}

TEST(Permissions, without_a_rescue_the_accounts_record_says_who_is_in_charge) {
    const test::Company company;
    Account account;
    account.owner = test::account_manager;
    account.manager = test::manager;
    const auto towards = [&](const UserId& user) { return standing_of({user, false}, account, company.around()); };
    EXPECT_TRUE(may(Action::change, towards(test::account_manager)));
    EXPECT_TRUE(may(Action::change_account, towards(test::manager)));
    EXPECT_FALSE(may(Action::change, towards(test::stranger)));
    EXPECT_TRUE(may(Action::log, towards(test::stranger)));
    account.owner = account.manager = UserId{};
    EXPECT_TRUE(may(Action::change, towards(test::stranger)));
}

TEST(Permissions, an_account_manager_names_nobody_above_the_account_while_somebody_is_there) {
    test::Company company;
    Account account;
    account.owner = test::account_manager;
    account.manager = test::manager;
    account.executive_sponsor = test::executive;
    const auto may_name = [&](const UserId& who, const UserId& named) {
        const Actor actor{who, false};
        const auto around = company.around();
        return may_name_superior(standing_of(actor, account, around), actor, account, named, around);
    };
    EXPECT_FALSE(may_name(test::account_manager, test::account_manager));
    EXPECT_FALSE(may_name(test::account_manager, test::colleague));
    for (const auto& who : {test::manager, test::executive, test::admin})
        EXPECT_TRUE(may_name(who, test::colleague)) << who.value;
    company.deactivated = {test::manager, test::executive};
    EXPECT_TRUE(may_name(test::account_manager, test::colleague)) << "or it could never be settled";
    EXPECT_FALSE(may_name(test::account_manager, test::account_manager)) << "nobody approves their own request";
    EXPECT_FALSE(may_name(test::stranger, test::stranger));
    account.owner = account.manager = account.executive_sponsor = UserId{};
    EXPECT_TRUE(may_name(test::stranger, test::stranger)) << "nobody is in charge, so everybody is";
}

TEST(Permissions, an_address_that_is_nobodys_yet_may_be_the_askers_own) {
    test::Company company;
    company.deactivated = {test::manager, test::executive};
    Account account;
    account.owner = test::account_manager;
    account.manager = test::manager;
    account.executive_sponsor = test::executive;
    const UserId address{"new.person@corp.example"};
    const auto may_name = [&](const UserId& who) {
        const Actor actor{who, false};
        const auto around = company.around();
        return may_name_superior(standing_of(actor, account, around), actor, account, address, around);
    };
    EXPECT_FALSE(may_name(test::account_manager));
    EXPECT_TRUE(may_name(test::admin)) << "who may name anybody may name whoever it is";
    account.owner = account.manager = account.executive_sponsor = UserId{};
    EXPECT_TRUE(may_name(test::stranger));
}

TEST(Permissions, Q13_a_group_on_the_list_stands_for_its_members) {
    auto rescue = staffed();
    rescue.company.groups[UserId{"S0CHIEFS"}] = {test::stranger};
    rescue.company.policy.leaders = {UserId{"S0CHIEFS"}};
    EXPECT_TRUE(standing(rescue, Who::outsider).leader);
    EXPECT_FALSE(standing(rescue, Who::admin).leader);
    rescue.company.policy.admins = {UserId{"S0CHIEFS"}};
    EXPECT_TRUE(standing(rescue, Who::outsider).admin);
}

TEST(Permissions, whoever_has_a_part_in_the_rescue_belongs_to_its_room_wherever_they_answer) {
    auto rescue = staffed();
    rescue.apply(event::RoleTaken{RescueRole::support_lead, test::stranger});
    EXPECT_TRUE(may(Action::change, standing(rescue, Who::outsider)));
}

TEST(Permissions, only_who_is_reminded_or_in_charge_puts_a_reminder_off) {
    auto rescue = staffed();
    const auto wanted = rescue.wanted();
    ASSERT_FALSE(wanted.empty());
    const request::SnoozeReminder snooze{wanted.front().key, rescue.now + std::chrono::minutes{20}, ""};
    EXPECT_FALSE(rescue.ask(rescue.now, snooze, actor(Who::outsider)));
    EXPECT_FALSE(rescue.ask(rescue.now, snooze, actor(Who::in_room)));
    EXPECT_TRUE(rescue.ask(rescue.now, snooze, {wanted.front().to.front(), false}));
}

TEST(Permissions, every_request_asks_for_the_right_that_the_table_names) {
    event::ReviewHeld review;
    review.what_happened = "two late deliveries";
    review.sponsor_present = true;
    review.safeguards = {{"a second carrier", test::lead, test::day("2026-05-01")}};
    const auto due = test::moment("2026-03-12 12:00", test::berlin);
    const auto today = test::moment("2026-03-03 09:50", test::berlin);
    struct Cell {
        Request request;
        Row row;
    };
    const std::vector<Cell> cells{
        {request::AddSignal{{SignalKind::tickets_up, today, {}, "", ""}}, everyone_may},
        {test::touch_with("Dana Fox"), everyone_may},
        {test::call_with_sponsor(), everyone_may},
        {request::DismissSignal{0, "why"}, change},
        {request::RecordFacts{"a", "b", "c"}, change},
        {request::NoteTimeline{"what happened", {}, ""}, change},
        {request::NameSponsor{{"Eve Ray", "", "", ""}}, change},
        {request::MoveSponsorCall{due - std::chrono::hours{24 * 8}, "travelling"}, change},
        {request::DelegateSponsorCall{test::lead}, change},
        {request::TakeRole{RescueRole::support_lead, test::lead}, change},
        {request::DropRole{RescueRole::recovery_lead}, close},
        {request::ShareContact{}, change},
        {test::plan_of({test::row(0, "Move the night shift", test::lead, "2026-03-06")}), change},
        {request::DeclineService{"stopped"}, change},
        {request::GrantService{"daily status", {}, test::day("2026-03-17"), "ontime", {}}, change},
        {request::ExtendService{0, test::day("2026-03-20"), "shaky"}, change},
        {request::StopService{}, change},
        {request::KeepService{0, "worth it"}, close},
        {request::AddContact{"Ines", "", BuyingRole::other, "operations"}, change},
        {request::ContactLeft{"Ines"}, change},
        {request::BookCheckin{2, 600, "Europe/Berlin"}, change},
        {request::ChooseIndicator{"ontime", 95, false}, change},
        {request::DropIndicator{"uptime", ""}, change},
        {request::ChangeStep{6, {}, {}, due, ""}, change},
        {request::HoldReview{review}, propose},
        {request::CloseRescue{event::Outcome::lost, "a rival", "their notice", LossReason::rival}, propose},
    };
    for (const auto& [request, row] : cells) {
        for (std::size_t i = 0; i < everybody.size(); ++i) {
            auto rescue = staffed();
            if (std::holds_alternative<request::DeclineService>(request))
                rescue.does("2026-03-03 09:45", request::StopService{});
            const auto version = rescue.state.version;
            const auto answer = rescue.ask(today, request, actor(everybody[i]));
            EXPECT_EQ(answer.has_value(), row[i])
                << "request " << request.index() << " by " << i << (answer ? "" : ": " + answer.error().why);
            EXPECT_EQ(rescue.state.version > version, row[i]);
        }
    }
}

TEST(Permissions, a_manager_who_is_an_admin_too_keeps_the_rights_of_a_manager) {
    auto rescue = staffed();
    rescue.company.policy.admins.insert(test::manager);
    EXPECT_TRUE(may(Action::close, standing_of({test::manager, false}, rescue.state, rescue.company.around())));
    EXPECT_TRUE(may(Action::configure, standing_of({test::manager, false}, rescue.state, rescue.company.around())));
}

TEST(Permissions, nobody_is_in_charge_where_nobody_is_named) {
    auto opening = test::acme();
    opening.owner = opening.manager = opening.executive_sponsor = {};
    const Rescue rescue{"2026-03-03 09:12", opening};
    EXPECT_FALSE(may(Action::close, standing_of({test::stranger, true}, rescue.state, rescue.company.around())));
}

TEST(Permissions, a_refusal_says_what_who_may_and_what_to_do_instead) {
    auto rescue = staffed();
    const auto answer =
        rescue.ask(rescue.now, request::CloseRescue{event::Outcome::lost, "a rival", ""}, actor(Who::in_room));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().what, "You cannot do this for Acme GmbH");
    EXPECT_EQ(answer.error().why,
              "it is for the account manager, the recovery lead, the manager or the executive sponsor");
    EXPECT_FALSE(answer.error().instead.empty());
}

} // namespace
} // namespace holdfast
