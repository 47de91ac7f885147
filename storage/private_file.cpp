#include "storage/private_file.hpp"

#include "storage/failure.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace holdfast {

namespace {

constexpr auto everybody_else = std::filesystem::perms::group_all | std::filesystem::perms::others_all;

} // namespace

std::filesystem::path created_for_owner_alone(const std::filesystem::path& file) {
    // Only ever a new file: closing a descriptor of a database that is in use would drop its locks.
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0) {
        ::close(descriptor);
        return file;
    }
    if (errno == EEXIST) return file;
    throw StorageFailure{StorageFailure::Kind::unavailable,
                         fmt::format("{} cannot be created: {}. Check that its folder exists and may be written.",
                                     file.string(), std::generic_category().message(errno))};
}

std::vector<std::filesystem::path> open_to_others(const std::filesystem::path& database) {
    std::error_code failed;
    auto real = std::filesystem::weakly_canonical(database, failed);
    if (failed) real = database;
    std::vector<std::filesystem::path> open;
    for (const char* const part : {"", "-wal", "-shm", ".lock"}) {
        auto file = real;
        file += part;
        const auto status = std::filesystem::status(file, failed);
        const bool is_open = (status.permissions() & everybody_else) != std::filesystem::perms::none;
        if (std::filesystem::is_regular_file(status) && is_open) open.push_back(std::move(file));
    }
    return open;
}

void close_to_others(const std::filesystem::path& database) {
    for (const auto& file : open_to_others(database)) {
        std::error_code failed;
        std::filesystem::permissions(file, everybody_else, std::filesystem::perm_options::remove, failed);
        if (failed)
            spdlog::warn("{} may be used by others than its owner, which cannot be changed: {}", file.string(),
                         failed.message());
        else
            spdlog::warn("{} might be used by others than its owner until now; it is for its owner alone again",
                         file.string());
    }
}

bool write_for_owner_alone(const std::filesystem::path& file, std::string_view text) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(file, ignored)) std::filesystem::remove(file, ignored);
    try {
        created_for_owner_alone(file);
    } catch (const StorageFailure&) {
        return false;
    }
    std::ofstream stream{file, std::ios::binary};
    stream << text;
    stream.close();
    if (stream) return true;
    // What is no file, such as a device, is not ours to take away.
    if (std::filesystem::is_regular_file(file, ignored)) std::filesystem::remove(file, ignored);
    return false;
}

} // namespace holdfast
