#pragma once

#include <string>

namespace holdfast {

/// The description of `/v1` as an OpenAPI 3.1 document, made from the columns that are read.
[[nodiscard]] std::string openapi_document();

} // namespace holdfast
