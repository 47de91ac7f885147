#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

struct sqlite3;

namespace holdfast::faults {

/// What the program remembers, read from its database beside it without leaving a trace.
class Record {
public:
    using Row = std::vector<std::string>; ///< NULL is the empty text

    /// Only while the program runs: a reader that is alone with the file would tidy it up.
    explicit Record(const std::filesystem::path& file);
    ~Record();
    Record(const Record&) = delete;
    Record& operator=(const Record&) = delete;

    [[nodiscard]] std::vector<Row> rows(const std::string& sql) const;
    /// The first column of the first row; 0 where there is none.
    [[nodiscard]] std::int64_t number(const std::string& sql) const;

private:
    sqlite3* connection_ = nullptr;
};

} // namespace holdfast::faults
