#pragma once

#include "bot/deliver/delivery.hpp"
#include "bot/deliver/effect_delivery.hpp"
#include "bot/deliver/living_delivery.hpp"
#include "bot/deliver/rounds.hpp"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace holdfast {

/// Brings to Slack what the database says should be there: rows of the outbox and living messages.
///
/// Lanes beside each other, each lane strictly in order; a lane is a room or a person. Some places are kept for people:
/// however many rooms wait for their turn, calls for help go out. While Slack does not answer or refuses the token,
/// everything waits. One process at a time delivers. Runs on the network thread and must outlive its coroutines.
class Courier {
public:
    Courier(const asio::any_io_executor& executor, Database& database, SlackClient& slack, PeopleDirectory& people,
            const Clock& clock, const Clock& real_time, CourierSettings settings);

    /// The loop; ends after stop(). To be spawned once.
    [[nodiscard]] asio::awaitable<void> run();
    /// Something was committed.
    void nudge() { rounds_.nudge(); }
    /// Begins nothing more and waits for the calls in flight. What is not finished then is looked for at the next
    /// start.
    [[nodiscard]] asio::awaitable<void> stop(std::chrono::milliseconds within = std::chrono::seconds{3});

    /// Why nothing can be delivered at present, for operators; none when all is well.
    [[nodiscard]] const std::optional<std::string>& problem() const { return problem_; }
    [[nodiscard]] const DeliveryCounts& counts() const { return desk_.counts; }

private:
    asio::awaitable<void> one_round();
    asio::awaitable<bool> may_deliver();
    asio::awaitable<void> take_over();
    void look_at_clock();
    asio::awaitable<void> attempt_what_waits();
    asio::awaitable<void> doubt_abandoned();
    asio::awaitable<void> doubt_lane(const std::string& lane, const std::vector<MessageKey>& messages);
    asio::awaitable<bool> slack_is_back();
    void note_outage(Delivery outcome);
    void find_work();
    [[nodiscard]] bool leads_somewhere(const std::string& lane);
    [[nodiscard]] bool has_next_row(const std::string& lane);
    void start_lanes();
    [[nodiscard]] bool has_place_for(const std::string& lane) const;
    [[nodiscard]] bool may_go_on() const { return !rounds_.is_stopping() && !problem_ && !must_take_over_; }
    asio::awaitable<void> run_lane(std::string lane);
    asio::awaitable<Delivery> deliver_lane(const std::string& lane, const std::vector<MessageKey>& messages);
    asio::awaitable<Delivery> bring(const MessageKey& key);
    [[nodiscard]] std::chrono::steady_clock::duration time_to_wait();

    DeliveryDesk desk_;
    EffectDelivery effects_;
    LivingDelivery living_;
    Rounds rounds_; ///< what they begin are lanes

    std::map<std::string, std::vector<MessageKey>> lanes_; ///< with work; their living messages that need some
    std::deque<std::string> ready_;                        ///< those of them that do not run, longest waiting first
    std::set<std::string> troubled_;                       ///< lanes that rest after a fault of ours
    std::size_t rooms_running_ = 0;                        ///< lanes of rooms among what runs
    bool must_take_over_ = true;                           ///< others may have delivered since we did last
    Instant last_round_;                                   ///< when the last one began, by the clock
    bool must_attempt_ = false;                            ///< the clock was set back
    std::optional<std::string> problem_;
    int failed_probes_ = 0;
    SteadyTime next_probe_ = {};
    SteadyTime next_look_for_abandoned_ = {};
};

} // namespace holdfast
