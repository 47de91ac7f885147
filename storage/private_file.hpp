#pragma once

#include <filesystem>

namespace holdfast {

/// Creates an empty file that only its owner may read and write (mode 0600) where there is none; leaves an existing
/// file alone. SQLite gives the files that it keeps beside a database the mode of the database.
/// @return the same path
/// @throws StorageFailure where it cannot be created
const std::filesystem::path& created_for_owner_alone(const std::filesystem::path& file);

} // namespace holdfast
