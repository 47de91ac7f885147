#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace holdfast {

/// Creates an empty file that only its owner may read and write (mode 0600) where there is none; leaves an existing
/// file alone. SQLite gives the files that it keeps beside a database the mode of the database.
/// @return the same path
/// @throws StorageFailure where it cannot be created
std::filesystem::path created_for_owner_alone(const std::filesystem::path& file);

/// Which of a database and the files beside it (`-wal`, `-shm`, `.lock`) others than their owner may use.
[[nodiscard]] std::vector<std::filesystem::path> open_to_others(const std::filesystem::path& database);

/// Takes from everybody but the owner what open_to_others() names, and warns in the log of each: that it was open, or
/// that it stays so because it belongs to another user. The files may be in use.
void close_to_others(const std::filesystem::path& database);

/// Writes a file that only its owner may read (mode 0600), also where one with another mode stood there.
/// @return false where it cannot be written; none is left then
[[nodiscard]] bool write_for_owner_alone(const std::filesystem::path& file, std::string_view text);

} // namespace holdfast
