#pragma once

#include "playbooks/catalog/catalog.hpp"
#include "playbooks/catalog/playbook_file.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// Reads a mustache file: adds to `errors` what does not parse, and names that the program has nothing to put in for,
/// since mustache itself would silently leave them empty.
/// @param names what the text may ask for
[[nodiscard]] std::string read_mustache(const PlaybookFile& file, std::span<const std::string_view> names,
                                        std::vector<CatalogError>& errors);

} // namespace holdfast
