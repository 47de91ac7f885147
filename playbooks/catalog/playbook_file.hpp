#pragma once

#include "playbooks/catalog/catalog.hpp"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// A playbook file as it was when the program was built.
struct BuiltInFile {
    std::string_view name; ///< relative, with forward slashes: `summaries/touch.mustache`
    std::string_view text;
};
[[nodiscard]] std::span<const BuiltInFile> built_in_files();

/// A playbook file as it is used: built in, or the one that overrides it.
struct PlaybookFile {
    std::string shown; ///< how errors name it: the path of an override, the bare name of a built-in file
    std::string text;
};

/// Every playbook file by its name, the built-in text replaced where `directory` has a file of that name.
/// A directory that cannot be read and files in it that override nothing are added to `errors`.
/// The only place in the playbooks that reads files.
[[nodiscard]] std::map<std::string, PlaybookFile, std::less<>> playbook_files(std::string_view directory,
                                                                              std::vector<CatalogError>& errors);

/// Number of the line, from 1, in which the character at `offset` stands.
[[nodiscard]] int line_at(std::string_view text, std::size_t offset);

} // namespace holdfast
