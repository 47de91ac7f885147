#pragma once

#include "bot/net/byte_stream.hpp"

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace holdfast {

/// How much may be refused to one address before it is limited, see RefusalRate.
struct RefusalLimits {
    std::uint32_t burst = 600;             ///< refusals at once; at least 1
    std::chrono::milliseconds refill{100}; ///< until one more is allowed; more than 0
    std::size_t addresses = 4096;          ///< that are remembered; at least 1
};

/// Knows which addresses too much is refused to: a flood of refusals must not fill the log, over however many
/// connections it comes. Each address has a bucket of tokens, of which a refusal takes one. IPv4 addresses count alone,
/// IPv6 addresses by /64, which is what one sender gets.
///
/// An address whose bucket is empty is limited until the bucket is full again, and whatever is refused meanwhile goes
/// on taking tokens. Were it over with the next token, a flood would be let through ten times a second, with a line in
/// the log for each beginning and each end.
class RefusalRate {
public:
    explicit RefusalRate(const RefusalLimits& limits);

    /// Counts a request that is to be refused. Logs when an address begins to be limited, and that this is over at the
    /// first refusal afterwards, no matter whose.
    /// @param now never earlier than at the call before
    /// @return nothing: it may be refused and logged as what it is. Else the address is limited, for so long, at least
    /// a second, if no more is refused to it.
    [[nodiscard]] std::optional<std::chrono::seconds> count(const asio::ip::address& peer, SteadyTime now);

    /// How many addresses are remembered: those whose bucket was not full at the latest call.
    [[nodiscard]] std::size_t addresses() const { return buckets_.size(); }

private:
    /// Says as much as a number of tokens and the time for which it holds.
    struct Bucket {
        SteadyTime full_at;
        std::uint64_t limited = 0; ///< refusals since the bucket was empty; 0 while the address is not limited
    };
    using Buckets = std::map<asio::ip::address, Bucket>;

    Bucket& bucket_of(const asio::ip::address& sender, SteadyTime now);
    void fill_until(SteadyTime full_at, const asio::ip::address& sender, Bucket& bucket);
    void forget_full(SteadyTime now);
    void forget_fullest();

    RefusalLimits limits_;
    Buckets buckets_;
    std::set<std::pair<SteadyTime, asio::ip::address>> by_full_at_; ///< of all buckets, the fullest first
};

} // namespace holdfast
