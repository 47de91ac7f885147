#include "bot/handle/case_book.hpp"

#include "storage/event_codec.hpp"
#include "storage/failure.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace holdfast {

std::vector<RecordedEvent> events_of(Connection& db, const CaseId& id, int since) {
    std::vector<RecordedEvent> events;
    for (const auto& stored : events_since(db, id, since)) {
        const UserId actor{stored.actor};
        events.push_back({stored.seq, stored.at, actor, decode_event(stored.type, stored.body, actor)});
    }
    return events;
}

std::shared_ptr<const Case> CaseBook::load(Connection& db, const CaseRecord& record) {
    const auto known = cases_.find(record.id);
    if (known != cases_.end() && known->second->version == record.version) return known->second;
    auto caught_up = std::make_shared<Case>();
    // A version above the record's was seen inside a transaction that did not last: start over.
    if (known != cases_.end() && known->second->version < record.version) *caught_up = *known->second;
    caught_up->id = record.id;
    for (const auto& event : events_of(db, record.id, caught_up->version)) evolve(*caught_up, event);
    if (cases_.size() >= kept) cases_.clear();
    cases_[record.id] = caught_up;
    return caught_up;
}

std::shared_ptr<const Case> CaseBook::find_open(Connection& db, const AccountId& account) {
    const auto record = find_open_case(db, account);
    return record ? load(db, *record) : nullptr;
}

std::shared_ptr<const Case> CaseBook::find_latest(Connection& db, const AccountId& account) {
    const auto record = find_latest_case(db, account);
    return record ? load(db, *record) : nullptr;
}

std::shared_ptr<const Case> CaseBook::find(Connection& db, const CaseId& id) {
    const auto record = find_case(db, id);
    return record ? load(db, *record) : nullptr;
}

std::vector<std::shared_ptr<const Case>> CaseBook::all_open(Connection& db) {
    std::vector<std::shared_ptr<const Case>> open;
    for (const auto& record : list_open_cases(db)) {
        try {
            open.push_back(load(db, record));
        } catch (const StorageFailure&) {
            throw;
        } catch (const std::exception& damage) {
            // Asked for every second: the same damage is news once.
            auto& said = damaged_[record.id];
            if (std::exchange(said, damage.what()) != damage.what())
                spdlog::error("case={} cannot be read and is left out: {}", record.id.value, damage.what());
        }
    }
    return open;
}

} // namespace holdfast
