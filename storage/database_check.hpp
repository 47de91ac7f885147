#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>

namespace holdfast {

/// Reads all of a database and checks that it is whole, ours, not from a newer version, and that the program can read
/// every event and whatever else is kept as JSON in it. A text that is merely another one is not noticed. Takes seconds
/// where the file has a gigabyte; changes nothing.
/// @return what is wrong with it, fit to show to an operator
[[nodiscard]] std::expected<void, std::string> check_database(const std::filesystem::path& database);

/// The same of a file that is there.
/// @return none, or what is wrong with it as the end of a sentence
[[nodiscard]] std::optional<std::string> flaw_of(const std::filesystem::path& database);

} // namespace holdfast
