#include "storage/private_file.hpp"

#include "storage/failure.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace holdfast {

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
    std::filesystem::remove(file, ignored);
    return false;
}

} // namespace holdfast
