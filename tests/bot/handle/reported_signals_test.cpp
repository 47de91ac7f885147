// What other systems report through files and /v1/signals, and what of it opens a rescue.
#include "bot/handle/account_health.hpp"
#include "bot/handle/import_rows.hpp"
#include "storage/accounts.hpp"
#include "storage/history.hpp"
#include "storage/pending_evaluations.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

AsOf now_of(Office& office) {
    return {office.now(), office.desk().rules().company_zone};
}

ImportOutcome report(Office& office, SignalRow row) {
    ImportOutcome outcome;
    row.account = AccountId{"acorn"};
    office.database().write_now([&](Transaction& tx) { outcome = import_rows(tx, {{1, row}}, now_of(office)); });
    office.tick();
    return outcome;
}

/// A row as an earlier version left it.
void store(Office& office, const std::string& kind, const std::string& note) {
    office.database().write_now([&](Transaction& tx) {
        const std::array rows{FlagRow{AccountId{"acorn"}, Flag{office.now(), kind, "", "", note}}};
        store_flags(tx, rows);
        request_evaluation(tx, AccountId{"acorn"}, office.now());
    });
    office.tick();
}

} // namespace

TEST(ReportedSignal, S0_18_that_another_system_measured_opens_a_rescue_alone_and_keeps_its_number) {
    Office office;
    report(office, {.account = {}, .kind = "imported", .at = {}, .value = 3, .note = "NPS"});
    ASSERT_NE(office.rescue("acorn"), nullptr);
    ASSERT_THAT(office.rescue("acorn")->signals, SizeIs(1));
    EXPECT_EQ(in_words(office.rescue("acorn")->signals.front().signal),
              "Another system reported a warning sign. Value: 3. Note: NPS.");
}

TEST(ReportedSignal, S0_25_that_people_observe_opens_nothing_alone) {
    Office office;
    report(office, {.account = {}, .kind = "champion-slow", .at = {}, .value = {}, .note = "no call back"});
    EXPECT_EQ(office.rescue("acorn"), nullptr);
    office.wait(std::chrono::minutes{1});
    report(office, {.account = {}, .kind = "new-stakeholder", .at = {}, .value = {}, .note = ""});
    EXPECT_NE(office.rescue("acorn"), nullptr);
}

TEST(ReportedSignal, that_lies_in_the_future_is_rejected_with_its_column) {
    Office office;
    const auto outcome = report(
        office,
        {.account = {}, .kind = "tickets-up", .at = office.now() + std::chrono::hours{25}, .value = {}, .note = ""});
    ASSERT_THAT(outcome.rejected.first, SizeIs(1));
    EXPECT_EQ(outcome.rejected.first.front().line, 1U);
    EXPECT_EQ(outcome.rejected.first.front().column, "at");
    EXPECT_THAT(outcome.rejected.first.front().reason, HasSubstr("lies in the future"));
    EXPECT_THAT(flags_since(office.desk().reader(), AccountId{"acorn"}, Instant{}), IsEmpty());
}

TEST(ReportedSignal, without_a_time_is_the_same_one_all_day_where_the_company_is_if_the_account_has_no_zone) {
    Office office;
    const AccountId birch{"birch-anew"};
    const auto report_at = [&](std::chrono::minutes time) {
        const Instant now = date::sys_days{date::year{2026} / 3 / 3} + time;
        const SignalRow row{.account = birch, .kind = "imported", .at = {}, .value = 3, .note = "NPS"};
        office.database().write_now([&](Transaction& tx) {
            // Twice in one delivery is once as well.
            (void)import_rows(tx, {{1, row}, {2, row}}, AsOf{now, find_zone("America/New_York")});
        });
        return flags_since(office.desk().reader(), birch, Instant{}).size();
    };
    office.database().write_now([&](Transaction& tx) {
        Account account;
        account.id = birch;
        account.name = "Birch";
        upsert_account(tx, account);
    });
    EXPECT_EQ(report_at(std::chrono::hours{23}), 1U);
    EXPECT_EQ(report_at(std::chrono::hours{25}), 1U) << "20:00 of the same day";
    EXPECT_EQ(report_at(std::chrono::hours{30}), 2U) << "one o'clock";
}

TEST(ReportedSignal, S0_18_of_a_kind_of_its_own_opens_a_rescue_alone_and_keeps_its_name_and_number) {
    Office office;
    report(office, {.account = {}, .kind = "nps-low", .at = {}, .value = 3, .note = "two detractors"});
    ASSERT_NE(office.rescue("acorn"), nullptr);
    ASSERT_THAT(office.rescue("acorn")->signals, SizeIs(1));
    const auto& signal = office.rescue("acorn")->signals.front().signal;
    EXPECT_EQ(signal.kind, SignalKind::imported);
    EXPECT_EQ(in_words(signal), "Another system reported a warning sign. Value: 3. Note: nps-low: two detractors.");
}

TEST(ReportedSignal, S0_18_that_was_stored_under_any_name_stays_an_imported_one) {
    for (const std::string kind : {"nps-low", "by-hand", "champion-slw"}) {
        Office office;
        store(office, kind, "");
        ASSERT_NE(office.rescue("acorn"), nullptr) << kind;
        ASSERT_THAT(office.rescue("acorn")->signals, SizeIs(1)) << kind;
        EXPECT_EQ(office.rescue("acorn")->signals.front().signal.kind, SignalKind::imported) << kind;
        EXPECT_EQ(office.rescue("acorn")->signals.front().signal.note, kind);
    }
}

TEST(ReportedSignal, S0_25_that_was_stored_in_another_spelling_is_what_people_observe) {
    Office office;
    store(office, "champion_slow", "no call back");
    EXPECT_EQ(office.rescue("acorn"), nullptr);
    office.wait(std::chrono::minutes{1});
    store(office, "New_Stakeholder", "");
    EXPECT_NE(office.rescue("acorn"), nullptr);
}

TEST(ReportedSignal, S2_37_is_live_in_the_health_of_the_account_until_it_is_dismissed) {
    for (const std::string kind : {"nps-low", "order-volume"}) {
        Office office;
        report(office, {.account = {}, .kind = kind, .at = {}, .value = 12, .note = "from CRM"});
        EXPECT_THAT(office.type("U0OWNER", "health acorn"),
                    AllOf(HasSubstr("⚠️ live · *What was reported*"), HasSubstr("Value: 12"), HasSubstr("from CRM")))
            << kind;
        const auto account = find_account(office.desk().reader(), AccountId{"acorn"});
        const auto health = health_now(office.desk(), *account, office.rescue("acorn").get());
        EXPECT_TRUE(health.tripped()) << kind;
        ASSERT_THAT(health.live_signals, SizeIs(1));
        const auto dismissed = office.run(office.desk().change_case(
            office.rescue("acorn")->id, {request::DismissSignal{0, "a test"}}, Actor{UserId{"U0MANAGER"}, false}, {}));
        ASSERT_TRUE(dismissed.has_value());
        EXPECT_FALSE(health_now(office.desk(), *account, office.rescue("acorn").get()).tripped());
    }
}
