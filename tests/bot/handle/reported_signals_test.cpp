// What other systems report through files and /v1/signals, and what of it opens a rescue.
#include "bot/handle/import_rows.hpp"
#include "storage/history.hpp"
#include "storage/pending_evaluations.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

ImportOutcome report(Office& office, SignalRow row) {
    ImportOutcome outcome;
    row.account = AccountId{"acorn"};
    office.database().write_now([&](Transaction& tx) { outcome = import_rows(tx, {{1, row}}, office.now()); });
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
    ASSERT_THAT(outcome.rejected, SizeIs(1));
    EXPECT_EQ(outcome.rejected.front().line, 1U);
    EXPECT_EQ(outcome.rejected.front().column, "at");
    EXPECT_THAT(outcome.rejected.front().reason, HasSubstr("lies in the future"));
    EXPECT_THAT(flags_since(office.desk().reader(), AccountId{"acorn"}, Instant{}), IsEmpty());
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
