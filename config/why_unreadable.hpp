#pragma once

#include <filesystem>
#include <system_error>

namespace holdfast {

/// Why a file cannot be read: it is not there, it is a directory, it may not be read. No error where it can.
[[nodiscard]] std::error_code why_unreadable(const std::filesystem::path& file);

} // namespace holdfast
