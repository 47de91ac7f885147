#pragma once

#include "bot/deliver/file_upload.hpp"
#include "bot/handle/rules.hpp"
#include "storage/connection.hpp"

namespace holdfast {

/// The record of a rescue as people and programs read it outside Slack (D-19).
[[nodiscard]] std::expected<FileContent, std::string> record_file(Connection& db, const Rules& rules,
                                                                  const slack::FileWish& wish);

} // namespace holdfast
