#pragma once

#include "bot/deliver/consequence.hpp"
#include "bot/deliver/file_upload.hpp"
#include "bot/deliver/posted_message.hpp"
#include "bot/deliver/rests.hpp"
#include "bot/deliver/workbench.hpp"
#include "storage/failure.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace holdfast {

/// The source of a courier that has none: every wish for a file is given up.
[[nodiscard]] asio::awaitable<std::expected<FileContent, std::string>> nothing_to_upload(slack::FileWish wish);

struct CourierSettings {
    /// Who delivers; no other process may use the same at the same time. The same after a restart spares waiting for
    /// the lease of the process that ended.
    std::string holder;
    std::size_t lanes_at_a_time = 16;
    /// What was posted is not always in the history at once.
    std::chrono::milliseconds history_lag{1'500};
    /// A living message is edited no more often than this.
    std::chrono::milliseconds between_updates{2'000};
    /// Called after something was put into a room, on the network thread.
    std::function<void()> after_change = [] {};
    FileSource files = nothing_to_upload; ///< makes what files hold
};

/// What became of the messages, since the start.
struct DeliveryCounts {
    std::uint64_t posted = 0;  ///< messages that Slack has confirmed
    std::uint64_t found = 0;   ///< whose confirmation was lost, and that were found instead of being posted again
    std::uint64_t updated = 0; ///< edits of living messages
    std::uint64_t removed = 0; ///< living messages taken away
    std::uint64_t retried = 0; ///< attempts put off
    std::uint64_t dead = 0;    ///< given up: nobody will see them
};

/// Five growing delays, then every five minutes for a day: what has been attempted so often is given up.
inline constexpr int attempts_of_a_day = 290;

/// How a piece of delivery ended.
enum class Delivery {
    done,        ///< the next of the lane may follow
    later,       ///< the lane has to wait
    unreachable, ///< Slack does not answer: nothing will go through
    unauthorised ///< the token is refused: nothing will go through
};

/// What a failed call means for everything else.
[[nodiscard]] Delivery after(const SlackFailure& failure);

/// No place to post to: the lane waits, or the message can never arrive.
struct NoPlace {
    bool can_come = true;
    std::string why;
    Delivery delivery = Delivery::later;
    std::chrono::milliseconds rest{0}; ///< until Slack may be asked for it; zero where that is not what it waits for
};

/// Of a living message: case and slot.
using MessageKey = std::pair<CaseId, std::string>;

/// What delivering rows and living messages have in common. One per courier.
class DeliveryDesk : public Workbench {
public:
    DeliveryDesk(asio::any_io_executor executor, Database& database, SlackClient& slack, PeopleDirectory& people,
                 const Clock& clock, const Clock& real_time, CourierSettings settings);

    /// Where direct messages to somebody go.
    [[nodiscard]] asio::awaitable<std::expected<PostPlace, NoPlace>> person(UserId who);
    /// The room of a case, and the thread of its card if asked for. Waits for the room and for the card.
    [[nodiscard]] std::expected<PostPlace, NoPlace> room(const CaseId& id, bool in_thread);

    /// Looks whether a doubtful message is there. None: it is not, or that cannot be found out.
    /// @param sought with `since` on our clock
    /// Slack may still be working on what we stopped waiting for, or ended in the middle of: looks a second time, for
    /// what takes effect twelve seconds late.
    [[nodiscard]] asio::awaitable<std::expected<std::optional<PostedMessage>, SlackFailure>> look_for(Sought sought);

    /// What the failure of a call about this case's room asks for, or about a person where the case is empty.
    [[nodiscard]] Consequence consequence_of(const SlackFailure& failure, const CaseId& room);
    /// Has the room of a case looked at: it is not what the case believes.
    [[nodiscard]] asio::awaitable<void> ask_room(CaseId id);
    /// When to go on with what has to rest for so long.
    [[nodiscard]] static SteadyTime turn_after(std::chrono::milliseconds rest);

    /// Keeps what happened in Slack, and tries until it is kept: otherwise it would happen again.
    template <class Work>
    [[nodiscard]] asio::awaitable<void> keep(Work work) {
        while (true) {
            std::string problem;
            try {
                co_await database.write(work);
            } catch (const StorageFailure& failure) {
                if (failure.kind() == StorageFailure::Kind::constraint) throw;
                problem = failure.what();
            } catch (const Overloaded& overloaded) {
                problem = overloaded.what();
            }
            if (problem.empty()) co_return;
            spdlog::error("A delivery could not be recorded, trying again: {}", problem);
            co_await pause(std::chrono::seconds{1});
        }
    }

    CourierSettings settings;
    DeliveryCounts counts;
    Rests<std::string> resting_lanes;   ///< whose next row waits for its turn
    Rests<MessageKey> resting_messages; ///< that wait for their turn

private:
    /// From when on, by Slack's clock, there can be what our clock has seen the wish for at an instant, if it was right
    /// then; none when it is a simulated or a wrong one, or was set back behind that instant.
    [[nodiscard]] std::optional<Instant> on_slacks_clock(Instant at) const;
};

} // namespace holdfast
