#include "bot/net/refusal_rate.hpp"

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/address_v6.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <string>

namespace holdfast {

namespace {

/// Of an IPv6 address the first 64 bits: the others are its owner's to choose.
asio::ip::address sender_of(const asio::ip::address& peer) {
    if (!peer.is_v6()) return peer;
    const auto address = peer.to_v6();
    // Who listens on IPv6 sees IPv4 so. All of them have the same first 64 bits.
    if (address.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, address);
    auto bytes = address.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return asio::ip::address_v6{bytes};
}

std::string shown(const asio::ip::address& sender) {
    return sender.is_v6() ? sender.to_string() + "/64" : sender.to_string();
}

} // namespace

RefusalRate::RefusalRate(const RefusalLimits& limits) : limits_{limits} {}

std::optional<std::chrono::seconds> RefusalRate::count(const asio::ip::address& peer, SteadyTime now) {
    forget_full(now);
    const auto sender = sender_of(peer);
    auto& bucket = bucket_of(sender, now);
    const SteadyTime full_at_if_empty = now + limits_.burst * limits_.refill;
    const SteadyTime full_at = bucket.full_at + limits_.refill;
    const bool is_empty = full_at > full_at_if_empty;
    fill_until(std::min(full_at, full_at_if_empty), sender, bucket);
    if (!is_empty && bucket.limited == 0) return std::nullopt;
    if (bucket.limited == 0)
        spdlog::warn("too many requests of {} were refused: until it is calm, those are answered with 429 and not "
                     "logged",
                     shown(sender));
    ++bucket.limited;
    return std::max(std::chrono::ceil<std::chrono::seconds>(bucket.full_at - now), std::chrono::seconds{1});
}

/// The bucket of a sender, a full one where none is remembered.
RefusalRate::Bucket& RefusalRate::bucket_of(const asio::ip::address& sender, SteadyTime now) {
    if (const auto known = buckets_.find(sender); known != buckets_.end()) return known->second;
    // Who is nearest to a full bucket has been refused least, and loses least when it is forgotten.
    if (buckets_.size() >= limits_.addresses) forget_fullest();
    by_full_at_.emplace(now, sender);
    return buckets_.emplace(sender, Bucket{.full_at = now}).first->second;
}

void RefusalRate::fill_until(SteadyTime full_at, const asio::ip::address& sender, Bucket& bucket) {
    by_full_at_.erase({bucket.full_at, sender});
    bucket.full_at = full_at;
    by_full_at_.emplace(full_at, sender);
}

/// A full bucket says nothing that a forgotten one does not.
void RefusalRate::forget_full(SteadyTime now) {
    while (!by_full_at_.empty() && by_full_at_.begin()->first <= now) forget_fullest();
}

void RefusalRate::forget_fullest() {
    const auto fullest = by_full_at_.begin();
    const auto known = buckets_.find(fullest->second);
    const auto limited = known->second.limited;
    if (limited > 0)
        spdlog::warn("{} is not limited any more; requests answered with 429: {}", shown(fullest->second), limited);
    buckets_.erase(known);
    by_full_at_.erase(fullest);
}

} // namespace holdfast
