#pragma once

#include <filesystem>

namespace holdfast {

/// The right to serve a database or to replace it, which one process has at a time: a lock on the file `….lock` beside
/// the database. The system takes it back however the process ends, and the file stays, empty. Whoever merely reads or
/// writes the database needs no such right.
class InstanceLock {
public:
    /// @param database need not be there yet
    /// @throws StorageFailure where another process has the right, or where nothing can be locked
    explicit InstanceLock(const std::filesystem::path& database);
    ~InstanceLock();
    InstanceLock(const InstanceLock&) = delete;
    InstanceLock& operator=(const InstanceLock&) = delete;

private:
    int descriptor_ = -1;
};

/// Whether a process has the right to serve a database now. Nothing is created.
/// @throws StorageFailure where nobody who runs this program could have it: the lock belongs to another user
[[nodiscard]] bool is_being_served(const std::filesystem::path& database);

} // namespace holdfast
