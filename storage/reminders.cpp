#include "storage/reminders.hpp"

#include <map>

namespace holdfast {

long long replace_reminders(Transaction& tx, const CaseId& id, std::span<const KeptReminder> wanted) {
    std::map<std::string, Instant, std::less<>> obsolete;
    for (auto& [key, due_at] : reminders_of(tx, id)) obsolete.emplace(key, due_at);

    long long changed = 0;
    for (const KeptReminder& reminder : wanted) {
        const auto kept = obsolete.find(reminder.key);
        const bool same = kept != obsolete.end() && kept->second == reminder.due_at;
        if (kept != obsolete.end()) obsolete.erase(kept);
        if (same) continue;
        changed += tx.run("INSERT INTO reminders (case_id, key, due_at) VALUES (:id, :key, :due)"
                          " ON CONFLICT (case_id, key) DO UPDATE SET due_at = excluded.due_at",
                          id, reminder);
    }
    for (const auto& [key, due_at] : obsolete)
        changed += tx.run("DELETE FROM reminders WHERE case_id = :id AND key = :key", id, key);
    return changed;
}

std::vector<KeptReminder> reminders_of(Connection& db, const CaseId& id) {
    return db.query<KeptReminder>("SELECT key, due_at FROM reminders WHERE case_id = :id ORDER BY due_at, key", id);
}

std::vector<DueReminder> due_reminders(Connection& db, Instant now, const std::optional<DueReminder>& behind,
                                       int limit) {
    if (!behind)
        return db.query<DueReminder>("SELECT case_id, key, due_at FROM reminders WHERE due_at <= :now"
                                     " ORDER BY due_at, case_id, key LIMIT :limit",
                                     now, limit);
    return db.query<DueReminder>("SELECT case_id, key, due_at FROM reminders WHERE due_at <= :now"
                                 " AND (due_at, case_id, key) > (:due, :case, :key)"
                                 " ORDER BY due_at, case_id, key LIMIT :limit",
                                 now, behind->due_at, behind->case_id, behind->key, limit);
}

std::optional<Instant> next_due(Connection& db) {
    return db.only<std::optional<Instant>>("SELECT MIN(due_at) FROM reminders");
}

std::optional<Instant> next_due_after(Connection& db, Instant after) {
    return db.only<std::optional<Instant>>("SELECT MIN(due_at) FROM reminders WHERE due_at > :after", after);
}

} // namespace holdfast
