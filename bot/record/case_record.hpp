#pragma once

#include "playbooks/accounts/account.hpp"
#include "playbooks/rescue/notices.hpp"
#include "playbooks/rescue/state.hpp"
#include "storage/cases.hpp"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The record of a case, for people and programs outside Slack (D-19). The same case gives the same text, byte by byte.
namespace holdfast {

enum class RecordExport { markdown, json, csv };
/// As the command line and file names have them.
inline constexpr std::array<std::string_view, 3> record_export_names{"md", "json", "csv"};
[[nodiscard]] std::string_view to_text(RecordExport format);
[[nodiscard]] std::optional<RecordExport> record_export_from(std::string_view text);

/// What a record is made of.
struct CaseHistory {
    CaseRecord record;
    std::optional<Account> account; ///< as it is on record now; none where it was removed
    std::vector<RecordedEvent> events;
};

/// How people are called in a record; empty where only the id is known.
using NameOf = std::function<std::string(const UserId&)>;

/// md: a readable account of what happened. json: every event, and every touch with its text and summary. csv: the
/// timeline, one row an event.
[[nodiscard]] std::string write_record(RecordExport format, const CaseHistory& history, const Surroundings& around,
                                       const NameOf& name_of);

} // namespace holdfast
