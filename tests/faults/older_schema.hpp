#pragma once

#include <filesystem>

namespace holdfast::faults {

/// Makes of a database what an older version of the program would have left, with all its data but what that version
/// did not keep. Nobody may use it meanwhile.
/// @param version of the schema; the one before that of the database where it is not older
/// @return the version that it has now, 0 where there is no schema yet
/// @throws std::runtime_error where it is not said here what a migration brought
int take_back(const std::filesystem::path& database, int version);

} // namespace holdfast::faults
