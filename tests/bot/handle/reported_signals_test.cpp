// What other systems report through files and /v1/signals, and what of it opens a rescue.
#include "bot/handle/import_rows.hpp"
#include "storage/history.hpp"
#include "storage/pending_evaluations.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

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

} // namespace

TEST(ReportedSignal, S0_18_that_another_system_measured_opens_a_rescue_alone_and_keeps_its_number) {
    Office office;
    report(office, {.account = {}, .kind = SignalKind::imported, .at = {}, .value = 3, .note = "NPS"});
    ASSERT_NE(office.rescue("acorn"), nullptr);
    ASSERT_THAT(office.rescue("acorn")->signals, SizeIs(1));
    EXPECT_EQ(in_words(office.rescue("acorn")->signals.front().signal),
              "Another system reported a warning sign. Value: 3. Note: NPS.");
}

TEST(ReportedSignal, S0_25_that_people_observe_opens_nothing_alone) {
    Office office;
    report(office, {.account = {}, .kind = SignalKind::champion_slow, .at = {}, .value = {}, .note = "no call back"});
    EXPECT_EQ(office.rescue("acorn"), nullptr);
    office.wait(std::chrono::minutes{1});
    report(office, {.account = {}, .kind = SignalKind::new_stakeholder, .at = {}, .value = {}, .note = ""});
    EXPECT_NE(office.rescue("acorn"), nullptr);
}

TEST(ReportedSignal, that_lies_in_the_future_is_rejected_with_its_column) {
    Office office;
    const auto outcome = report(office, {.account = {},
                                         .kind = SignalKind::tickets_up,
                                         .at = office.now() + std::chrono::hours{25},
                                         .value = {},
                                         .note = ""});
    ASSERT_THAT(outcome.rejected, SizeIs(1));
    EXPECT_EQ(outcome.rejected.front().line, 1U);
    EXPECT_EQ(outcome.rejected.front().column, "at");
    EXPECT_THAT(outcome.rejected.front().reason, HasSubstr("lies in the future"));
    EXPECT_THAT(flags_since(office.desk().reader(), AccountId{"acorn"}, Instant{}), IsEmpty());
}

TEST(ReportedSignal, S0_25_of_a_kind_that_earlier_versions_took_opens_nothing) {
    Office office;
    office.database().write_now([&](Transaction& tx) {
        const std::array rows{FlagRow{AccountId{"acorn"}, Flag{office.now(), "champion_slow", "", "", "no call back"}}};
        store_flags(tx, rows);
        request_evaluation(tx, AccountId{"acorn"}, office.now());
    });
    office.tick();
    EXPECT_EQ(office.rescue("acorn"), nullptr);
}
