#include "bot/net/refusal_rate.hpp"
#include "tests/bot/receive/heard_log.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using testing::HeardLog;

constexpr const char* flooder = "203.0.113.7";
constexpr const char* other = "203.0.113.8";

/// Three at once, one more each second, unless a test says otherwise.
class RefusalRateTest : public ::testing::Test {
protected:
    explicit RefusalRateTest(const RefusalLimits& limits = {.burst = 3, .refill = 1s, .addresses = 100})
        : rate_{limits} {}

    /// What the address is told at this time; nothing while it is not limited.
    std::optional<std::chrono::seconds> refuse(const std::string& address) {
        return rate_.count(asio::ip::make_address(address), now_);
    }

    /// How many of so many refusals at once are let through.
    int let_through(const std::string& address, int refusals) {
        int through = 0;
        for (int i = 0; i < refusals; ++i) through += refuse(address) ? 0 : 1;
        return through;
    }

    RefusalRate rate_;
    SteadyTime now_{1h};
};

TEST_F(RefusalRateTest, a_burst_is_let_through_and_then_no_more) {
    EXPECT_EQ(let_through(flooder, 3), 3);
    EXPECT_EQ(let_through(flooder, 100), 0);
    EXPECT_EQ(let_through(other, 100), 3) << "everybody has a bucket";
}

TEST_F(RefusalRateTest, tokens_come_back_with_time) {
    struct Case {
        std::chrono::milliseconds calm;
        int let_through;
    };
    // After two of three tokens were taken.
    for (const auto& [calm, expected] :
         {Case{0ms, 1}, Case{999ms, 1}, Case{1s, 2}, Case{1999ms, 2}, Case{2s, 3}, Case{1h, 3}}) {
        now_ += 1h;
        ASSERT_EQ(let_through(flooder, 2), 2);
        now_ += calm;
        EXPECT_EQ(let_through(flooder, 10), expected) << calm.count();
    }
}

TEST_F(RefusalRateTest, what_comes_no_faster_than_tokens_do_is_never_limited) {
    for (int i = 0; i < 1'000; ++i) {
        EXPECT_FALSE(refuse(flooder)) << i;
        now_ += 1s;
    }
}

TEST_F(RefusalRateTest, is_limited_until_the_bucket_is_full_and_told_for_how_long) {
    let_through(flooder, 3);
    EXPECT_EQ(refuse(flooder), 3s);
    now_ += 500ms;
    EXPECT_EQ(refuse(flooder), 3s) << "it takes what came back";
    now_ += 2999ms;
    EXPECT_EQ(refuse(flooder), 2s) << "all but full, less the one that was taken";
    now_ += 1001ms;
    EXPECT_EQ(let_through(flooder, 10), 3);
}

TEST(RefusalRate, is_limited_for_a_second_at_least) {
    RefusalRate rate{{.burst = 1, .refill = 1ms, .addresses = 1}};
    const auto peer = asio::ip::make_address(flooder);
    EXPECT_FALSE(rate.count(peer, SteadyTime{1h}));
    EXPECT_EQ(rate.count(peer, SteadyTime{1h}), 1s);
}

TEST_F(RefusalRateTest, which_addresses_share_a_bucket) {
    struct Case {
        std::string one;
        std::string another;
        bool shared;
    };
    const std::vector<Case> cases{
        {"203.0.113.7", "203.0.113.7", true},
        {"203.0.113.7", "203.0.113.8", false},
        {"2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true},
        {"2001:db8:1:2::1", "2001:db8:1:3::1", false},
        {"fe80::1%1", "fe80::2%2", true},
        {"::ffff:203.0.113.7", "203.0.113.7", true},
        {"::ffff:203.0.113.7", "::ffff:203.0.113.8", false},
        {"::ffff:203.0.113.7", "::1", false},
    };
    for (const auto& [one, another, shared] : cases) {
        now_ += 1h;
        let_through(one, 4);
        EXPECT_EQ(let_through(another, 3), shared ? 0 : 3) << one << " and " << another;
    }
}

TEST_F(RefusalRateTest, each_time_of_being_limited_leaves_two_lines) {
    const HeardLog log;
    let_through(flooder, 3);
    EXPECT_EQ(log.text(), "");
    const std::string beginning = "warning: too many requests of 203.0.113.7 were refused: until it is calm, those are "
                                  "answered with 429 and not logged\n";
    for (int i = 0; i < 50; ++i) {
        let_through(flooder, 10);
        EXPECT_EQ(log.text(), beginning) << i;
        now_ += 100ms;
    }
    now_ += 3s;
    EXPECT_FALSE(refuse(other));
    const std::string end = "warning: 203.0.113.7 is not limited any more; requests answered with 429: 500\n";
    EXPECT_EQ(log.text(), beginning + end) << "said at the next refusal, no matter whose";
    now_ += 1h;
    let_through(flooder, 4);
    EXPECT_EQ(log.text(), beginning + end + beginning);
}

TEST_F(RefusalRateTest, an_ipv6_sender_is_named_by_its_network) {
    const HeardLog log;
    let_through("2001:db8:1:2::1", 4);
    EXPECT_NE(log.text().find("of 2001:db8:1:2::/64 were"), std::string::npos) << log.text();
}

TEST_F(RefusalRateTest, a_full_bucket_is_forgotten) {
    let_through(flooder, 2);
    now_ += 1s;
    let_through(other, 2);
    EXPECT_EQ(rate_.addresses(), 2U);
    now_ += 1s;
    let_through("203.0.113.9", 1);
    EXPECT_EQ(rate_.addresses(), 2U);
}

class SmallRefusalRate : public RefusalRateTest {
protected:
    SmallRefusalRate() : RefusalRateTest({.burst = 3, .refill = 1s, .addresses = 2}) {}
};

TEST_F(SmallRefusalRate, a_full_table_forgets_whoever_is_nearest_to_a_full_bucket) {
    let_through(flooder, 4);
    let_through(other, 1);
    for (int i = 10; i < 250; ++i) {
        EXPECT_EQ(let_through("198.51.100." + std::to_string(i), 1), 1);
        EXPECT_EQ(rate_.addresses(), 2U);
    }
    EXPECT_EQ(let_through(flooder, 1), 0) << "many addresses do not wash away the one that is limited";
    EXPECT_EQ(let_through(other, 3), 3);
}

TEST_F(SmallRefusalRate, who_is_forgotten_while_limited_is_not_limited_any_more) {
    let_through(flooder, 4);
    now_ += 1s;
    let_through(other, 4);
    const HeardLog log;
    EXPECT_EQ(let_through("203.0.113.9", 1), 1);
    EXPECT_EQ(log.text(), "warning: 203.0.113.7 is not limited any more; requests answered with 429: 1\n");
}

} // namespace
} // namespace holdfast
