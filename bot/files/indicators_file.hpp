#pragma once

#include "bot/deliver/file_upload.hpp"
#include "bot/handle/rules.hpp"
#include "storage/connection.hpp"

namespace holdfast {

/// The chart of the leading indicators after a check-in (S1-07).
[[nodiscard]] std::expected<FileContent, std::string> indicators_file(Connection& db, const Rules& rules,
                                                                      const slack::FileWish& wish);

} // namespace holdfast
