#include "storage/cases.hpp"
#include "storage/database_check.hpp"
#include "storage/failure.hpp"
#include "storage/meta.hpp"
#include "storage/schema.hpp"
#include "tests/storage/kept_file.hpp"
#include "tests/storage/temporary_database.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

namespace holdfast {

namespace {

constexpr int killed = 77;

std::vector<std::string> schema_of(const std::filesystem::path& file) {
    Reader reader{file};
    return reader.query<std::string>("SELECT name || ' ' || sql FROM sqlite_master"
                                     " WHERE name NOT LIKE 'sqlite_%' ORDER BY 1");
}

/// Each table with the number of its rows.
std::vector<std::string> rows_of(const std::filesystem::path& file) {
    Reader reader{file};
    std::vector<std::string> rows;
    for (const auto& table : reader.query<std::string>("SELECT name FROM sqlite_master WHERE type = 'table'"))
        rows.push_back(fmt::format("{}: {}", table, reader.only<int>("SELECT COUNT(*) FROM " + table)));
    return rows;
}

// The process ends before the statement with this number, counted over all connections: no clean-up of any kind runs.
int statements_left = 0;

int end_at_statement(unsigned, void*, void*, void*) {
    if (statements_left-- == 0) ::_exit(killed);
    return 0;
}

int count_statements(sqlite3* handle, const char**, const void*) {
    return sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, end_at_statement, nullptr);
}

/// Opens the file in a process of its own that ends without warning before its nth statement.
/// @return whether it came to that; false: it opened the file before
bool opening_is_killed_at(int statement, const std::filesystem::path& file) {
    const pid_t child = ::fork();
    if (child == 0) {
        statements_left = statement;
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(count_statements));
        {
            Database opened{file};
        }
        ::_exit(EXIT_SUCCESS);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_THAT(WEXITSTATUS(status), testing::AnyOf(EXIT_SUCCESS, killed));
    return WEXITSTATUS(status) == killed;
}

class UpgradeFrom : public testing::TestWithParam<int> {
protected:
    TemporaryFolder folder;
    const std::filesystem::path file = folder / "old.db";
};

TEST_P(UpgradeFrom, an_older_version_ends_at_the_newest_schema_with_everything_kept) {
    build_file_of_version(GetParam(), file);
    const auto rows_before = rows_of(file);
    {
        Database opened{file};
    }
    EXPECT_THAT(rows_of(file), testing::IsSupersetOf(rows_before));
    {
        Database fresh{folder / "fresh.db"};
    }
    EXPECT_EQ(schema_of(file), schema_of(folder / "fresh.db"));
    EXPECT_TRUE(check_database(file)) << check_database(file).error();
    Reader reader{file};
    EXPECT_EQ(checked_schema_version(reader), newest_schema_version());
    EXPECT_EQ(find_account(reader, AccountId{"acme"})->owner.value, "U0KIM");
    EXPECT_EQ(events_since(reader, CaseId{"acme#1"}, 0).size(), 2U);
    EXPECT_EQ(find_meta(reader, "marker"), "kept");
}

TEST_P(UpgradeFrom, an_older_version_may_be_killed_at_any_statement_and_is_the_older_or_the_newest_afterwards) {
    bool killed_on_the_way = true;
    for (int statement = 0; killed_on_the_way; ++statement) {
        std::filesystem::remove(file);
        build_file_of_version(GetParam(), file);
        killed_on_the_way = opening_is_killed_at(statement, file);
        ASSERT_TRUE(check_database(file))
            << "killed at statement " << statement << ": " << check_database(file).error();
        {
            Reader reader{file};
            EXPECT_THAT(checked_schema_version(reader), testing::AnyOf(GetParam(), newest_schema_version()))
                << "killed at statement " << statement;
            EXPECT_EQ(find_meta(reader, "marker"), "kept");
        }
        {
            Database opened{file};
        }
        Reader reader{file};
        EXPECT_EQ(checked_schema_version(reader), newest_schema_version());
        EXPECT_EQ(find_meta(reader, "marker"), "kept");
    }
}

INSTANTIATE_TEST_SUITE_P(EveryVersion, UpgradeFrom, testing::Range(1, newest_schema_version()),
                         [](const auto& version) { return fmt::format("schema_{:03}", version.param); });

TEST(Migrations, are_numbered_from_one_without_gaps) {
    int version = 0;
    for (const Migration& migration : migrations()) {
        EXPECT_EQ(migration.version, ++version);
        EXPECT_TRUE(migration.name.starts_with(fmt::format("{:03}_", version))) << migration.name;
    }
    EXPECT_EQ(newest_schema_version(), version);
}

TEST(Migrations, of_which_one_cannot_succeed_leave_the_version_from_which_they_began) {
    const TemporaryFolder folder;
    const auto file = folder / "old.db";
    build_file_of_version(1, file);
    run_on_file(file, "CREATE TABLE unknown_colleagues (in_the_way)");
    const auto schema_before = schema_of(file);
    EXPECT_THROW(Database{file}, StorageFailure);
    Reader reader{file};
    EXPECT_EQ(checked_schema_version(reader), 1);
    EXPECT_EQ(schema_of(file), schema_before);
    EXPECT_EQ(find_meta(reader, "marker"), "kept");
}

TEST(Migrations, may_be_killed_at_any_statement_of_a_first_start) {
    const TemporaryFolder folder;
    const auto file = folder / "new.db";
    bool killed_on_the_way = true;
    int statement = 0;
    for (; killed_on_the_way; ++statement) {
        std::filesystem::remove(file);
        killed_on_the_way = opening_is_killed_at(statement, file);
        {
            Database opened{file};
        }
        EXPECT_TRUE(check_database(file)) << "killed at statement " << statement;
    }
    EXPECT_GT(statement, newest_schema_version());
}

} // namespace

} // namespace holdfast
