#pragma once

#include "playbooks/rescue/state.hpp"
#include "storage/cases.hpp"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace holdfast {

/// Folded cases, so that answering does not fold hundreds of events each time. Belongs to one connection's thread; a
/// case that has gone on is caught up event by event.
class CaseBook {
public:
    /// The case as the connection sees it now. @throws std::runtime_error when its record cannot be read
    [[nodiscard]] std::shared_ptr<const Case> load(Connection& db, const CaseRecord& record);
    [[nodiscard]] std::shared_ptr<const Case> find_open(Connection& db, const AccountId& account);
    /// The open rescue, else the latest one.
    [[nodiscard]] std::shared_ptr<const Case> find_latest(Connection& db, const AccountId& account);
    [[nodiscard]] std::shared_ptr<const Case> find(Connection& db, const CaseId& id);
    /// Without those whose record cannot be read, which are logged once: one damaged row must not stop the work on the
    /// rest.
    [[nodiscard]] std::vector<std::shared_ptr<const Case>> all_open(Connection& db);
    /// What all_open() has left out, and why.
    [[nodiscard]] const std::unordered_map<CaseId, std::string>& left_out() const noexcept { return damaged_; }

private:
    /// More than this many at once are not kept: closed cases are seldom asked for.
    static constexpr std::size_t kept = 2'000;
    std::unordered_map<CaseId, std::shared_ptr<const Case>> cases_;
    std::unordered_map<CaseId, std::string> damaged_;
};

/// All events of a case, decoded.
[[nodiscard]] std::vector<RecordedEvent> events_of(Connection& db, const CaseId& id, int since = 0);

} // namespace holdfast
