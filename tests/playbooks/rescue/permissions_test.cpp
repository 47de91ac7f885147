#include "playbooks/rescue/permissions.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::Rescue;

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
    rescue.does("2026-03-03 09:40",
                request::GrantService{"premium response", {}, test::day("2026-03-17"), "ontime", {}});
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

using Row = std::array<bool, everybody.size()>;
//                           outsider room   owner  lead   manager exec   role   admin  holdfast
constexpr Row everyone_may{true, true, true, true, true, true, true, true, true};
constexpr Row change{false, true, true, true, true, true, true, false, true};
constexpr Row propose{false, false, true, true, true, true, true, false, true};
constexpr Row close{false, false, false, true, true, true, true, false, true};
constexpr Row configure{false, false, false, false, false, false, false, true, true};

TEST(Permissions, the_table_cell_by_cell) {
    const auto rescue = staffed();
    for (const auto& [action, row] :
         {std::pair{Action::log, everyone_may}, std::pair{Action::change, change},
          std::pair{Action::propose_closing, propose}, std::pair{Action::close, close},
          std::pair{Action::keep_service, close}, std::pair{Action::configure, configure}}) {
        for (std::size_t i = 0; i < everybody.size(); ++i) {
            EXPECT_EQ(may(action, standing_of(actor(everybody[i]), rescue.state, rescue.company.policy)), row[i])
                << static_cast<int>(action) << " " << i;
        }
        EXPECT_FALSE(who_may(action).empty());
    }
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
        {request::AddSignal{{SignalKind::tickets_up, today, {}, "", ""}, {}}, everyone_may},
        {test::touch_with("Dana Fox"), everyone_may},
        {test::call_with_sponsor(), everyone_may},
        {request::SnoozeReminder{"step/1/due", today + std::chrono::hours{1}, ""}, everyone_may},
        {request::DismissSignal{0, "why"}, change},
        {request::RecordFacts{"a", "b", "c"}, change},
        {request::NoteTimeline{"what happened", {}, ""}, change},
        {request::NameSponsor{{"Eve Ray", "", "", ""}, {}}, change},
        {request::MoveSponsorCall{due - std::chrono::hours{24 * 7}, "travelling"}, change},
        {request::DelegateSponsorCall{test::lead}, change},
        {request::TakeRole{RescueRole::support_lead, test::lead}, change},
        {request::DropRole{RescueRole::recovery_lead}, change},
        {request::ShareContact{}, change},
        {test::plan_of({test::row(0, "Move the night shift", test::lead, "2026-03-06")}), change},
        {request::DeclineService{"stopped"}, change},
        {request::GrantService{"daily status", {}, test::day("2026-03-17"), "ontime", {}}, change},
        {request::ExtendService{test::day("2026-03-20"), "shaky"}, change},
        {request::StopService{}, change},
        {request::KeepService{"worth it"}, close},
        {request::AddContact{"Ines", "", BuyingRole::other, "operations"}, change},
        {request::ContactLeft{"Ines"}, change},
        {request::BookCheckin{2, 600, "Europe/Berlin"}, change},
        {request::ChooseIndicator{"ontime", 95, false}, change},
        {request::ChangeStep{6, {}, {}, due, ""}, change},
        {request::HoldReview{review}, propose},
        {request::CloseRescue{event::Outcome::lost, "a rival", ""}, close},
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
    EXPECT_TRUE(may(Action::close, standing_of({test::manager, false}, rescue.state, rescue.company.policy)));
    EXPECT_TRUE(may(Action::configure, standing_of({test::manager, false}, rescue.state, rescue.company.policy)));
}

TEST(Permissions, nobody_is_in_charge_where_nobody_is_named) {
    auto opening = test::acme();
    opening.owner = opening.manager = opening.executive_sponsor = {};
    const Rescue rescue{"2026-03-03 09:12", opening};
    EXPECT_FALSE(may(Action::close, standing_of({test::stranger, true}, rescue.state, rescue.company.policy)));
}

TEST(Permissions, a_refusal_says_what_who_may_and_what_to_do_instead) {
    auto rescue = staffed();
    const auto answer =
        rescue.ask(rescue.now, request::CloseRescue{event::Outcome::lost, "a rival", ""}, actor(Who::in_room));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().what, "You cannot do this for Acme GmbH");
    EXPECT_EQ(answer.error().why, "it is for the recovery lead, the manager or the executive sponsor");
    EXPECT_FALSE(answer.error().instead.empty());
}

} // namespace
} // namespace holdfast
