#include "playbooks/signals/evaluate.hpp"
#include "playbooks/signals/signal.hpp"
#include "tests/playbooks/signals/histories.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace holdfast {
namespace {

constexpr auto kind_count = signal_kind_names.size();

SignalKind kind_number(std::size_t number) {
    return static_cast<SignalKind>(number);
}

TEST(SignalKind, is_read_back_from_its_name) {
    for (const auto name : signal_kind_names) {
        const auto kind = signal_kind_from(name);
        ASSERT_TRUE(kind) << name;
        EXPECT_EQ(to_text(*kind), name);
    }
    EXPECT_EQ(signal_kind_from("order-volume"), SignalKind::order_volume);
    EXPECT_EQ(signal_kind_from("ideas-declined"), SignalKind::ideas_declined);
    EXPECT_EQ(signal_kind_from("by-hand"), SignalKind::by_hand);
    EXPECT_EQ(signal_kind_from("churn"), std::nullopt);
}

TEST(SignalKind, S0_19_to_S0_24_six_kinds_are_observed_by_people) {
    std::set<std::string_view> observed;
    for (std::size_t i = 0; i < kind_count; ++i) {
        if (is_qualitative(kind_number(i))) observed.insert(to_text(kind_number(i)));
    }
    EXPECT_EQ(observed, (std::set<std::string_view>{"champion-slow", "new-stakeholder", "evaluating-options",
                                                    "quality-complaints", "strategy-withheld", "ideas-declined"}));
}

TEST(Signal, every_kind_has_words_even_without_numbers) {
    std::set<std::string> sentences;
    std::set<std::string> briefs;
    for (std::size_t i = 0; i < kind_count; ++i) {
        const Signal signal{.kind = kind_number(i)};
        EXPECT_TRUE(in_words(signal).ends_with('.')) << in_words(signal);
        EXPECT_LE(in_brief(signal).size(), 40U);
        sentences.insert(in_words(signal));
        briefs.insert(in_brief(signal));
    }
    EXPECT_EQ(sentences.size(), kind_count);
    EXPECT_EQ(briefs.size(), kind_count);
}

TEST(Signal, the_note_of_a_person_follows_the_sentence) {
    const Signal signal{.kind = SignalKind::champion_slow, .note = "nine days without an answer"};
    EXPECT_EQ(in_words(signal), "The champion is slow to call back. Note: nine days without an answer.");
    EXPECT_EQ(in_brief(signal), "Champion slow to call back");
}

TEST(Signal, S0_19_the_number_that_somebody_gave_stands_with_it) {
    const Signal flagged{.kind = SignalKind::champion_slow,
                         .numbers = {{std::string{reported_number}, 14}},
                         .note = "days without an answer"};
    EXPECT_EQ(in_words(flagged), "The champion is slow to call back. Value: 14. Note: days without an answer.");
    EXPECT_EQ(in_brief(flagged), "Champion slow to call back (14)");
    const Signal sent{.kind = SignalKind::imported, .numbers = {{std::string{reported_number}, 2.75}}};
    EXPECT_EQ(in_words(sent), "Another system reported a warning sign. Value: 2.75.");
}

TEST(Signal, a_note_that_ends_like_a_sentence_gets_no_second_full_stop) {
    for (const std::string note : {"No answer.", "Are they gone?", "Nine days!", "and so on…"}) {
        EXPECT_TRUE(in_words({.kind = SignalKind::champion_slow, .note = note}).ends_with(" Note: " + note)) << note;
    }
}

TEST(Signal, of_a_rescue_opened_by_hand_the_reason_is_all_there_is_to_say) {
    EXPECT_EQ(in_words({.kind = SignalKind::by_hand, .note = "three deliveries came late"}),
              "three deliveries came late.");
    EXPECT_EQ(in_words({.kind = SignalKind::by_hand}), "Somebody opened the rescue by hand.");
}

TEST(Signal, is_brief_for_lists_and_topics) {
    EXPECT_EQ(in_brief({.kind = SignalKind::order_volume, .numbers = {{"drop2_percent", 13.02}}}), "Orders down 13 %");
    EXPECT_EQ(in_brief({.kind = SignalKind::order_frequency, .numbers = {{"drop_percent", 37.5}}}),
              "Order frequency down 37.5 %");
    EXPECT_EQ(in_brief({.kind = SignalKind::payment_terms, .numbers = {{"terms_before", 30}, {"terms_after", 45}}}),
              "Payment terms 30 → 45 days");
    EXPECT_EQ(in_brief({.kind = SignalKind::payment_terms, .numbers = {{"least_days_late", 1}, {"most_days_late", 1}}}),
              "Invoices 1 day late");
    EXPECT_EQ(in_brief({.kind = SignalKind::renewal_silent, .numbers = {{"days_left", 1}}}),
              "Renewal silent, 1 day left");
    EXPECT_EQ(in_brief({.kind = SignalKind::renewal_silent, .numbers = {{"days_left", -3}}}),
              "Renewal silent, 3 days past");
    EXPECT_EQ(in_brief({.kind = SignalKind::tickets_up, .numbers = {{"rise_percent", 50}}}), "Tickets up 50 %");
    EXPECT_EQ(in_brief({.kind = SignalKind::tickets_up, .numbers = {{"current", 5}}}), "Tickets up from 0 to 5");
}

TEST(EvaluateAll, S0_90_reports_every_detector_in_order_also_without_data) {
    const auto readings = evaluate_all({}, {}, test::as_of(test::day("2026-03-02")));
    ASSERT_EQ(readings.size(), detector_names.size());
    for (std::size_t i = 0; i < readings.size(); ++i) {
        EXPECT_EQ(to_text(readings[i].detector), detector_names.at(i));
        EXPECT_FALSE(readings[i].tripped());
        EXPECT_NE(readings[i].words, "");
    }
    for (std::size_t i = 0; i + 1 < readings.size(); ++i) EXPECT_EQ(readings[i].state, ReadingState::no_data);
    EXPECT_EQ(readings.back().state, ReadingState::quiet) << "nobody flagged anything: that is known";
}

TEST(EvaluateAll, S0_18_one_trip_stands_beside_quiet_detectors) {
    auto history = test::with_usual_then({1'000'00, 4}, {1'000'00, 4}, {1'000'00, 4});
    history.renewal_date = test::day("2026-04-01");
    const auto readings = evaluate_all(history, {}, test::as_of(test::day("2026-03-02")));
    EXPECT_EQ(std::ranges::count_if(readings, &Reading::tripped), 1);
    EXPECT_TRUE(readings.at(3).tripped());
}

} // namespace
} // namespace holdfast
