#include "tests/faults/preload/disk.hpp"
#include "tests/faults/preload/page.hpp"

#include <climits>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>

namespace holdfast::faults {

namespace {

enum class FileKind { other, database, log };

FileKind kind_of(std::string_view path) {
    if (path.ends_with(".db-wal")) return FileKind::log;
    return path.ends_with(".db") ? FileKind::database : FileKind::other;
}

std::string path_of(int descriptor) {
    char link[32];
    char path[PATH_MAX];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const ssize_t length = readlink(link, path, sizeof path);
    return length <= 0 ? std::string{} : std::string(path, static_cast<std::size_t>(length));
}

bool is_out_of_space(FileKind kind) {
    if (kind == FileKind::other || page().disk_is_full == 0) return false;
    page().refused_writes.fetch_add(1);
    errno = ENOSPC;
    return true;
}

template <class Open>
int open_noted(const char* path, int flags, Open open_it) {
    const bool is_new = (flags & O_CREAT) != 0 && kind_of(path) != FileKind::other && access(path, F_OK) != 0;
    if (is_new) note_creation(path);
    return open_it();
}

template <class Sync>
int synced(int descriptor, Sync sync_it) {
    const auto deed = visit(Point::sync);
    if (deed && deed != Deed::die_after) die();
    const int result = sync_it();
    if (result == 0) note_sync(path_of(descriptor));
    if (deed) die();
    return result;
}

} // namespace

} // namespace holdfast::faults

using namespace holdfast::faults;

extern "C" {

int open(const char* path, int flags, ...) {
    static auto* const really = next_symbol<int(const char*, int, ...)>("open");
    va_list more;
    va_start(more, flags);
    const auto mode = va_arg(more, unsigned);
    va_end(more);
    return open_noted(path, flags, [&] { return really(path, flags, mode); });
}

int open64(const char* path, int flags, ...) {
    static auto* const really = next_symbol<int(const char*, int, ...)>("open64");
    va_list more;
    va_start(more, flags);
    const auto mode = va_arg(more, unsigned);
    va_end(more);
    return open_noted(path, flags, [&] { return really(path, flags, mode); });
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
    static auto* const really = next_symbol<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    const std::string path = path_of(descriptor);
    const FileKind kind = kind_of(path);
    if (is_out_of_space(kind)) return -1;
    if (kind == FileKind::other) return really(descriptor, bytes, size, offset);
    const auto deed = visit(kind == FileKind::log ? Point::log_write : Point::database_write);
    if (deed == Deed::die_before) die();
    const size_t much = deed == Deed::die_amidst ? size / 2 : size;
    note_write(descriptor, path, {static_cast<const char*>(bytes), much}, offset);
    const ssize_t written = really(descriptor, bytes, much, offset);
    if (deed == Deed::die_amidst || deed == Deed::die_after) die();
    return written;
}

int ftruncate64(int descriptor, off64_t size) noexcept {
    static auto* const really = next_symbol<int(int, off64_t)>("ftruncate64");
    const std::string path = path_of(descriptor);
    const FileKind kind = kind_of(path);
    if (is_out_of_space(kind)) return -1;
    if (kind != FileKind::other) note_size(descriptor, path, size);
    return really(descriptor, size);
}

int fdatasync(int descriptor) {
    static auto* const really = next_symbol<int(int)>("fdatasync");
    return synced(descriptor, [&] { return really(descriptor); });
}

int fsync(int descriptor) {
    static auto* const really = next_symbol<int(int)>("fsync");
    return synced(descriptor, [&] { return really(descriptor); });
}

} // extern "C"
