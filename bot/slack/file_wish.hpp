#pragma once

#include "bot/slack/outgoing.hpp"
#include "playbooks/accounts/ids.hpp"
#include "playbooks/calendar/instant.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast::slack {

/// The method of effects that upload a file: the last of the three calls, the one that people see.
inline constexpr std::string_view upload_method{"files.completeUploadExternal"};

/// What a file holds.
enum class FileKind { record, people, indicators, orders };
inline constexpr std::array<std::string_view, 4> file_kind_names{"record", "people", "indicators", "orders"};

/// A file that should be in Slack once. What is in it is made when it is sent, from what is on record, so that no copy
/// of what is known about a customer waits in the outbox.
struct FileWish {
    FileKind kind = FileKind::record;
    AccountId account;
    CaseId rescue;                ///< may be empty where the kind needs none
    int version = 0;              ///< the rescue as it was after this event; 0: as it is when the file is sent
    Instant as_of;                ///< when it was asked for
    std::string zone;             ///< IANA name: whose days and hours it shows
    std::string format;           ///< of a record: md, json or csv
    int months = 0;               ///< of orders: how many complete months
    bool names_saboteurs = false; ///< of people: its readers may know who works against us (S0-35)
    bool operator==(const FileWish&) const = default;
};

/// The wish as an effect of upload_method has it.
[[nodiscard]] Outgoing outgoing_file(const FileWish& wish, bool in_thread);
/// None: it was not written by outgoing_file.
[[nodiscard]] std::optional<FileWish> file_wish_from(const Outgoing& outgoing);

/// The name of the file that an effect uploads, by which it is found again: `acme-1-14-indicators.png`.
/// @param ending `png`
[[nodiscard]] std::string file_name(std::string_view effect_id, std::string_view ending);

} // namespace holdfast::slack
