#include "bot/remind/setbacks.hpp"
#include "storage/failure.hpp"
#include "tests/bot/receive/heard_log.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace holdfast {
namespace {

using namespace std::chrono_literals;

constexpr Instant noon{date::sys_days{date::year{2026} / 3 / 3} + 12h};

TEST(Setbacks, rest_twice_as_long_each_time_up_to_the_longest_pause) {
    const holdfast::testing::HeardLog log;
    Setbacks setbacks{5s};
    EXPECT_FALSE(setbacks.rests("a", noon));
    auto at = noon;
    for (const auto pause : {1s, 2s, 4s, 5s, 5s}) {
        setbacks.failed("a", "why", at);
        EXPECT_TRUE(setbacks.rests("a", at));
        EXPECT_TRUE(setbacks.rests("a", at + pause - 1ms));
        at += pause;
        EXPECT_FALSE(setbacks.rests("a", at));
    }
    setbacks.failed("a", "why", at);
    EXPECT_FALSE(setbacks.rests("b", at));
    setbacks.went_well("a");
    EXPECT_FALSE(setbacks.rests("a", at));
    setbacks.failed("a", "why", at);
    EXPECT_FALSE(setbacks.rests("a", at + 1s)) << "it begins anew";
}

TEST(Setbacks, name_each_cause_once_until_it_has_gone_well) {
    holdfast::testing::HeardLog log;
    Setbacks setbacks{5s};
    const auto lines_of = [&](std::string_view why) {
        log.forget();
        setbacks.failed("account=acme evaluation", why, noon);
        return log.text();
    };
    EXPECT_EQ(lines_of("no room"), "error: account=acme evaluation failed, and is tried again: no room\n");
    EXPECT_EQ(lines_of("no room"), "");
    EXPECT_EQ(lines_of("no light"), "error: account=acme evaluation failed, and is tried again: no light\n");
    log.forget();
    setbacks.went_well("account=acme evaluation");
    setbacks.went_well("account=acme evaluation");
    EXPECT_EQ(log.text(), "info: account=acme evaluation goes well again\n");
    EXPECT_NE(lines_of("no light"), "");
}

TEST(Setbacks, do_not_rest_longer_because_the_clock_was_put_back) {
    const holdfast::testing::HeardLog log;
    Setbacks setbacks{5s};
    setbacks.failed("a", "why", noon);
    EXPECT_FALSE(setbacks.rests("a", noon - 1h));
}

TEST(RefusesEverything, is_said_of_the_database_and_not_of_what_was_asked_of_it) {
    using Kind = StorageFailure::Kind;
    for (const auto kind : {Kind::full, Kind::read_only, Kind::busy})
        EXPECT_TRUE(refuses_everything(StorageFailure{kind, ""}));
    for (const auto kind : {Kind::constraint, Kind::unavailable, Kind::damaged})
        EXPECT_FALSE(refuses_everything(StorageFailure{kind, ""}));
    EXPECT_TRUE(refuses_everything(Overloaded{}));
    EXPECT_FALSE(refuses_everything(std::runtime_error{"a damaged record"}));
}

} // namespace
} // namespace holdfast
