#pragma once

#include "storage/column.hpp"
#include "storage/statement.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace holdfast {

/// Why no database can have such a name, fit to show to an operator; none where one can.
[[nodiscard]] std::optional<std::string> flaw_of_name(const std::filesystem::path& database);

/// A connection to the database that can be asked. Used by one thread at a time.
///
/// Statements are prepared once per connection and kept by their text, so the text should be a literal. Values are
/// bound in the order of their first mention (`:name`, each name once). A row type is a storable type (one column)
/// or an aggregate whose members are the columns in order; values may be aggregates too.
///
/// Everything throws StorageFailure where the database cannot answer.
class Connection {
public:
    virtual ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// All rows of the answer.
    template <class T, class... Values>
    [[nodiscard]] std::vector<T> query(std::string_view sql, const Values&... values) {
        std::vector<T> rows;
        Execution execution{*this, sql, column_types<StoredAs<Values>...>, column_types<T>};
        (execution.bind(values), ...);
        for (bool row = execution.start(); row; row = execution.next()) rows.push_back(execution.row<T>());
        return rows;
    }

    /// The first row, if there is one.
    template <class T, class... Values>
    [[nodiscard]] std::optional<T> first(std::string_view sql, const Values&... values) {
        std::optional<T> found;
        Execution execution{*this, sql, column_types<StoredAs<Values>...>, column_types<T>};
        (execution.bind(values), ...);
        for (bool row = execution.start(); row; row = execution.next())
            if (!found) found = execution.row<T>();
        return found;
    }

    /// The row that there always is: of an aggregate or a pragma.
    /// @throws std::logic_error where there is none, which is a broken invariant
    template <class T, class... Values>
    [[nodiscard]] T only(std::string_view sql, const Values&... values) {
        auto found = first<T>(sql, values...);
        if (!found) throw std::logic_error{"no row where there always is one: " + std::string{sql}};
        return *std::move(found);
    }

    /// A number that is another one after every commit that was not made through this connection: on a Reader all
    /// commits, on a Transaction those of other processes.
    [[nodiscard]] long long data_version();

protected:
    explicit Connection(const std::filesystem::path& file);

    /// One use of a kept statement. A use that does not reach the end of its rows drops the statement.
    class Execution {
    public:
        Execution(Connection& connection, std::string_view sql, std::span<const CellType> values,
                  std::span<const CellType> columns);
        ~Execution();
        Execution(const Execution&) = delete;
        Execution& operator=(const Execution&) = delete;

        template <class T>
        void bind(const T& value) {
            if constexpr (Storable<StoredAs<T>>) {
                Cell& cell = statement_.values()[next_value_++];
                Column<StoredAs<T>>::store(cell, value);
            } else {
                boost::pfr::for_each_field(value, [this](const auto& member) { this->bind(member); });
            }
        }

        [[nodiscard]] bool start();
        [[nodiscard]] bool next();
        [[nodiscard]] long long changed_rows() { return statement_.changed_rows(); }

        template <class T>
        [[nodiscard]] T row() const {
            std::size_t column = 0;
            return read<T>(column);
        }

    private:
        template <class T>
        [[nodiscard]] T read(std::size_t& column) const {
            if constexpr (Storable<T>) {
                const Cell& cell = statement_.columns()[column++];
                if (cell.null && !nullable<T>) refuse_missing_value(column);
                return Column<T>::load(cell);
            } else {
                T record{};
                boost::pfr::for_each_field(record, [this, &column](auto& member) {
                    member = this->read<std::remove_reference_t<decltype(member)>>(column);
                });
                return record;
            }
        }

        Connection& connection_;
        std::string_view sql_;
        Statement& statement_;
        std::size_t next_value_ = 0;
        bool at_end_ = false;
    };

    void define_function(const char* name, std::function<std::string(std::string_view)> function);
    /// While another process keeps the database locked, `rest` is called before each further try, with the number of
    /// those before it, and says whether there is to be one. Otherwise a lock is waited for for five seconds.
    void wait_for_locks(std::function<bool(int)> rest);
    /// Runs SQL without values, several statements if need be, and forgets what it answers.
    void execute_script(const std::string& sql);
    /// False after the database has rolled back by itself, which it does when a disk is full or broken.
    [[nodiscard]] bool in_transaction() const;
    /// Says what the database's last error was, in words for an operator.
    [[noreturn]] void fail() const;

private:
    struct Session;

    [[nodiscard]] Statement& prepared(std::string_view sql, std::span<const CellType> values,
                                      std::span<const CellType> columns);
    void forget(std::string_view sql) noexcept;

    std::filesystem::path file_;
    std::unique_ptr<Session> session_;
};

/// A connection that cannot change anything. Cheap to ask: a prepared point read takes some microseconds. Making
/// one takes far longer, so keep one per thread.
class Reader final : public Connection {
public:
    /// @param file a database that a Database has opened before
    explicit Reader(const std::filesystem::path& file);
};

/// The connection that writes, as the closures given to Database::write see it.
class Transaction final : public Connection {
public:
    /// Runs one statement that answers with no rows. @return the number of rows inserted, updated or deleted
    template <class... Values>
    long long run(std::string_view sql, const Values&... values) {
        Execution execution{*this, sql, column_types<StoredAs<Values>...>, {}};
        (execution.bind(values), ...);
        for (bool row = execution.start(); row;) row = execution.next();
        return execution.changed_rows();
    }

    /// Lets statements of this connection call `name(text)`, with NULL for NULL; until the connection ends. For work
    /// on the whole database that only SQLite is asked for.
    void define(const char* name, std::function<std::string(std::string_view)> function);

    /// Runs SQL without values, several statements if need be: migrations and pragmas.
    void run_script(const std::string& sql) { execute_script(sql); }

private:
    friend class Writer;

    explicit Transaction(const std::filesystem::path& file);

    /// Sets how the file is written, which changes the file; so not before it is known to be ours.
    void make_durable();
    void begin();
    void commit();
    /// Does nothing where the database has rolled back by itself.
    void roll_back() noexcept;
    void begin_part();
    void keep_part();
    void drop_part();
    using Connection::in_transaction;
    using Connection::wait_for_locks;
};

} // namespace holdfast
