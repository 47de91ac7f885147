#include "playbooks/rescue/service_advice.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::Company;
using test::day;
using test::moment;
using test::Rescue;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

request::GrantService premium(std::optional<Day> end) {
    return {"premium response", {}, end, "ontime", Money{90'000}};
}

std::vector<std::string> warnings(const Rescue& rescue) {
    std::vector<std::string> times;
    for (const auto& reminder : rescue.wanted(ReminderKind::service_ends))
        times.push_back(test::day_and_clock(reminder.due));
    return times;
}

TEST(Service, S1_18_without_an_end_or_a_measure_it_is_refused) {
    Rescue rescue;
    EXPECT_EQ(rescue.ask("2026-03-03 14:00", premium({})).error().field, "end");
    EXPECT_EQ(rescue.ask("2026-03-03 14:00", premium(day("2026-03-03"))).error().field, "end");
    EXPECT_EQ(rescue.ask("2026-03-03 14:00", premium(day("2026-03-01"))).error().field, "end");
    auto past = premium(day("2026-03-01"));
    past.start = day("2026-02-01");
    EXPECT_EQ(rescue.ask("2026-03-03 14:00", past).error().why, "2026-03-01 is in the past");
    auto unmeasured = premium(day("2026-03-17"));
    unmeasured.measure.clear();
    EXPECT_EQ(rescue.ask("2026-03-03 14:00", unmeasured).error().field, "measure");
    auto nameless = premium(day("2026-03-17"));
    nameless.what.clear();
    EXPECT_EQ(rescue.ask("2026-03-03 14:00", nameless).error().field, "what");
    auto paid_for = premium(day("2026-03-17"));
    paid_for.cost.cents = -1;
    EXPECT_EQ(rescue.ask("2026-03-03 14:00", paid_for).error().field, "cost");
    EXPECT_THAT(rescue.state.services, IsEmpty());

    rescue.does("2026-03-03 14:00", premium(day("2026-03-17")));
    EXPECT_EQ(rescue.state.services[0].start, day("2026-03-03"));
    EXPECT_EQ(rescue.ask("2026-03-03 14:00", premium(day("2026-03-20"))).error().field, "what");
}

TEST(Service, S1_18_is_extended_once_with_a_reason_and_to_a_day_that_is_ahead) {
    Rescue rescue;
    EXPECT_FALSE(rescue.ask("2026-03-03 14:00", request::ExtendService{0, day("2026-03-20"), "still shaky"}));
    rescue.does("2026-03-03 14:00", premium(day("2026-03-06")));
    EXPECT_FALSE(rescue.ask("2026-03-04 14:00", request::ExtendService{0, day("2026-03-20"), ""}));
    EXPECT_FALSE(rescue.ask("2026-03-04 14:00", request::ExtendService{0, {}, "still shaky"}));
    EXPECT_FALSE(rescue.ask("2026-03-04 14:00", request::ExtendService{0, day("2026-03-06"), "still shaky"}));
    EXPECT_FALSE(rescue.ask("2026-03-12 14:00", request::ExtendService{0, day("2026-03-10"), "still shaky"}))
        << "after its end, but over already";
    rescue.does("2026-03-12 14:00", request::ExtendService{0, day("2026-03-20"), "still shaky"});
    EXPECT_FALSE(rescue.ask("2026-03-13 14:00", request::ExtendService{0, day("2026-03-27"), "again"}));
    rescue.does("2026-03-20 14:00", request::StopService{});
    EXPECT_FALSE(rescue.ask("2026-03-20 14:01", request::StopService{}));
    EXPECT_THAT(warnings(rescue), IsEmpty());
}

TEST(Service, S1_18_becomes_permanent_only_with_a_reason_by_somebody_who_may_approve) {
    Rescue rescue;
    rescue.does("2026-03-03 14:00", premium(day("2026-03-17")), test::account_manager);
    const request::KeepService keep{0, "it pays for itself"};
    for (const auto& nobody_in_charge : {test::account_manager, test::stranger}) {
        const auto refused = rescue.ask("2026-03-10 14:00", keep, nobody_in_charge);
        ASSERT_FALSE(refused);
        EXPECT_THAT(refused.error().why, HasSubstr("the manager or the executive sponsor; ask"));
        EXPECT_EQ(refused.error().whose, test::manager);
        EXPECT_THAT(refused.error().instead, HasSubstr("`/rescue service acme keep 1 "));
    }
    EXPECT_FALSE(rescue.ask("2026-03-10 14:00", request::KeepService{0, ""}, test::manager));
    rescue.does("2026-03-10 14:00", keep, test::manager);
    EXPECT_EQ(rescue.state.services[0].state, ServiceState::permanent);
    EXPECT_THAT(warnings(rescue), IsEmpty());
}

TEST(Service, S1_18_nobody_is_sent_for_the_approval_of_what_does_not_run) {
    Rescue rescue;
    const auto refused = [&](int service) {
        const auto answer =
            rescue.ask("2026-03-10 14:00", request::KeepService{service, "it pays for itself"}, test::account_manager);
        return answer ? Refusal{} : answer.error();
    };
    EXPECT_EQ(refused(0).what, "No temporary service is running");
    EXPECT_EQ(refused(1).what, "No temporary service is running");
    rescue.does("2026-03-03 14:00", premium(day("2026-03-17")), test::account_manager);
    EXPECT_EQ(refused(7).what, "Service 7 does not run");
    EXPECT_EQ(refused(7).whose, UserId{});
    EXPECT_EQ(refused(1).whose, test::manager);
    auto daily = premium(day("2026-03-20"));
    daily.what = "daily status";
    rescue.does("2026-03-03 14:00", daily, test::account_manager);
    EXPECT_EQ(refused(0).what, "Which service is meant?");
    EXPECT_EQ(refused(2).whose, test::manager);
}

TEST(Service, S1_18_nothing_is_advised_after_the_end_that_would_be_refused) {
    Rescue rescue;
    rescue.apply(event::RescueClosed{event::Outcome::lost, "they signed elsewhere", ""});
    const auto refused = rescue.ask("2026-03-10 14:00", request::StopService{1});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().instead, "`/rescue service` shows what there was.");

    Rescue granted;
    granted.company.deactivated = {test::executive};
    granted.does("2026-03-03 14:00", premium(day("2026-03-17")));
    granted.apply(event::RescueClosed{event::Outcome::lost, "they signed elsewhere", ""});
    const auto own = granted.ask("2026-03-10 14:00", request::KeepService{1, "they love it"});
    ASSERT_FALSE(own);
    EXPECT_EQ(own.error().instead, "`/rescue service acme stop 1` ends it.") << "no role is given any more";
}

TEST(Service, S1_18_nobody_approves_what_they_granted_even_where_nobody_else_is_in_charge) {
    Rescue rescue;
    rescue.apply(event::RoleTaken{RescueRole::recovery_lead, test::lead});
    rescue.does("2026-03-03 14:00", premium(day("2026-03-17")), test::lead);
    const request::KeepService keep{1, "they love it"};
    const auto refused = rescue.ask("2026-03-10 14:00", keep, test::lead);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().why, "you granted it, and nobody approves their own request; ask");
    EXPECT_EQ(refused.error().whose, test::manager);
    EXPECT_THAT(refused.error().instead, HasSubstr("`/rescue service acme keep 1 "));
    EXPECT_EQ(rescue.state.services[0].state, ServiceState::running);

    rescue.company.deactivated = {test::manager};
    EXPECT_EQ(rescue.ask("2026-03-10 15:00", keep, test::lead).error().whose, test::executive);
    rescue.company.deactivated = {test::manager, test::executive};
    EXPECT_THAT(rescue.ask("2026-03-10 16:00", keep, test::lead).error().instead,
                HasSubstr("`/rescue account set acme executive:@kim`, typed by its account manager or an admin"));
    EXPECT_EQ(rescue.state.services[0].state, ServiceState::running) << "nobody is left to ask, so somebody is named";
    rescue.does("2026-03-10 16:05", request::PutInCharge{{}, {}, test::colleague, {}}, {});
    EXPECT_EQ(rescue.ask("2026-03-10 16:10", keep, test::lead).error().whose, test::colleague);
    rescue.does("2026-03-10 16:15", keep, test::colleague);
    EXPECT_EQ(rescue.state.services[0].state, ServiceState::permanent);
}

TEST(Service, S1_18_whoever_is_alone_in_charge_names_somebody_who_approves_what_they_granted) {
    const request::KeepService keep{1, "they love it"};
    struct Example {
        UserId alone;
        std::set<UserId> gone;
        RescueRole role;
        std::string advice;
    };
    for (const auto& [alone, gone, role, advice] : std::vector<Example>{
             {test::manager, {test::executive}, RescueRole::executive_sponsor, "`/rescue role acme executive @kim`"},
             {test::executive, {test::manager}, RescueRole::recovery_lead, "`/rescue role acme lead @kim`"}}) {
        Rescue rescue;
        rescue.company.deactivated = gone;
        rescue.does("2026-03-03 14:00", premium(day("2026-03-17")), alone);
        const auto refused = rescue.ask("2026-03-10 14:00", keep, alone);
        ASSERT_FALSE(refused);
        EXPECT_THAT(refused.error().why, HasSubstr("nobody approves their own request"));
        EXPECT_THAT(refused.error().instead, HasSubstr(advice));
        rescue.does("2026-03-10 14:05", request::TakeRole{role, test::colleague}, alone);
        EXPECT_EQ(rescue.ask("2026-03-10 14:10", keep, alone).error().whose, test::colleague);
        rescue.does("2026-03-10 14:15", keep, test::colleague);
        EXPECT_EQ(rescue.state.services[0].state, ServiceState::permanent);
    }
}

TEST(Service, S1_18_can_be_extended_stopped_and_kept_when_the_rescue_is_over) {
    Rescue rescue;
    rescue.does("2026-03-03 14:00", premium(day("2026-03-17")), test::account_manager);
    auto daily = premium(day("2026-03-20"));
    daily.what = "daily status";
    rescue.does("2026-03-03 14:00", daily, test::account_manager);
    rescue.apply(event::RescueClosed{event::Outcome::lost, "they signed elsewhere", ""});
    rescue.does("2026-03-10 14:00", request::ExtendService{1, day("2026-03-24"), "until they have moved"});
    rescue.does("2026-03-10 14:00", request::StopService{2});
    rescue.does("2026-03-10 14:00", request::KeepService{1, "they pay for it"});
    EXPECT_FALSE(rescue.ask("2026-03-10 14:00", premium(day("2026-03-20")))) << "nothing new is granted";
}

TEST(Service, S1_05_its_end_is_announced_a_week_a_day_and_on_the_day_before_weekends_and_holidays) {
    struct Example {
        std::string_view end;
        std::vector<std::string> warnings;
    };
    for (const auto& [end, expected] : std::vector<Example>{
             {"2026-03-17", {"03-10 09:00", "03-16 09:00", "03-17 09:00"}},
             {"2026-03-16", {"03-09 09:00", "03-13 09:00", "03-16 09:00"}}, // a Monday
             {"2026-03-15", {"03-06 09:00", "03-13 09:00"}},                // a Sunday: one word on Friday is enough
             {"2026-03-14", {"03-06 09:00", "03-13 09:00"}},
             {"2026-03-06", {"03-05 09:00", "03-06 09:00"}}, // a week before it, nobody had thought of it
             {"2026-03-04", {"03-04 09:00"}},
         }) {
        Company company;
        company.policy.working_hours.holidays = {day("2026-04-03")};
        Rescue rescue{moment("2026-03-03 09:12", test::berlin), company};
        rescue.does("2026-03-03 14:00", premium(day(end)));
        EXPECT_EQ(warnings(rescue), expected) << end;
    }
}

TEST(Service, S1_05_an_extension_does_not_bring_warnings_for_days_gone_by) {
    Rescue rescue;
    rescue.does("2026-03-03 14:00", premium(day("2026-03-19")));
    rescue.tick("2026-03-18 12:00");
    rescue.does("2026-03-18 14:00", request::ExtendService{0, day("2026-03-20"), "one more delivery"});
    EXPECT_THAT(warnings(rescue), ElementsAre("03-19 09:00", "03-20 09:00"));
    auto backdated = premium(day("2026-03-24"));
    backdated.what = "daily status";
    backdated.start = day("2026-03-09");
    rescue.does("2026-03-18 15:00", backdated);
    EXPECT_THAT(warnings(rescue), ElementsAre("03-19 09:00", "03-20 09:00", "03-23 09:00", "03-24 09:00"));
}

TEST(Service, S1_18_is_not_forgotten_when_the_rescue_goes_into_its_watch) {
    Rescue rescue;
    rescue.does("2026-03-03 14:00", premium(day("2026-03-17")));
    rescue.apply(event::RescueClosed{event::Outcome::recovered, "", ""});
    EXPECT_EQ(warnings(rescue).size(), 3U);
}

TEST(Service, S1_18_of_several_the_one_that_is_meant_is_asked_for) {
    Rescue rescue;
    rescue.does("2026-03-03 14:00", premium(day("2026-03-17")));
    auto daily = premium(day("2026-03-20"));
    daily.what = "daily status";
    rescue.does("2026-03-03 14:00", daily);
    const std::vector<Request> ambiguous{request::StopService{},
                                         request::ExtendService{0, day("2026-03-27"), "still shaky"},
                                         request::KeepService{0, "it pays for itself"}};
    for (const auto& request : ambiguous) {
        const auto refused = rescue.ask("2026-03-04 14:00", request);
        ASSERT_FALSE(refused) << request.index();
        EXPECT_THAT(refused.error().why, HasSubstr("1 “premium response”, 2 “daily status”"));
    }
    rescue.does("2026-03-04 14:00", request::ExtendService{1, day("2026-03-27"), "still shaky"});
    EXPECT_EQ(rescue.state.services[0].end, day("2026-03-27"));
    EXPECT_EQ(rescue.state.services[1].end, day("2026-03-20"));
    rescue.does("2026-03-04 15:00", request::StopService{1, "it is steady"});
    EXPECT_THAT(test::words(line_about(rescue.state, rescue.history.back(), rescue.company.around())),
                HasSubstr("ended the temporary service “premium response”: it is steady"));
    EXPECT_FALSE(rescue.ask("2026-03-04 16:00", request::StopService{1})) << "it does not run any more";
    rescue.does("2026-03-04 16:00", request::StopService{});
    EXPECT_EQ(rescue.state.services[1].state, ServiceState::stopped) << "the only one left";
}

TEST(Service, S1_18_that_outlasts_the_sprint_is_pointed_out) {
    Rescue rescue;
    const auto advice = [&](const Event& what) { return service_advice(rescue.state, what, rescue.company.policy); };
    rescue.does("2026-03-03 14:00", premium(day("2026-09-19")));
    EXPECT_THAT(advice(rescue.history.back().what), HasSubstr("200 days"));
    auto daily = premium(day("2026-04-28"));
    daily.what = "daily status";
    rescue.does("2026-03-03 14:00", daily);
    EXPECT_EQ(advice(rescue.history.back().what), "") << "eight weeks";
    rescue.does("2026-03-04 14:00", request::ExtendService{2, day("2026-04-29"), "one more delivery"});
    EXPECT_THAT(advice(rescue.history.back().what), HasSubstr("57 days"));
    EXPECT_EQ(advice(event::ServiceStopped{1}), "");
}

} // namespace
} // namespace holdfast
