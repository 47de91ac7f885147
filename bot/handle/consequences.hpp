#pragma once

#include "bot/handle/rules.hpp"
#include "playbooks/rescue/state.hpp"
#include "storage/connection.hpp"

#include <span>

namespace holdfast {

/// What follows from a change of a case, stored in the same transaction as the change: reminders, what Slack should
/// show, what people are told once, and what other tables know of the account.
class Consequences {
public:
    Consequences(Transaction& tx, const Rules& rules, const Surroundings& around, Instant now)
        : tx_{tx}, rules_{rules}, around_{around}, now_{now} {}

    /// Messages that are posted once, and facts about the account.
    void of_event(const Case& before, const Case& after, const RecordedEvent& recorded);
    /// What a change comes to as a whole, however many events it has: the chart after a check-in.
    void of_change(const Case& after, std::span<const RecordedEvent> events);
    /// Everything that is a function of the state: reminders, living messages, the room.
    void of_state(const Case& state);

private:
    void tell(const Case& before, const Case& after, const RecordedEvent& recorded);
    void remember_about_the_account(const Case& after, const RecordedEvent& recorded);

    Transaction& tx_;
    const Rules& rules_;
    const Surroundings& around_;
    Instant now_;
};

} // namespace holdfast
