#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/connection.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Something that a case wants to be reminded of; the key says of what, in the case's own words.
struct KeptReminder {
    std::string key; ///< unique within the case
    Instant due_at;

    bool operator==(const KeptReminder&) const = default;
};

struct DueReminder {
    CaseId case_id;
    std::string key;
    Instant due_at;

    bool operator==(const DueReminder&) const = default;
};

/// Makes the case's reminders exactly the wanted ones, writing only what differs. Keys must be unique.
/// @return how many rows were added, moved or removed
long long replace_reminders(Transaction& tx, const CaseId& id, std::span<const KeptReminder> wanted);

[[nodiscard]] std::vector<KeptReminder> reminders_of(Connection& db, const CaseId& id);
/// Reminders due at `now` or before, earliest first.
/// @param behind only those that come after this one, whether or not it is still there
/// @param limit at most so many
[[nodiscard]] std::vector<DueReminder> due_reminders(Connection& db, Instant now,
                                                     const std::optional<DueReminder>& behind, int limit);
/// When the next reminder is due, also if that is past.
[[nodiscard]] std::optional<Instant> next_due(Connection& db);
/// The same among those that are due later than `after`.
[[nodiscard]] std::optional<Instant> next_due_after(Connection& db, Instant after);

} // namespace holdfast
