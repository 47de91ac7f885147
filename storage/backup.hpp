#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace holdfast {

/// Copies the database into one file, readable for its owner alone, that needs no other file beside it. The copy is
/// the state of one instant, and writers are not held up. It is looked at as check_database() does, and only a copy
/// that restore() would take replaces one from before under the same name: at the end, never half, a power cut
/// included.
/// @return what went wrong, fit to show to an operator
[[nodiscard]] std::expected<void, std::string> back_up(const std::filesystem::path& database,
                                                       const std::filesystem::path& copy);

/// The same without looking at what is copied: for reading the rest of a database in which a row is damaged.
[[nodiscard]] std::expected<void, std::string> copy_database(const std::filesystem::path& database,
                                                             const std::filesystem::path& copy);

} // namespace holdfast
