#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace holdfast {

/// Copies the database into one file, readable for its owner alone, that needs no other file beside it. The copy is
/// the state of one instant, and writers are not held up. A copy from before under the same name is replaced at the
/// end, never half, a power cut included.
/// @return what went wrong, fit to show to an operator
[[nodiscard]] std::expected<void, std::string> back_up(const std::filesystem::path& database,
                                                       const std::filesystem::path& copy);

/// Replaces the database by a copy, all of it or nothing. Refuses a copy that is damaged, not ours or from a newer
/// version, and a database that is in use. A database too damaged to be opened is kept beside as `….damaged`.
/// @return what went wrong, fit to show to an operator
[[nodiscard]] std::expected<void, std::string> restore(const std::filesystem::path& copy,
                                                       const std::filesystem::path& database);

/// Reads all of a database and checks that it is whole, ours, and not from a newer version. Takes seconds where the
/// file has a gigabyte; changes nothing.
/// @return what is wrong with it, fit to show to an operator
[[nodiscard]] std::expected<void, std::string> check_database(const std::filesystem::path& database);

} // namespace holdfast
