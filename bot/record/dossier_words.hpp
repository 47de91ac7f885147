#pragma once

#include <string>
#include <string_view>

/// How what is kept reads to the person it is about: no knowledge of the schema is needed. What has no words of its own
/// is shown under its plain name, so that nothing is left out.
namespace holdfast {

/// `Contacts with the customer` for the table `touches`.
[[nodiscard]] std::string heading_of(std::string_view table);
/// `with` for the column `with_whom`.
[[nodiscard]] std::string words_for(std::string_view column);

/// Whether a column holds milliseconds since 1970 UTC.
[[nodiscard]] bool holds_instants(std::string_view column);
/// Whether a column holds cents.
[[nodiscard]] bool holds_money(std::string_view column);

} // namespace holdfast
