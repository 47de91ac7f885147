#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_set>

namespace holdfast {

/// The events that were answered lately, so that Slack's repetitions of them cost nothing and say nothing twice. What
/// must never happen twice, also after a restart, is recognised by the inbox; this spares the way there.
class AnsweredEvents {
public:
    /// @param most how many are remembered: Slack repeats within a minute, five minutes and an hour
    explicit AnsweredEvents(std::size_t most = 10'000) : most_{most} {}

    [[nodiscard]] bool contains(const std::string& event_id) const { return known_.contains(event_id); }

    void add(const std::string& event_id) {
        if (event_id.empty() || !known_.insert(event_id).second) return;
        in_order_.push_back(event_id);
        if (in_order_.size() <= most_) return;
        known_.erase(in_order_.front());
        in_order_.pop_front();
    }

private:
    std::size_t most_;
    std::unordered_set<std::string> known_;
    std::deque<std::string> in_order_; ///< oldest first
};

} // namespace holdfast
