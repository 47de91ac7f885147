#include "playbooks/signals/flagged_number.hpp"

#include <gtest/gtest.h>

#include <string>

namespace holdfast {
namespace {

Signal flagged(SignalKind kind, double value) {
    return {.kind = kind, .numbers = {{std::string{reported_number}, value}}, .by = "U0KIM"};
}

TEST(FlaggedNumber, S0_14a_S0_17_trips_from_the_threshold_on_that_counts_for_what_is_measured) {
    struct Example {
        SignalKind kind;
        double value;
        bool trips;
    };
    for (const auto& [kind, value, trips] :
         {Example{SignalKind::order_volume, 10, false}, Example{SignalKind::order_volume, 10.1, true},
          Example{SignalKind::order_volume, -12, true}, Example{SignalKind::order_volume, -8, false},
          Example{SignalKind::order_frequency, 24.9, false}, Example{SignalKind::order_frequency, 25, true},
          Example{SignalKind::renewal_silent, 90, false}, Example{SignalKind::renewal_silent, 89, true},
          Example{SignalKind::tickets_up, 49.9, false}, Example{SignalKind::tickets_up, 50, true},
          Example{SignalKind::payment_terms, 1, true}, Example{SignalKind::champion_slow, 1, true}}) {
        EXPECT_EQ(!short_of_a_trip(flagged(kind, value), Thresholds{}), trips) << to_text(kind) << ' ' << value;
    }
}

TEST(FlaggedNumber, S0_14a_says_what_would_have_tripped) {
    Thresholds thresholds;
    EXPECT_EQ(short_of_a_trip(flagged(SignalKind::order_volume, 8), thresholds),
              "Orders down 8 %; more than 10 % is a signal.");
    thresholds.renewal.days = 60;
    EXPECT_EQ(short_of_a_trip(flagged(SignalKind::renewal_silent, 75), thresholds),
              "75 days to the renewal; fewer than 60 is a signal.");
}

TEST(FlaggedNumber, S0_18_without_a_number_or_from_another_system_a_measured_sign_trips) {
    auto signal = flagged(SignalKind::order_volume, 8);
    signal.by.clear();
    EXPECT_FALSE(short_of_a_trip(signal, Thresholds{}));
    EXPECT_FALSE(short_of_a_trip({.kind = SignalKind::order_volume, .by = "U0KIM"}, Thresholds{}));
}

} // namespace
} // namespace holdfast
