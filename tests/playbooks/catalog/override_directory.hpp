#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace holdfast {

/// A directory for overriding playbook files that is gone after the test.
class OverrideDirectory {
public:
    OverrideDirectory() {
        std::string name = (std::filesystem::temp_directory_path() / "playbooks-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
        path_ = name;
    }
    ~OverrideDirectory() { std::filesystem::remove_all(path_); }
    OverrideDirectory(const OverrideDirectory&) = delete;
    OverrideDirectory& operator=(const OverrideDirectory&) = delete;

    void put(std::string_view name, std::string_view text) const {
        const auto file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream{file, std::ios::binary} << text;
    }
    [[nodiscard]] std::string path() const { return path_.string(); }
    [[nodiscard]] std::string path_of(std::string_view name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

} // namespace holdfast
