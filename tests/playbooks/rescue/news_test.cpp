#include "playbooks/rescue/news.hpp"
#include "tests/playbooks/rescue/case_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdfast {
namespace {

using test::moment;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

Signal signal(SignalKind kind, double now) {
    return {kind, moment("2026-03-02 09:12", "Europe/Berlin"), {{"now", now}}, {}, {}};
}

Reading trip(Detector detector, Signal what) {
    return {detector, ReadingState::tripped, {std::move(what)}, {}};
}

std::shared_ptr<const Case> rescue_about(Signal what, CaseStatus status) {
    auto rescue = std::make_shared<Case>();
    rescue->status = status;
    rescue->signals.emplace_back().signal = std::move(what);
    return rescue;
}

TEST(News, S0_18_any_reading_that_tripped_is_news) {
    const std::vector readings{Reading::quiet(Detector::order_volume, "fine"),
                               trip(Detector::tickets_up, signal(SignalKind::tickets_up, 15)),
                               Reading::no_data(Detector::payment_terms, "no invoices")};
    EXPECT_THAT(news_among(readings, {}), ElementsAre(Field(&Signal::kind, SignalKind::tickets_up)));
}

TEST(News, S0_26_the_same_numbers_start_no_second_rescue_after_a_false_alarm) {
    const std::vector readings{trip(Detector::tickets_up, signal(SignalKind::tickets_up, 15))};
    const std::vector over{rescue_about(signal(SignalKind::tickets_up, 15), CaseStatus::false_alarm)};
    EXPECT_THAT(news_among(readings, over), IsEmpty());
    const std::vector other{rescue_about(signal(SignalKind::tickets_up, 14), CaseStatus::false_alarm)};
    EXPECT_EQ(news_among(readings, other).size(), 1U);
}

TEST(News, S0_25_what_people_observe_again_after_a_false_alarm_is_news) {
    auto seen = signal(SignalKind::champion_slow, 14);
    const std::vector over{rescue_about(seen, CaseStatus::false_alarm)};
    EXPECT_THAT(news_among(std::vector{trip(Detector::qualitative, seen)}, over), IsEmpty()) << "the same observation";
    seen.at += date::days{1};
    EXPECT_EQ(news_among(std::vector{trip(Detector::qualitative, seen)}, over).size(), 1U);
}

TEST(News, S0_27_a_running_rescue_hides_nothing) {
    const std::vector readings{trip(Detector::tickets_up, signal(SignalKind::tickets_up, 15))};
    const std::vector running{rescue_about(signal(SignalKind::tickets_up, 15), CaseStatus::active)};
    EXPECT_EQ(news_among(readings, running).size(), 1U);
}

TEST(News, S0_16_a_renewal_is_the_same_matter_however_many_days_are_left) {
    const std::vector readings{trip(Detector::renewal_silent, signal(SignalKind::renewal_silent, 80))};
    const std::vector over{rescue_about(signal(SignalKind::renewal_silent, 89), CaseStatus::lost)};
    EXPECT_THAT(news_among(readings, over), IsEmpty());
}

TEST(News, S0_27_a_number_that_somebody_gave_with_a_sign_makes_no_other_sign_of_it) {
    auto before = signal(SignalKind::champion_slow, 14);
    before.numbers.clear();
    auto kept = before;
    kept.numbers[std::string{reported_number}] = 14;
    EXPECT_TRUE(is_measured_alike(before, kept)) << "recorded before such numbers were kept";
    auto next_day = kept;
    next_day.numbers[std::string{reported_number}] = 15;
    EXPECT_TRUE(is_measured_alike(kept, next_day));
    EXPECT_FALSE(is_measured_alike(signal(SignalKind::tickets_up, 14), signal(SignalKind::tickets_up, 15)));
}

TEST(News, S0_27_a_sign_recorded_before_its_number_was_kept_is_no_relapse) {
    for (const bool relapse_possible : {false, true}) {
        test::Rescue rescue;
        Signal sign{SignalKind::champion_slow, moment("2026-03-03 10:00", "Europe/Berlin"), {}, "no answer", "U0KIM"};
        rescue.does("2026-03-03 10:00", request::AddSignal{sign});
        if (relapse_possible) rescue.state.status = CaseStatus::watch;
        sign.numbers[std::string{reported_number}] = 14;
        const auto again = rescue.ask("2026-03-04 10:00", request::AddSignal{sign});
        ASSERT_TRUE(again);
        EXPECT_THAT(*again, IsEmpty());
    }
}

TEST(News, imported_signs_count_for_thirty_days_and_from_the_end_of_the_latest_rescue) {
    const auto now = moment("2026-03-31 12:00", "Europe/Berlin");
    EXPECT_EQ(imported_signs_count_from(nullptr, now), now - date::days{30});
    Case closed;
    closed.closing.emplace().at = now - date::days{2};
    EXPECT_EQ(imported_signs_count_from(&closed, now), now - date::days{2});
    closed.closing->at = now - date::days{200};
    EXPECT_EQ(imported_signs_count_from(&closed, now), now - date::days{30});
}

TEST(News, S0_25_flags_from_before_the_end_of_a_rescue_have_had_their_effect) {
    const auto earliest = moment("2026-02-01 12:00", "Europe/Berlin");
    EXPECT_EQ(flags_count_from(std::nullopt, earliest), earliest);
    EXPECT_EQ(flags_count_from(earliest + date::days{3}, earliest), earliest + date::days{3});
    EXPECT_EQ(flags_count_from(earliest - date::days{3}, earliest), earliest);
}

} // namespace
} // namespace holdfast
