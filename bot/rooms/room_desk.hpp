#pragma once

#include "bot/deliver/workbench.hpp"
#include "bot/slack/outgoing.hpp"
#include "bot/slack/room_actual.hpp"
#include "storage/rooms.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace holdfast {

struct ReconcilerSettings {
    /// Who reconciles; as CourierSettings::holder.
    std::string holder;
    std::size_t rooms_at_a_time = 6;
    /// A channel that was created is not always listed at once.
    std::chrono::milliseconds listing_lag{1'500};
    /// Called after a room has come into being, on the network thread.
    std::function<void()> after_change = [] {};
    /// Draws the card of a case again, because something that it says about the room has changed. Runs on the storage
    /// thread, in the transaction of the change.
    std::function<void(Transaction&, const CaseId&)> draw_card = [](Transaction&, const CaseId&) {};
    /// Who hears what has become of the room of a case; empty: nobody can be named. Runs as draw_card does.
    std::function<UserId(Transaction&, const CaseId&)> in_charge = [](Transaction&, const CaseId&) { return UserId{}; };
};

/// A room on its way from what it is to what it should be.
struct RoomProgress {
    CaseId id;
    slack::RoomWish wish;
    ChannelId channel; ///< empty until it has been created
    std::string name;
    slack::RoomActual actual;
    std::set<UserId> joined; ///< let in by this attempt
};

/// How a step towards the wanted room ended.
enum class Step {
    nothing_to_do,
    done,    ///< or refused for good, which does not stop the rest
    put_off, ///< nothing more can be done at present
    lost     ///< the room is gone, archived, or we are not in it
};

/// What the steps of reconciling have in common. One per reconciler.
class RoomDesk : public Workbench {
public:
    RoomDesk(asio::any_io_executor executor, Database& database, SlackClient& slack, PeopleDirectory& people,
             const Clock& clock, const Clock& real_time, ReconcilerSettings settings);

    /// Keeps what was brought about, before anything else is begun.
    [[nodiscard]] asio::awaitable<void> keep(const RoomProgress& room);
    /// The same as part of a larger change. Which channel it is stays as on record: it may have got another id.
    void record(Transaction& tx, const RoomProgress& room) const;
    /// The same, and that this channel is the room from now on, or that there is none.
    void record_move(Transaction& tx, const RoomProgress& room) const;
    /// After a call: what failed is filed by `note`, and what went through is refused no more.
    [[nodiscard]] Step settle(RoomProgress& room, const std::string& method, const SlackResult& answer);
    /// Files a refused or failed call: what the workspace forbids is written down, said once in the log, and not tried
    /// again before refusals are forgotten.
    [[nodiscard]] Step note(RoomProgress& room, std::string_view method, const SlackFailure& failure);
    /// The room cannot be used. @param why in words for people
    void note_trouble(RoomProgress& room, std::string why) const;
    /// For the id of what is told once for each time that a room is in trouble. Empty where that was not kept, by an
    /// older version, which has told it already.
    [[nodiscard]] static std::string when_it_began(const slack::RoomActual& room);
    [[nodiscard]] bool is_refused(std::string_view method) const { return refused_.contains(method); }
    /// Before a call that the room needs: whether it has to do without, because the workspace is known to refuse the
    /// method. The room then says so like the one that was refused, and is tried again with it.
    [[nodiscard]] asio::awaitable<bool> goes_without(RoomProgress& room, std::string method);
    /// What the workspace forbade may be allowed by now: it is tried again.
    void forget_refusals() { refused_.clear(); }
    /// Sends a direct message to ReconcilerSettings::in_charge; the same effect id only once.
    [[nodiscard]] asio::awaitable<void> tell_whoever_is_in_charge(const CaseId& id, std::string effect_id,
                                                                  nlohmann::json message);

    ReconcilerSettings settings;

private:
    std::map<std::string, std::string, std::less<>> refused_; ///< methods, with Slack's error code
};

} // namespace holdfast
