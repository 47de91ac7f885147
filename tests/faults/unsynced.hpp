#pragma once

#include <cstdint>
#include <filesystem>

namespace holdfast::faults {

/// A change of a file that the disk need not have yet: in a file of the same name with `unsynced_suffix` one stands
/// behind the other, oldest first, until the file is synced. What was written by a program that was killed stays there,
/// as it stays in the system's memory.
struct UnsyncedChange {
    std::int64_t size_before = 0; ///< of the file
    std::int64_t offset = 0;      ///< where it was written, or to where it was cut
    std::int64_t old_bytes = 0;   ///< so many follow: what stood there
    std::int64_t new_bytes = 0;   ///< so many follow these: what was written there; 0: the file was cut
};

inline constexpr const char* unsynced_suffix = ".unsynced";
/// Beside a file whose name the disk need not have yet, because its folder has not been synced.
inline constexpr const char* unnamed_suffix = ".unnamed";

/// Leaves of the files in the folder what a power cut leaves: of what was not synced nothing, or (`some_stays`) each
/// change by chance. Nobody may use the files meanwhile.
/// @return how many changes are lost
int cut_power(const std::filesystem::path& folder, bool some_stays);
/// All that stands in the files is on the disk.
void sync_all(const std::filesystem::path& folder);

} // namespace holdfast::faults
