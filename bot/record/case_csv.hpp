#pragma once

#include "bot/record/timeline.hpp"

#include <string>

namespace holdfast {

/// RFC 4180 with the header `number,at,by,kind,text`.
[[nodiscard]] std::string case_csv(const Timeline& timeline);

/// A value as it stands in CSV, quoted where it has to be.
[[nodiscard]] std::string csv_value(std::string_view text);

} // namespace holdfast
