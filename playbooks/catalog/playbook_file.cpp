#include "playbooks/catalog/playbook_file.hpp"

#include "playbooks/catalog/file_errors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

namespace holdfast {

namespace {

namespace fs = std::filesystem;

/// Extensions that a playbook file may have. Anything else in the directory (a README, say) is nobody's business.
constexpr std::array<std::string_view, 4> playbook_extensions{".yaml", ".yml", ".mustache", ".txt"};

std::optional<std::string> contents_of(const fs::path& path) {
    std::error_code failure;
    if (!fs::is_regular_file(path, failure)) return std::nullopt;
    std::ifstream file{path, std::ios::binary};
    if (!file) return std::nullopt;
    std::string text{std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
    if (file.bad()) return std::nullopt;
    return text;
}

/// Slack refuses text that is not UTF-8, so a file saved in another encoding must not get that far.
std::optional<std::size_t> first_broken_character(std::string_view text) {
    const auto length = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < length;) {
        const std::int64_t start = i;
        UChar32 character = 0;
        U8_NEXT(text.data(), i, length, character);
        if (character < 0) return static_cast<std::size_t>(start);
    }
    return std::nullopt;
}

std::string names_of_built_in_files() {
    std::vector<std::string_view> names;
    for (const BuiltInFile& file : built_in_files()) names.push_back(file.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

bool is_playbook_like(const fs::path& path) {
    return std::ranges::find(playbook_extensions, path.extension().string()) != playbook_extensions.end();
}

bool overrides_something(const fs::path& relative) {
    const auto files = built_in_files();
    return std::ranges::find(files, relative.generic_string(), &BuiltInFile::name) != files.end();
}

/// Files that override nothing are mostly misspelt; their author would wonder why nothing changes.
void refuse_strangers(const fs::path& directory, std::vector<CatalogError>& errors) {
    std::error_code failure;
    for (fs::recursive_directory_iterator entry{directory, failure}, end; !failure && entry != end;
         entry.increment(failure)) {
        const fs::path& path = entry->path();
        if (path.filename().string().starts_with('.')) {
            entry.disable_recursion_pending();
            continue;
        }
        if (!is_playbook_like(path) || overrides_something(path.lexically_relative(directory))) continue;
        FileErrors{path.string(), errors}.add(
            0, {},
            fmt::format("is not the name of a playbook file; these can be overridden: {}", names_of_built_in_files()));
    }
    if (failure) {
        FileErrors{directory.string(), errors}.add(
            0, {}, fmt::format("cannot be read ({}); name a directory with playbook files", failure.message()));
    }
}

} // namespace

int line_at(std::string_view text, std::size_t offset) {
    return 1 + static_cast<int>(std::ranges::count(text.substr(0, offset), '\n'));
}

std::map<std::string, PlaybookFile, std::less<>> playbook_files(std::string_view directory,
                                                                std::vector<CatalogError>& errors) {
    std::map<std::string, PlaybookFile, std::less<>> files;
    for (const BuiltInFile& file : built_in_files()) {
        files[std::string{file.name}] = {std::string{file.name}, std::string{file.text}};
    }
    if (directory.empty()) return files;

    refuse_strangers(directory, errors);
    for (auto& [name, file] : files) {
        const fs::path path = fs::path{directory} / name;
        std::error_code missing;
        if (!fs::exists(path, missing)) continue;
        FileErrors file_errors{path.string(), errors};
        auto text = contents_of(path);
        if (!text) {
            file_errors.add(0, {}, "cannot be read; check that it is a file and who may read it");
            continue;
        }
        if (const auto broken = first_broken_character(*text)) {
            file_errors.add(line_at(*text, *broken), {}, "is not UTF-8; save the file in that encoding");
            continue;
        }
        file = {path.string(), std::move(*text)};
    }
    return files;
}

} // namespace holdfast
