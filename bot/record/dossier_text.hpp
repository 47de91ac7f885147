#pragma once

#include "storage/dossier.hpp"

#include <span>
#include <string>
#include <string_view>

namespace holdfast {

/// All rows as one JSON document: `{"format":"holdfast-dossier-1","about":…,"tables":{"accounts":[{…}],…}}`. Instants
/// are milliseconds since 1970 UTC and money is in cents, as they are kept.
[[nodiscard]] std::string dossier_json(std::string_view about, std::span<const KeptRows> kept);
/// The same to read: a heading for each kind of thing, a list item for each of them, its times and amounts as people
/// write them, what is empty left out.
[[nodiscard]] std::string dossier_markdown(std::string_view about, std::span<const KeptRows> kept);

} // namespace holdfast
