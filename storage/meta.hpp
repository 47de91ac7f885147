#pragma once

#include "storage/connection.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// Single facts about this installation, by name.
[[nodiscard]] std::optional<std::string> find_meta(Connection& db, std::string_view key);
void store_meta(Transaction& tx, std::string_view key, std::string_view value);
void remove_meta(Transaction& tx, std::string_view key);

} // namespace holdfast
