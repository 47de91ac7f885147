#pragma once

#include "bot/deliver/file_upload.hpp"
#include "bot/handle/rules.hpp"
#include "storage/connection.hpp"

namespace holdfast {

/// What an account ordered, month by month, against what is usual (S0-13).
[[nodiscard]] std::expected<FileContent, std::string> orders_file(Connection& db, const Rules& rules,
                                                                  const slack::FileWish& wish);

} // namespace holdfast
