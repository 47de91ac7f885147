#include "playbooks/rescue/reported_signals.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace holdfast {
namespace {

CaseSignal signal(SignalKind kind, std::map<std::string, double> numbers, bool dismissed = false) {
    CaseSignal entry;
    entry.signal.kind = kind;
    for (const auto& [name, value] : numbers) entry.signal.numbers.emplace(name, value);
    entry.dismissed = dismissed;
    return entry;
}

TEST(ReportedSignals, S0_18_are_those_that_nothing_here_has_measured_while_the_rescue_runs) {
    const std::string number{reported_number};
    Case rescue;
    rescue.signals = {signal(SignalKind::imported, {{number, 12}}),
                      signal(SignalKind::order_volume, {{number, 20}}),
                      signal(SignalKind::order_volume, {{"drop", 11}, {"usual", 42'000}}),
                      signal(SignalKind::champion_slow, {{number, 3}}),
                      signal(SignalKind::by_hand, {}),
                      signal(SignalKind::tickets_up, {{number, 60}}, true)};
    const auto reported = reported_signals(rescue);
    ASSERT_EQ(reported.size(), 2U);
    EXPECT_EQ(reported[0].kind, SignalKind::imported);
    EXPECT_EQ(reported[1].kind, SignalKind::order_volume);
    EXPECT_EQ(reported[1].numbers.at(number), 20);

    rescue.status = CaseStatus::watch;
    EXPECT_TRUE(reported_signals(rescue).empty());
}

} // namespace
} // namespace holdfast
