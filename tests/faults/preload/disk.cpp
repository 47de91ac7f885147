#include "tests/faults/preload/disk.hpp"

#include "tests/faults/unsynced.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <sys/uio.h>
#include <system_error>
#include <unistd.h>

namespace holdfast::faults {

namespace {

std::int64_t size_of(int descriptor) {
    struct stat facts{};
    return fstat(descriptor, &facts) == 0 ? facts.st_size : 0;
}

std::string bytes_at(int descriptor, std::int64_t offset, std::int64_t size) {
    std::string bytes(static_cast<std::size_t>(std::max<std::int64_t>(size, 0)), '\0');
    const ssize_t got = pread(descriptor, bytes.data(), bytes.size(), offset);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

/// With one call, so that a death leaves all of it or a beginning that cannot be taken for a change.
void append(const std::string& path, UnsyncedChange change, std::string old_bytes, std::string_view new_bytes) {
    const int journal = open((path + unsynced_suffix).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    change.old_bytes = static_cast<std::int64_t>(old_bytes.size());
    change.new_bytes = static_cast<std::int64_t>(new_bytes.size());
    std::string written{new_bytes};
    const std::array<iovec, 3> parts{
        {{&change, sizeof change}, {old_bytes.data(), old_bytes.size()}, {written.data(), written.size()}}};
    (void)!writev(journal, parts.data(), static_cast<int>(parts.size()));
    close(journal);
}

} // namespace

void note_write(int descriptor, const std::string& path, std::string_view bytes, off64_t offset) {
    const std::int64_t size = size_of(descriptor);
    const std::int64_t covered = std::min(size - offset, static_cast<std::int64_t>(bytes.size()));
    append(path, {.size_before = size, .offset = offset}, bytes_at(descriptor, offset, covered), bytes);
}

void note_size(int descriptor, const std::string& path, off64_t size) {
    const std::int64_t before = size_of(descriptor);
    append(path, {.size_before = before, .offset = size}, bytes_at(descriptor, size, before - size), {});
}

void note_creation(const std::string& path) {
    // What is noted there is of a file that has gone.
    unlink((path + unsynced_suffix).c_str());
    close(open((path + unnamed_suffix).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}

void note_sync(const std::string& path) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) {
        unlink((path + unsynced_suffix).c_str());
        return;
    }
    for (const auto& entry : std::filesystem::directory_iterator{path, ignored})
        if (entry.path().native().ends_with(unnamed_suffix)) unlink(entry.path().c_str());
}

} // namespace holdfast::faults
