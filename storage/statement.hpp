#pragma once

#include "storage/cell.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace holdfast {

/// One prepared SQL statement and the cells that its values come from and its rows arrive in. The only file that
/// knows how SOCI binds.
class Statement {
public:
    /// @param session must outlive the statement
    /// @throws soci::soci_error where the SQL does not fit the schema
    Statement(soci::session& session, const std::string& sql, std::span<const CellType> values,
              std::span<const CellType> columns);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Whether the SQL has as many parameters as there are values, and answers with as many columns as there are.
    [[nodiscard]] bool fits() const;

    /// To be filled before start().
    [[nodiscard]] std::span<Cell> values() noexcept { return values_; }
    /// The row at which start() or next() arrived.
    [[nodiscard]] std::span<const Cell> columns() const noexcept { return columns_; }

    /// Executes with the present values. @return whether there is a first row
    bool start();
    /// @return whether there is another row. A statement must be read to its end: until then it keeps its view of
    /// the database, and everything after it on the same connection would see the past.
    bool next();
    /// Rows that the last execution inserted, updated or deleted.
    [[nodiscard]] long long changed_rows();

private:
    struct Binding;

    bool arrived(bool row);

    std::vector<Cell> values_;
    std::vector<Cell> columns_;
    std::unique_ptr<Binding> binding_;
};

} // namespace holdfast
