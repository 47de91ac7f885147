#include "storage/statement.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace holdfast {

namespace {

std::vector<Cell> cells_of(std::span<const CellType> types) {
    std::vector<Cell> cells(types.size());
    for (std::size_t i = 0; i < types.size(); ++i) cells[i].type = types[i];
    return cells;
}

} // namespace

struct Statement::Binding {
    explicit Binding(soci::session& session) : statement{session} {}

    soci::statement statement;
    std::vector<soci::indicator> value_states;
    std::vector<soci::indicator> column_states;
};

Statement::Statement(soci::session& session, const std::string& sql, std::span<const CellType> values,
                     std::span<const CellType> columns)
    : values_{cells_of(values)}, columns_{cells_of(columns)}, binding_{std::make_unique<Binding>(session)} {
    Binding& binding = *binding_;
    binding.value_states.resize(values.size(), soci::i_ok);
    binding.column_states.resize(columns.size(), soci::i_ok);
    binding.statement.alloc();
    for (std::size_t i = 0; i < values_.size(); ++i) {
        Cell& cell = values_[i];
        soci::indicator& state = binding.value_states[i];
        switch (cell.type) {
        case CellType::integer: binding.statement.exchange(soci::use(cell.integer, state)); break;
        case CellType::real: binding.statement.exchange(soci::use(cell.real, state)); break;
        case CellType::text: binding.statement.exchange(soci::use(cell.text, state)); break;
        }
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        Cell& cell = columns_[i];
        soci::indicator& state = binding.column_states[i];
        switch (cell.type) {
        case CellType::integer: binding.statement.exchange(soci::into(cell.integer, state)); break;
        case CellType::real: binding.statement.exchange(soci::into(cell.real, state)); break;
        case CellType::text: binding.statement.exchange(soci::into(cell.text, state)); break;
        }
    }
    binding.statement.prepare(sql);
    binding.statement.define_and_bind();
}

Statement::~Statement() = default;

bool Statement::fits() const {
    const auto* const backend = static_cast<soci::sqlite3_statement_backend*>(binding_->statement.get_backend());
    const auto parameters = static_cast<std::size_t>(sqlite_api::sqlite3_bind_parameter_count(backend->stmt_));
    const auto answered = static_cast<std::size_t>(sqlite_api::sqlite3_column_count(backend->stmt_));
    return parameters == values_.size() && (columns_.empty() || answered == columns_.size());
}

bool Statement::start() {
    for (std::size_t i = 0; i < values_.size(); ++i)
        binding_->value_states[i] = values_[i].null ? soci::i_null : soci::i_ok;
    return arrived(binding_->statement.execute(true));
}

bool Statement::next() {
    return arrived(binding_->statement.fetch());
}

bool Statement::arrived(bool row) {
    if (!row) return false;
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].null = binding_->column_states[i] == soci::i_null;
    return true;
}

long long Statement::changed_rows() {
    return binding_->statement.get_affected_rows();
}

} // namespace holdfast
