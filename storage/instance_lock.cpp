#include "storage/instance_lock.hpp"

#include "storage/failure.hpp"
#include "storage/private_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace holdfast {

namespace {

/// One for all links to the database, as SQLite keeps its own files.
std::filesystem::path lock_file_of(const std::filesystem::path& database) {
    std::error_code failed;
    auto file = std::filesystem::weakly_canonical(database, failed);
    if (failed) file = database;
    return file += ".lock";
}

[[noreturn]] void cannot_lock(const std::filesystem::path& file, int error, std::string_view advice) {
    throw StorageFailure{
        StorageFailure::Kind::unavailable,
        fmt::format("{} cannot be locked: {}. {}", file.string(), std::generic_category().message(error), advice)};
}

constexpr std::string_view to_be_owned = "It has to belong to whoever runs Holdfast.";

} // namespace

InstanceLock::InstanceLock(const std::filesystem::path& database) {
    const auto file = lock_file_of(database);
    descriptor_ = ::open(created_for_owner_alone(file).c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor_ < 0) cannot_lock(file, errno, to_be_owned);
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    const int error = errno;
    ::close(descriptor_);
    if (error != EWOULDBLOCK) cannot_lock(file, error, "Keep the database on a local disk.");
    throw StorageFailure{StorageFailure::Kind::busy,
                         fmt::format("{} is served by another holdfast serve already, or being restored. Stop that one "
                                     "first, or let it finish, or give this one a database of its own (HOLDFAST_DB).",
                                     database.string())};
}

InstanceLock::~InstanceLock() {
    ::close(descriptor_);
}

bool is_being_served(const std::filesystem::path& database) {
    const auto file = lock_file_of(database);
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT) return false;
    if (descriptor < 0) cannot_lock(file, errno, to_be_owned);
    const bool is_held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return is_held;
}

} // namespace holdfast
