#include "storage/file_identity.hpp"

#include <sys/stat.h>

namespace holdfast {

std::optional<FileIdentity> identity_of(const std::filesystem::path& path) {
    struct stat facts{};
    if (::stat(path.c_str(), &facts) != 0) return std::nullopt;
    return FileIdentity{.device = facts.st_dev, .inode = facts.st_ino};
}

} // namespace holdfast
