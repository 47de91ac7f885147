#pragma once

#include "bot/net/byte_stream.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace holdfast {

/// What has to wait until its turn comes, by Slack's limits or our own. Kept in memory alone and in real time: a
/// restart forgets it, and Slack says again what it wants.
template <class Key>
class Rests {
public:
    void rest(const Key& key, SteadyTime until) {
        SteadyTime& known = until_[key];
        known = std::max(known, until);
    }
    [[nodiscard]] bool rests(const Key& key, SteadyTime now) const {
        const auto found = until_.find(key);
        return found != until_.end() && found->second > now;
    }
    /// Forgets whose turn has come.
    void forget_ended(SteadyTime now) {
        std::erase_if(until_, [now](const auto& one) { return one.second <= now; });
    }
    /// When the next turn comes, if anything rests.
    [[nodiscard]] std::optional<SteadyTime> next() const {
        if (until_.empty()) return std::nullopt;
        return std::ranges::min_element(until_, {}, [](const auto& one) { return one.second; })->second;
    }

private:
    std::map<Key, SteadyTime> until_;
};

} // namespace holdfast
