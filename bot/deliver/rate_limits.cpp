#include "bot/deliver/rate_limits.hpp"

#include "bot/slack/method_facts.hpp"

#include <algorithm>
#include <array>

namespace holdfast {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// A little more than a second: the network shortens the distance between two posts as easily as it lengthens it.
constexpr milliseconds between_posts{1'050};
constexpr std::size_t channels_kept = 4'096;

/// How a tier is spent: in any minute at most burst + (calls − burst), which is what Slack grants.
struct Allowance {
    steady_clock::duration interval; ///< between two calls once the burst is spent
    steady_clock::duration burst;    ///< how far ahead of that calls may be

    explicit Allowance(int calls_per_minute) {
        const int burst_calls = std::max(1, calls_per_minute / 4);
        const int steady_calls = std::max(1, calls_per_minute - burst_calls);
        interval = steady_clock::duration{std::chrono::minutes{1}} / steady_calls;
        burst = interval * (burst_calls - 1);
    }
};

} // namespace

SteadyTime RateLimits::turn(std::string_view method, std::string_view channel, SteadyTime now) const {
    SteadyTime leaves = now;
    if (const auto bucket = methods_.find(method); bucket != methods_.end()) {
        const Allowance allowance{slack::method_facts(method).calls_per_minute};
        leaves = std::max({leaves, bucket->second.rests_until, bucket->second.full_at - allowance.burst});
    }
    if (const auto next = next_post_.find(channel); next != next_post_.end()) leaves = std::max(leaves, next->second);
    return leaves;
}

SteadyTime RateLimits::reserve(std::string_view method, std::string_view channel, SteadyTime now) {
    const SteadyTime leaves = turn(method, channel, now);
    if (!channel.empty()) {
        if (next_post_.size() > channels_kept)
            std::erase_if(next_post_, [now](const auto& one) { return one.second <= now; });
        next_post_[std::string{channel}] = leaves + between_posts;
    }
    const Allowance allowance{slack::method_facts(method).calls_per_minute};
    Bucket& bucket = methods_[std::string{method}];
    bucket.full_at = std::max(bucket.full_at, now) + allowance.interval;
    return leaves;
}

void RateLimits::has_posted(std::string_view channel, SteadyTime now) {
    SteadyTime& next = next_post_[std::string{channel}];
    next = std::max(next, now + between_posts);
}

void RateLimits::rest(std::string_view method, SteadyTime until) {
    const Allowance allowance{slack::method_facts(method).calls_per_minute};
    Bucket& bucket = methods_[std::string{method}];
    bucket.rests_until = std::max(bucket.rests_until, until);
    bucket.full_at = std::max(bucket.full_at, until + allowance.burst);
}

bool RateLimits::rests(std::string_view method, SteadyTime now) const {
    const auto found = methods_.find(method);
    return found != methods_.end() && found->second.rests_until > now;
}

milliseconds retry_delay(int attempts, std::minstd_rand& random) {
    constexpr std::array<milliseconds, growing_delays> delays{milliseconds{1'000},  milliseconds{3'000},
                                                              milliseconds{10'000}, milliseconds{30'000},
                                                              milliseconds{60'000}, milliseconds{300'000}};
    const auto step = std::clamp<std::ptrdiff_t>(attempts - 1, 0, std::ssize(delays) - 1);
    const milliseconds delay = delays[static_cast<std::size_t>(step)];
    return delay + milliseconds{std::uniform_int_distribution<long long>{0, delay.count() / 5}(random)};
}

} // namespace holdfast
