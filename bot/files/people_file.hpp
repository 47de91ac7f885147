#pragma once

#include "bot/deliver/file_upload.hpp"
#include "bot/handle/rules.hpp"
#include "storage/connection.hpp"

namespace holdfast {

/// The map of an account's people (S0-30), those who left during the rescue among them.
[[nodiscard]] std::expected<FileContent, std::string> people_file(Connection& db, const Rules& rules,
                                                                  const slack::FileWish& wish);

} // namespace holdfast
