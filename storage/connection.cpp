#include "storage/connection.hpp"

#include "storage/failure.hpp"

#include <fmt/format.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <functional>
#include <stdexcept>
#include <unordered_map>
#include <utility>

namespace holdfast {

namespace {

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

std::string connect_string(const std::filesystem::path& file) {
    if (auto flaw = flaw_of_name(file)) throw StorageFailure{StorageFailure::Kind::unavailable, *std::move(flaw)};
    return fmt::format("dbname=\"{}\"", file.string());
}

StorageFailure failure_from(int code, const char* message, const std::filesystem::path& file) {
    using enum StorageFailure::Kind;
    const auto failure = [&file](StorageFailure::Kind kind, std::string_view text) {
        return StorageFailure{kind, fmt::format(fmt::runtime(text), fmt::arg("file", file.string()))};
    };
    switch (code & 0xff) {
    case SQLITE_FULL: return failure(full, "The disk that holds {file} is full. Free some space and try again.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return failure(read_only, "{file} or its folder may not be written. Check owner and permissions.");
    case SQLITE_CORRUPT: return failure(damaged, "{file} is damaged. Stop Holdfast and restore a backup.");
    case SQLITE_NOTADB: return failure(damaged, "{file} is not a database. Check HOLDFAST_DB or restore a backup.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return failure(busy, "Another program keeps {file} locked. Try again when it is done.");
    case SQLITE_CANTOPEN:
        return failure(unavailable, "{file} cannot be opened. Check that its folder exists and may be written.");
    case SQLITE_CONSTRAINT:
        return StorageFailure{constraint, fmt::format("{} refuses the change: {}", file.string(), message)};
    default: return StorageFailure{unavailable, fmt::format("{} cannot be used: {}", file.string(), message)};
    }
}

using TextFunction = std::function<std::string(std::string_view)>;

/// What SQLite calls for a function of ours. An exception must not travel through C.
void call_text_function(sqlite_api::sqlite3_context* context, int, sqlite_api::sqlite3_value** values) {
    const auto* text = reinterpret_cast<const char*>(sqlite_api::sqlite3_value_text(values[0]));
    if (text == nullptr) return sqlite_api::sqlite3_result_null(context);
    const std::string_view given{text, static_cast<std::size_t>(sqlite_api::sqlite3_value_bytes(values[0]))};
    try {
        const auto answer = (*static_cast<TextFunction*>(sqlite_api::sqlite3_user_data(context)))(given);
        // SQLITE_TRANSIENT without its C cast: SQLite copies the text.
        // NOLINTNEXTLINE(performance-no-int-to-ptr)
        const auto copied = reinterpret_cast<sqlite_api::sqlite3_destructor_type>(-1);
        sqlite_api::sqlite3_result_text(context, answer.data(), static_cast<int>(answer.size()), copied);
    } catch (const std::exception& failure) {
        sqlite_api::sqlite3_result_error(context, failure.what(), -1);
    }
}

int call_rest(void* rest, int tries) {
    return (*static_cast<std::function<bool(int)>*>(rest))(tries) ? 1 : 0;
}

} // namespace

std::optional<std::string> flaw_of_name(const std::filesystem::path& database) {
    if (!database.native().contains('"')) return std::nullopt;
    return fmt::format("The name of the database, {}, contains a quotation mark. Choose another.", database.string());
}

struct Connection::Session {
    explicit Session(const std::filesystem::path& file) : soci{soci::sqlite3, connect_string(file)} {}

    [[nodiscard]] sqlite_api::sqlite3* handle() {
        return static_cast<soci::sqlite3_session_backend*>(soci.get_backend())->conn_;
    }

    std::function<bool(int)> rest_while_locked; // may be asked until the session has ended
    soci::session soci;
    std::unordered_map<std::string, std::unique_ptr<Statement>, TextHash, std::equal_to<>> statements;
};

Connection::Connection(const std::filesystem::path& file) : file_{file} {
    try {
        session_ = std::make_unique<Session>(file);
    } catch (const soci::sqlite3_soci_error& error) {
        throw failure_from(error.result(), "", file_);
    }
    execute_script("PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON");
}

Connection::~Connection() = default;

long long Connection::data_version() {
    return only<long long>("PRAGMA data_version");
}

void Connection::execute_script(const std::string& sql) {
    if (sqlite_api::sqlite3_exec(session_->handle(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

void Connection::define_function(const char* name, TextFunction function) {
    auto kept = std::make_unique<TextFunction>(std::move(function));
    // From here on the connection owns it, also where this fails.
    const int defined = sqlite_api::sqlite3_create_function_v2(
        session_->handle(), name, 1, SQLITE_UTF8, kept.release(), call_text_function, nullptr, nullptr,
        [](void* owned) { std::unique_ptr<TextFunction>{static_cast<TextFunction*>(owned)}; });
    if (defined != SQLITE_OK) fail();
}

void Connection::wait_for_locks(std::function<bool(int)> rest) {
    session_->rest_while_locked = std::move(rest);
    sqlite_api::sqlite3_busy_handler(session_->handle(), call_rest, &session_->rest_while_locked);
}

bool Connection::in_transaction() const {
    return sqlite_api::sqlite3_get_autocommit(session_->handle()) == 0;
}

void Connection::fail() const {
    sqlite_api::sqlite3* const handle = session_->handle();
    throw failure_from(sqlite_api::sqlite3_errcode(handle), sqlite_api::sqlite3_errmsg(handle), file_);
}

Statement& Connection::prepared(std::string_view sql, std::span<const CellType> values,
                                std::span<const CellType> columns) {
    const auto known = session_->statements.find(sql);
    if (known != session_->statements.end()) return *known->second;
    std::string text{sql};
    try {
        auto statement = std::make_unique<Statement>(session_->soci, text, values, columns);
        if (!statement->fits()) throw std::logic_error{"The values or the row type do not fit: " + text};
        return *session_->statements.emplace(std::move(text), std::move(statement)).first->second;
    } catch (const soci::soci_error&) {
        fail();
    }
}

void Connection::forget(std::string_view sql) noexcept {
    const auto known = session_->statements.find(sql);
    if (known != session_->statements.end()) session_->statements.erase(known);
}

Connection::Execution::Execution(Connection& connection, std::string_view sql, std::span<const CellType> values,
                                 std::span<const CellType> columns)
    : connection_{connection}, sql_{sql}, statement_{connection.prepared(sql, values, columns)} {}

Connection::Execution::~Execution() {
    if (!at_end_) connection_.forget(sql_);
}

bool Connection::Execution::start() {
    try {
        const bool row = statement_.start();
        at_end_ = !row;
        return row;
    } catch (const soci::soci_error&) {
        connection_.fail();
    }
}

bool Connection::Execution::next() {
    try {
        const bool row = statement_.next();
        at_end_ = !row;
        return row;
    } catch (const soci::soci_error&) {
        connection_.fail();
    }
}

Reader::Reader(const std::filesystem::path& file) : Connection{file} {
    // 4 MB: what is asked again and again. A file of any size is read through it, and the system keeps the rest.
    execute_script("PRAGMA query_only = ON; PRAGMA cache_size = -4000");
}

Transaction::Transaction(const std::filesystem::path& file) : Connection{file} {}

void Transaction::make_durable() {
    // FULL: a commit that was reported survives a power failure. Checkpoints of 8000 pages keep the slowest commits
    // short; the size limit gives the disk back after a large import. The 16 MB of cache are memory that fills within
    // the first hours and grows no more.
    execute_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000;"
                   "PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16000");
}

// IMMEDIATE: the wait for another process that writes happens here, where nothing has been done yet.
void Transaction::begin() {
    execute_script("BEGIN IMMEDIATE");
}
void Transaction::define(const char* name, TextFunction function) {
    define_function(name, std::move(function));
}
void Transaction::commit() {
    execute_script("COMMIT");
}

void Transaction::roll_back() noexcept {
    try {
        if (in_transaction()) execute_script("ROLLBACK");
    } catch (const StorageFailure&) { // NOLINT(bugprone-empty-catch)
        // What ROLLBACK can complain about is that there is nothing left to roll back.
    }
}

void Transaction::begin_part() {
    execute_script("SAVEPOINT part");
}
void Transaction::keep_part() {
    execute_script("RELEASE part");
}
void Transaction::drop_part() {
    execute_script("ROLLBACK TO part; RELEASE part");
}

} // namespace holdfast
