#pragma once

#include "playbooks/accounts/ids.hpp"
#include "storage/connection.hpp"

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// A case without its content, which is its events.
struct CaseRecord {
    CaseId id;
    AccountId account;
    int number = 0;  ///< 1, 2, 3… within the account
    int version = 0; ///< seq of the last event, 0 before the first
    bool open = true;
    Instant opened_at;
    std::optional<Instant> closed_at;
    std::string title; ///< name of the room, without `#`

    bool operator==(const CaseRecord&) const = default;
};

/// One event as it is kept. What type and body mean is the codec's.
struct StoredEvent {
    int seq = 0; ///< 1, 2, 3… within the case
    Instant at;
    std::string actor; ///< user id, empty for the clock and the feeds
    std::string type;
    std::string body; ///< JSON object

    bool operator==(const StoredEvent&) const = default;
};

/// A StoredEvent before its place is known.
struct NewEvent {
    Instant at;
    std::string actor;
    std::string type;
    std::string body;
};

/// An account can have one open case at a time, and has this one.
struct OpenCaseExists {
    CaseRecord open;
};

/// Somebody else appended since the version that the decision was based on: load again and decide again.
struct VersionConflict {
    int expected = 0;
    int actual = 0;

    bool operator==(const VersionConflict&) const = default;
};

/// Opens the account's next case: `<account>#<number>`.
[[nodiscard]] std::expected<CaseRecord, OpenCaseExists> create_case(Transaction& tx, const AccountId& account,
                                                                    std::string_view title, Instant now);
/// Appends to the case's events.
/// @param expected_version of the case as it was loaded
/// @return the new version
[[nodiscard]] std::expected<int, VersionConflict> append_events(Transaction& tx, const CaseId& id, int expected_version,
                                                                std::span<const NewEvent> events);
void close_case(Transaction& tx, const CaseId& id, Instant now);
void set_case_title(Transaction& tx, const CaseId& id, std::string_view title);

[[nodiscard]] std::optional<CaseRecord> find_case(Connection& db, const CaseId& id);
[[nodiscard]] std::optional<CaseRecord> find_open_case(Connection& db, const AccountId& account);
/// The account's case with the highest number, open or not.
[[nodiscard]] std::optional<CaseRecord> find_latest_case(Connection& db, const AccountId& account);
/// The case whose room this conversation is.
[[nodiscard]] std::optional<CaseRecord> find_case_by_channel(Connection& db, const ChannelId& channel);
/// The newest case whose room had this name.
[[nodiscard]] std::optional<CaseRecord> find_case_by_title(Connection& db, std::string_view title);
/// Oldest first.
[[nodiscard]] std::vector<CaseRecord> list_open_cases(Connection& db);
/// All cases there ever were, oldest first.
[[nodiscard]] std::vector<CaseRecord> list_cases(Connection& db);
/// Oldest first.
[[nodiscard]] std::vector<CaseRecord> cases_of(Connection& db, const AccountId& account);

/// Events after seq `since` (0: all of them), in order.
[[nodiscard]] std::vector<StoredEvent> events_since(Connection& db, const CaseId& id, int since);

} // namespace holdfast
