#pragma once

#include <array>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// What a database and the files that SQLite keeps beside it end in.
inline constexpr std::array<std::string_view, 4> parts_of_a_database{"", "-journal", "-wal", "-shm"};

[[nodiscard]] std::filesystem::path with_suffix(std::filesystem::path file, std::string_view suffix);

/// Also the files beside it: where the disk was full or the program was killed, SQLite could not clear them away.
/// @throws std::filesystem::filesystem_error
void remove_all_parts(const std::filesystem::path& database);

/// Why there is no file to be read; none where there is one.
[[nodiscard]] std::optional<std::string> why_missing(const std::filesystem::path& file);

/// Makes `to` what `from` is, in one step: a single read transaction, so the copy is of one instant, and in WAL mode
/// it keeps no writer waiting.
/// @param to an existing file; complete in itself afterwards, without a write-ahead log
/// @return what went wrong, fit to show to an operator
[[nodiscard]] std::expected<void, std::string> copy_pages(const std::filesystem::path& from,
                                                          const std::filesystem::path& to);

/// `Cannot read holdfast.db: there is no such file.` One full stop is enough, whether `why` has one or not.
[[nodiscard]] std::unexpected<std::string> cannot(std::string_view what, const std::filesystem::path& file,
                                                  std::string_view why);

} // namespace holdfast
