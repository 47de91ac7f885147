#include "tests/faults/record.hpp"

#include <sqlite3.h>
#include <stdexcept>

namespace holdfast::faults {

Record::Record(const std::filesystem::path& file) {
    if (sqlite3_open_v2(file.c_str(), &connection_, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
        throw std::runtime_error{"cannot open " + file.string()};
    sqlite3_db_config(connection_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_busy_timeout(connection_, 2'000);
}

Record::~Record() {
    sqlite3_close(connection_);
}

std::vector<Record::Row> Record::rows(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        throw std::runtime_error{sqlite3_errmsg(connection_) + std::string{": "} + sql};
    std::vector<Row> result;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        Row row;
        for (int column = 0; column < sqlite3_column_count(statement); ++column) {
            const unsigned char* const text = sqlite3_column_text(statement, column);
            row.emplace_back(text == nullptr ? "" : reinterpret_cast<const char*>(text));
        }
        result.push_back(std::move(row));
    }
    sqlite3_finalize(statement);
    return result;
}

std::int64_t Record::number(const std::string& sql) const {
    const auto found = rows(sql);
    return found.empty() || found.front().front().empty() ? 0 : std::stoll(found.front().front());
}

} // namespace holdfast::faults
