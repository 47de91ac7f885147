#pragma once

#include "bot/net/byte_stream.hpp"

#include <chrono>
#include <map>
#include <random>
#include <string>
#include <string_view>

namespace holdfast {

/// Says when calls of the Web API may leave, so that Slack never has to say so (Slack contract, section 12).
///
/// Each method has the calls per minute of its tier, a quarter of them as a burst; posts to one channel are a second
/// apart, as Slack sees them. Always real time: a simulated clock does not make Slack faster.
class RateLimits {
public:
    /// When a call may leave, `now` or later. @param channel where it posts, empty for a call that is not paced so
    [[nodiscard]] SteadyTime turn(std::string_view method, std::string_view channel, SteadyTime now) const;
    /// Takes that place. @return when the call may leave
    [[nodiscard]] SteadyTime reserve(std::string_view method, std::string_view channel, SteadyTime now);
    /// A call that posts to the channel has come to its end. Slack saw it no later, however long it was on its way: the
    /// next post keeps its distance from here.
    void has_posted(std::string_view channel, SteadyTime now);
    /// Slack said so: no call of the method before `until`, and no burst then.
    void rest(std::string_view method, SteadyTime until);
    /// The method rests at `now`, so that a place taken before the rest began must be taken again.
    [[nodiscard]] bool rests(std::string_view method, SteadyTime now) const;

private:
    struct Bucket {
        SteadyTime full_at = {}; ///< when all of the burst is available again
        SteadyTime rests_until = {};
    };
    std::map<std::string, Bucket, std::less<>> methods_;
    std::map<std::string, SteadyTime, std::less<>> next_post_; ///< per channel
};

/// As many delays grow; from then on each is as long as the one before.
inline constexpr int growing_delays = 6;
/// How long to wait before attempt `attempts` + 1, with some jitter: 1, 3, 10, 30, 60 seconds, then 5 minutes.
[[nodiscard]] std::chrono::milliseconds retry_delay(int attempts, std::minstd_rand& random);

} // namespace holdfast
