#include "storage/backup.hpp"

#include "storage/database_check.hpp"
#include "storage/database_file.hpp"
#include "storage/failure.hpp"
#include "storage/file_identity.hpp"
#include "storage/private_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace holdfast {

namespace {

std::error_code last_error() {
    return {errno, std::generic_category()};
}

/// Returns when the disk holds what a file contains, or which files a folder contains.
std::error_code brought_to_disk(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return last_error();
    const std::error_code failed = ::fsync(descriptor) == 0 ? std::error_code{} : last_error();
    ::close(descriptor);
    return failed;
}

/// Some network file systems know no such thing, and some folders may only be written into.
bool cannot_be_asked_of_folders(std::error_code failed) {
    return failed == std::errc::invalid_argument || failed == std::errc::not_supported ||
           failed == std::errc::permission_denied;
}

/// Gives a complete file its name. Each step is on the disk before the next one begins: whenever the power fails, what
/// has the name is whole.
std::expected<void, std::string> put_in_place(const std::filesystem::path& complete,
                                              const std::filesystem::path& name) {
    std::error_code failed = brought_to_disk(complete);
    if (!failed) std::filesystem::rename(complete, name, failed);
    if (failed) return cannot("write", name, failed.message());
    const auto folder = name.has_parent_path() ? name.parent_path() : std::filesystem::path{"."};
    failed = brought_to_disk(folder);
    if (failed && !cannot_be_asked_of_folders(failed)) return cannot("write", name, failed.message());
    return {};
}

enum class Wanted { any_copy, whole_copy };

std::expected<void, std::string> make_copy(const std::filesystem::path& database, const std::filesystem::path& copy,
                                           Wanted wanted) {
    if (const auto why = why_missing(database)) return cannot("read", database, *why);
    if (identity_of(copy) == identity_of(database)) return cannot("write", copy, "it is the database itself");
    const auto partial = with_suffix(copy, ".partial");
    try {
        remove_all_parts(partial);
        created_for_owner_alone(partial);
        auto copied = copy_pages(database, partial);
        if (copied && wanted == Wanted::whole_copy)
            if (const auto flaw = flaw_of(partial)) copied = cannot("back up", database, *flaw);
        if (copied) copied = put_in_place(partial, copy);
        if (!copied) remove_all_parts(partial);
        return copied;
    } catch (const StorageFailure& failure) {
        return std::unexpected{failure.what()};
    } catch (const std::filesystem::filesystem_error& error) {
        return cannot("write", copy, error.code().message());
    }
}

} // namespace

std::expected<void, std::string> back_up(const std::filesystem::path& database, const std::filesystem::path& copy) {
    return make_copy(database, copy, Wanted::whole_copy);
}

std::expected<void, std::string> copy_database(const std::filesystem::path& database,
                                               const std::filesystem::path& copy) {
    return make_copy(database, copy, Wanted::any_copy);
}

} // namespace holdfast
