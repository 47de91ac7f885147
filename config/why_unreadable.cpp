#include "config/why_unreadable.hpp"

#include <cerrno>
#include <unistd.h>

namespace holdfast {

std::error_code why_unreadable(const std::filesystem::path& file) {
    // Asked without opening it: a pipe can be read once.
    if (::access(file.c_str(), R_OK) != 0) return {errno, std::generic_category()};
    std::error_code failed;
    if (std::filesystem::is_directory(file, failed)) return std::make_error_code(std::errc::is_a_directory);
    return failed;
}

} // namespace holdfast
