#include "storage/trial_copy.hpp"

#include "storage/backup.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace holdfast {

namespace {

constexpr std::string_view mark = ".trial-";
constexpr std::string_view any_six = "XXXXXX";

/// @return a descriptor, negative and with errno where another process has the folder or it cannot be locked
int locked(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0 || ::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
    const int error = errno;
    ::close(descriptor);
    errno = error;
    return -1;
}

void unlock(int descriptor) {
    if (descriptor >= 0) ::close(descriptor);
}

bool is_copy_of(const std::filesystem::path& database, const std::filesystem::path& entry) {
    const auto name = entry.filename().string();
    const auto begin = database.filename().string().append(mark);
    return name.starts_with(begin) && name.size() == begin.size() + any_six.size();
}

} // namespace

TrialCopy::TrialCopy(std::filesystem::path folder) : folder_{std::move(folder)}, lock_{locked(folder_)} {}

std::expected<TrialCopy, std::string> TrialCopy::of(const std::filesystem::path& database) {
    // One that cannot be removed is in nobody's way here.
    static_cast<void>(remove_abandoned(database));
    auto folder = database.string().append(mark).append(any_six);
    if (::mkdtemp(folder.data()) == nullptr)
        return std::unexpected{fmt::format("Cannot copy {} to try it out beside it: {}.", database.string(),
                                           std::generic_category().message(errno))};
    TrialCopy copy{std::move(folder)};
    if (auto copied = copy_database(database, copy.file()); !copied) return std::unexpected{copied.error()};
    return copy;
}

std::expected<void, std::string> TrialCopy::remove_abandoned(const std::filesystem::path& database) {
    const auto folder = database.has_parent_path() ? database.parent_path() : std::filesystem::path{"."};
    std::expected<void, std::string> all_removed;
    std::error_code unreadable;
    for (const auto& entry : std::filesystem::directory_iterator{folder, unreadable}) {
        if (!is_copy_of(database, entry.path())) continue;
        const int lock = locked(entry.path());
        std::error_code failed{lock < 0 ? errno : 0, std::generic_category()};
        const bool is_used = failed == std::errc::operation_would_block;
        if (is_used || failed == std::errc::no_such_file_or_directory) continue;
        if (!failed) std::filesystem::remove_all(entry.path(), failed);
        unlock(lock);
        if (failed)
            all_removed = std::unexpected{fmt::format("{}, a copy of the database that was left behind, cannot be "
                                                      "removed: {}. Remove it, for it may hold what was erased since",
                                                      entry.path().string(), failed.message())};
    }
    return all_removed;
}

TrialCopy::~TrialCopy() {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    unlock(lock_);
}

} // namespace holdfast
