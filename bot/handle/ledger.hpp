#pragma once

#include "bot/handle/case_book.hpp"
#include "bot/handle/rules.hpp"
#include "playbooks/rescue/decide.hpp"
#include "storage/connection.hpp"

#include <atomic>
#include <expected>
#include <memory>
#include <vector>

namespace holdfast {

/// What a change left behind.
struct Change {
    std::shared_ptr<const Case> after;
    std::vector<RecordedEvent> events; ///< none: there was nothing to do
};

using Changed = std::expected<Change, Refusal>;

/// Where requests become facts: on the storage thread, inside one transaction, events are decided and appended,
/// reminders reconciled, what Slack should show is set, and what people are told once goes to the outbox. All or
/// nothing.
class Ledger {
public:
    explicit Ledger(const Rules& rules) : rules_{rules} {}

    /// Applies requests in order; a refusal of one refuses all.
    [[nodiscard]] Changed apply(Transaction& tx, const CaseId& id, const std::vector<Request>& requests,
                                const Actor& actor, Instant now);

    /// Opens a rescue of the account, or adds the signals to the open one (S0-26, S0-27).
    /// @param reason of whoever opens it by hand, else empty
    [[nodiscard]] Changed open(Transaction& tx, const Account& account, const std::vector<Signal>& signals,
                               const std::string& reason, const Actor& actor, Instant now);

    /// Slack knows who has this e-mail address: the accounts and the open rescues name them by their id from here on.
    void colleague_found(Transaction& tx, const UserId& address, const UserId& user, Instant now);

    /// The account's record may name others than it did, or another time zone: the open rescue is theirs from here on,
    /// and the sponsor's day the account's.
    void follow_account(Transaction& tx, const Account& account, Instant now);

    /// Something else is known of a colleague, whether they can be reached above all: the open rescues in which they
    /// have a part are drawn again, so that what was theirs goes to the next person at once.
    void colleague_changed(Transaction& tx, const UserId& who, Instant now);

    /// Draws everything again for the time that has come: what became overdue, which week it is.
    void refresh(Transaction& tx, const CaseId& id, Instant now);

    /// Records are not what they were: a commit failed, or somebody was erased. What was folded must be read again.
    /// Callable from any thread.
    void distrust() { distrusted_ = true; }

    [[nodiscard]] std::shared_ptr<const Case> find(Transaction& tx, const CaseId& id) { return book().find(tx, id); }

    /// Folded cases as the writing connection sees them.
    [[nodiscard]] CaseBook& book();

private:
    [[nodiscard]] Changed record(Transaction& tx, const Case& before, std::vector<Event> decided, const Actor& actor,
                                 Instant now);

    const Rules& rules_;
    CaseBook book_;
    std::atomic<bool> distrusted_ = false;
};

} // namespace holdfast
