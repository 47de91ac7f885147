#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace holdfast {

/// Which file a path leads to: two paths with the same identity are one file, and a path whose identity changes leads
/// to another one.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;

    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

/// None where the path leads nowhere.
[[nodiscard]] std::optional<FileIdentity> identity_of(const std::filesystem::path& path);

} // namespace holdfast
