#pragma once

#include "bot/render/answers.hpp"
#include "storage/database.hpp"

#include <vector>

namespace holdfast {

/// The accounts with one warning sign of the two that make an alert (S0-25). @throws as Reader
[[nodiscard]] std::vector<render::WatchRow> watch_list(Reader& reader);

} // namespace holdfast
