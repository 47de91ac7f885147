#pragma once

#include <string>
#include <string_view>
#include <sys/types.h>

// What a power cut would undo, noted beside the files (unsynced.hpp).

namespace holdfast::faults {

/// Before bytes are written. What is noted and does not happen any more does no harm.
void note_write(int descriptor, const std::string& path, std::string_view bytes, off64_t offset);
/// Before the file is cut to `size`, or made longer.
void note_size(int descriptor, const std::string& path, off64_t size);
/// Before a file is created.
void note_creation(const std::string& path);
/// After a file or a folder has been synced.
void note_sync(const std::string& path);

} // namespace holdfast::faults
