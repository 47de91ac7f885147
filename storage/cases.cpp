#include "storage/cases.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

struct Appending {
    CaseId id;
    int seq = 0;
};

} // namespace

std::expected<CaseRecord, OpenCaseExists> create_case(Transaction& tx, const AccountId& account, std::string_view title,
                                                      Instant now) {
    if (auto open = find_open_case(tx, account)) return std::unexpected{OpenCaseExists{std::move(*open)}};
    const auto latest = find_latest_case(tx, account);
    CaseRecord record;
    record.account = account;
    record.number = latest ? latest->number + 1 : 1;
    record.id = CaseId{fmt::format("{}#{}", account.value, record.number)};
    record.opened_at = now;
    record.title = title;
    tx.run("INSERT INTO cases (case_id, account_id, number, version, open, opened_at, closed_at, title)"
           " VALUES (:id, :account, :number, :version, :open, :opened, :closed, :title)",
           record);
    return record;
}

std::expected<int, VersionConflict> append_events(Transaction& tx, const CaseId& id, int expected_version,
                                                  std::span<const NewEvent> events) {
    const int new_version = expected_version + static_cast<int>(events.size());
    const auto updated = tx.run("UPDATE cases SET version = :new WHERE case_id = :id AND version = :expected",
                                new_version, id, expected_version);
    if (updated == 0) {
        const auto record = find_case(tx, id);
        return std::unexpected{VersionConflict{expected_version, record ? record->version : 0}};
    }
    Appending place{id, expected_version};
    for (const NewEvent& event : events) {
        ++place.seq;
        tx.run("INSERT INTO case_events (case_id, seq, at, actor, type, body)"
               " VALUES (:id, :seq, :at, :actor, :type, :body)",
               place, event);
    }
    return new_version;
}

void close_case(Transaction& tx, const CaseId& id, Instant now) {
    tx.run("UPDATE cases SET open = 0, closed_at = :now WHERE case_id = :id AND open = 1", now, id);
}

void set_case_title(Transaction& tx, const CaseId& id, std::string_view title) {
    tx.run("UPDATE cases SET title = :title WHERE case_id = :id", title, id);
}

std::optional<CaseRecord> find_case(Connection& db, const CaseId& id) {
    return db.first<CaseRecord>("SELECT case_id, account_id, number, version, open, opened_at, closed_at, title"
                                " FROM cases WHERE case_id = :id",
                                id);
}

std::optional<CaseRecord> find_open_case(Connection& db, const AccountId& account) {
    return db.first<CaseRecord>("SELECT case_id, account_id, number, version, open, opened_at, closed_at, title"
                                " FROM cases WHERE account_id = :account AND open = 1",
                                account);
}

std::optional<CaseRecord> find_latest_case(Connection& db, const AccountId& account) {
    return db.first<CaseRecord>("SELECT case_id, account_id, number, version, open, opened_at, closed_at, title"
                                " FROM cases WHERE account_id = :account ORDER BY number DESC LIMIT 1",
                                account);
}

std::optional<CaseRecord> find_case_by_channel(Connection& db, const ChannelId& channel) {
    return db.first<CaseRecord>("SELECT cases.case_id, account_id, number, cases.version, open, opened_at, closed_at,"
                                " title FROM rooms JOIN cases ON cases.case_id = rooms.case_id"
                                " WHERE rooms.channel_id = :channel",
                                channel);
}

std::optional<CaseRecord> find_case_by_title(Connection& db, std::string_view title) {
    return db.first<CaseRecord>("SELECT case_id, account_id, number, version, open, opened_at, closed_at, title"
                                " FROM cases WHERE title = :title ORDER BY opened_at DESC, case_id LIMIT 1",
                                title);
}

std::vector<CaseRecord> list_open_cases(Connection& db) {
    return db.query<CaseRecord>("SELECT case_id, account_id, number, version, open, opened_at, closed_at, title"
                                " FROM cases WHERE open = 1 ORDER BY opened_at, case_id");
}

std::vector<CaseRecord> list_cases(Connection& db) {
    return db.query<CaseRecord>("SELECT case_id, account_id, number, version, open, opened_at, closed_at, title"
                                " FROM cases ORDER BY opened_at, case_id");
}

std::vector<CaseRecord> cases_of(Connection& db, const AccountId& account) {
    return db.query<CaseRecord>("SELECT case_id, account_id, number, version, open, opened_at, closed_at, title"
                                " FROM cases WHERE account_id = :account ORDER BY number",
                                account);
}

std::vector<StoredEvent> events_since(Connection& db, const CaseId& id, int since) {
    return db.query<StoredEvent>("SELECT seq, at, actor, type, body FROM case_events"
                                 " WHERE case_id = :id AND seq > :since ORDER BY seq",
                                 id, since);
}

} // namespace holdfast
