#include "storage/database.hpp"
#include "storage/failure.hpp"
#include "storage/meta.hpp"
#include "storage/private_file.hpp"
#include "storage/schema.hpp"
#include "tests/storage/temporary_database.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <latch>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <tuple>
#include <vector>

namespace holdfast {

namespace {

using boost::asio::awaitable;
using testing::ElementsAre;
using testing::HasSubstr;

class DatabaseTest : public StorageTest {
protected:
    ~DatabaseTest() override { database.reset(); } // before the io_context

    void start(awaitable<void> coroutine) {
        boost::asio::co_spawn(io, std::move(coroutine), [](std::exception_ptr failure) {
            if (failure) std::rethrow_exception(failure);
        });
    }

    /// Occupies the storage thread until `release` counts down, so that what is started meanwhile waits together.
    void occupy(std::latch& release) {
        std::latch occupied{1};
        start(hold(occupied, release));
        io.poll();
        occupied.wait();
    }

    awaitable<void> hold(std::latch& occupied, std::latch& release) {
        auto work = [&](Transaction&) {
            occupied.count_down();
            release.wait();
        };
        co_await database->write(work);
    }

    awaitable<void> store(std::string key, std::string value) {
        auto work = [key, value](Transaction& tx) { store_meta(tx, key, value); };
        co_await database->write(work);
        finished.push_back(key);
    }

    awaitable<void> store_and_throw(std::string key) {
        auto work = [key](Transaction& tx) {
            store_meta(tx, key, "half");
            throw std::domain_error{"changed my mind"};
        };
        try {
            co_await database->write(work);
        } catch (const std::domain_error& error) {
            finished.push_back(key + ": " + error.what());
        }
    }

    boost::asio::io_context io;
    std::vector<std::string> finished;
};

StorageFailure::Kind failure_kind(const std::function<void()>& action) {
    try {
        action();
    } catch (const StorageFailure& failure) {
        return failure.kind();
    }
    throw std::logic_error{"did not fail"};
}

TEST_F(DatabaseTest, resumes_on_the_awaiting_thread_with_what_the_closure_returned) {
    std::thread::id worked_on;
    std::thread::id resumed_on;
    std::unique_ptr<int> result;
    auto coroutine = [&]() -> awaitable<void> {
        auto work = [&worked_on](Transaction&) {
            worked_on = std::this_thread::get_id();
            return std::make_unique<int>(42);
        };
        result = co_await database->write(work);
        resumed_on = std::this_thread::get_id();
    };
    start(coroutine());
    io.run();
    ASSERT_TRUE(result);
    EXPECT_EQ(*result, 42);
    EXPECT_EQ(resumed_on, std::this_thread::get_id());
    EXPECT_NE(worked_on, std::this_thread::get_id());
}

TEST_F(DatabaseTest, has_committed_when_it_resumes) {
    std::optional<std::string> seen;
    auto coroutine = [&]() -> awaitable<void> {
        auto work = [](Transaction& tx) { store_meta(tx, "k", "v"); };
        co_await database->write(work);
        Reader fresh = database->reader();
        seen = find_meta(fresh, "k");
    };
    start(coroutine());
    io.run();
    EXPECT_EQ(seen, "v");
}

TEST_F(DatabaseTest, changes_that_wait_together_share_one_commit) {
    std::latch release{1};
    std::optional<std::string> first_seen_by_second;
    auto second = [&]() -> awaitable<void> {
        auto work = [&](Transaction&) {
            Reader other = database->reader();
            first_seen_by_second = find_meta(other, "first").value_or("not yet committed");
        };
        co_await database->write(work);
    };
    occupy(release);
    start(store("first", "1"));
    start(second());
    io.poll();
    release.count_down();
    io.run();
    EXPECT_EQ(first_seen_by_second, "not yet committed");
    EXPECT_EQ(find_meta(reader(), "first"), "1");
}

TEST_F(DatabaseTest, a_change_that_throws_is_undone_alone_and_its_exception_reaches_its_awaiter) {
    std::latch release{1};
    occupy(release);
    start(store("before", "1"));
    start(store_and_throw("bad"));
    start(store("after", "1"));
    io.poll();
    release.count_down();
    io.run();
    EXPECT_THAT(finished, ElementsAre("before", "bad: changed my mind", "after"));
    EXPECT_EQ(find_meta(reader(), "before"), "1");
    EXPECT_EQ(find_meta(reader(), "bad"), std::nullopt);
    EXPECT_EQ(find_meta(reader(), "after"), "1");
}

TEST_F(DatabaseTest, changes_are_made_in_the_order_in_which_they_were_asked_for) {
    constexpr int count = 1000; // several groups
    std::latch release{1};
    std::vector<int> order;
    auto append = [&](int number) -> awaitable<void> {
        auto work = [&order, number](Transaction&) { order.push_back(number); };
        co_await database->write(work);
    };
    occupy(release);
    for (int i = 0; i < count; ++i) start(append(i));
    io.poll();
    release.count_down();
    io.run();
    ASSERT_EQ(order.size(), static_cast<std::size_t>(count));
    EXPECT_TRUE(std::ranges::is_sorted(order));
}

TEST_F(DatabaseTest, refuses_what_would_wait_beyond_the_bound_and_recovers) {
    database.reset();
    database.emplace(folder / "holdfast.db", 2);
    std::latch release{1};
    std::vector<std::string> outcomes;
    auto attempt = [&](std::string key) -> awaitable<void> {
        auto work = [key](Transaction& tx) { store_meta(tx, key, "1"); };
        try {
            co_await database->write(work);
            outcomes.push_back(key + " stored");
        } catch (const Overloaded&) {
            outcomes.push_back(key + " refused");
        }
    };
    occupy(release);
    for (const char* key : {"a", "b", "c"}) start(attempt(key));
    io.poll();
    EXPECT_THAT(outcomes, ElementsAre("c refused"));
    release.count_down();
    io.run();
    EXPECT_THAT(outcomes, ElementsAre("c refused", "a stored", "b stored"));
    io.restart();
    start(attempt("c"));
    io.run();
    EXPECT_EQ(outcomes.back(), "c stored");
}

TEST_F(DatabaseTest, finishes_what_it_accepted_before_it_closes) {
    std::latch release{1};
    occupy(release);
    start(store("last", "words"));
    io.poll();
    release.count_down();
    reopen();
    EXPECT_EQ(find_meta(reader(), "last"), "words");
    io.run();
}

TEST_F(DatabaseTest, has_stored_what_it_accepted_when_it_is_told_to_finish) {
    std::latch release{1};
    occupy(release);
    start(store("last", "words"));
    io.poll();
    release.count_down();
    database->finish();
    EXPECT_EQ(find_meta(reader(), "last"), "words");
    database->finish();
    io.run();
}

TEST_F(DatabaseTest, keeps_everything_over_a_restart) {
    write([](Transaction& tx) { store_meta(tx, "k", "v"); });
    reopen();
    EXPECT_EQ(find_meta(reader(), "k"), "v");
    EXPECT_EQ(find_account(reader(), acme), plain_account("acme", "Acme GmbH"));
}

TEST_F(DatabaseTest, a_reader_sees_each_commit_and_cannot_write) {
    EXPECT_EQ(find_meta(reader(), "k"), std::nullopt);
    for (const char* value : {"1", "2", "3"}) {
        write([value](Transaction& tx) { store_meta(tx, "k", value); });
        EXPECT_EQ(find_meta(reader(), "k"), value);
    }
    EXPECT_EQ(failure_kind([this] { std::ignore = reader().query<int>("DELETE FROM meta RETURNING 1"); }),
              StorageFailure::Kind::read_only);
}

TEST_F(DatabaseTest, data_version_tells_commits_of_others_from_ones_own) {
    const auto version_inside = [](Transaction& tx) { return tx.data_version(); };
    const auto own_before = write(version_inside);
    const auto reader_before = reader().data_version();
    EXPECT_EQ(reader().data_version(), reader_before);

    write([](Transaction& tx) { store_meta(tx, "k", "own"); });
    EXPECT_NE(reader().data_version(), reader_before);
    EXPECT_EQ(write(version_inside), own_before);

    Database other_process{database->file()};
    other_process.write_now([](Transaction& tx) { store_meta(tx, "k", "other"); });
    EXPECT_NE(write(version_inside), own_before);
}

TEST_F(DatabaseTest, a_new_file_is_for_its_owner_alone) {
    using std::filesystem::perms;
    for (const char* name : {"holdfast.db", "holdfast.db-wal", "holdfast.db-shm"})
        EXPECT_EQ(std::filesystem::status(folder / name).permissions(), perms::owner_read | perms::owner_write) << name;
}

TEST_F(DatabaseTest, a_file_that_is_open_to_others_is_closed_to_them_and_the_log_says_so_once) {
    using std::filesystem::perms;
    const auto file = database->file();
    database.reset();
    std::ofstream{folder / "holdfast.db.lock"}.close();
    for (const char* name : {"holdfast.db", "holdfast.db.lock"})
        std::filesystem::permissions(folder / name, perms::group_read | perms::others_read,
                                     std::filesystem::perm_options::add);
    EXPECT_EQ(open_to_others(file).size(), 2U);
    std::ostringstream heard;
    const auto log = spdlog::default_logger();
    spdlog::set_default_logger(
        std::make_shared<spdlog::logger>("heard", std::make_shared<spdlog::sinks::ostream_sink_mt>(heard)));
    reopen();
    for (const char* name : {"holdfast.db", "holdfast.db-wal", "holdfast.db-shm", "holdfast.db.lock"})
        EXPECT_EQ(std::filesystem::status(folder / name).permissions(), perms::owner_read | perms::owner_write) << name;
    const auto first = heard.str();
    EXPECT_THAT(first, testing::AllOf(HasSubstr("holdfast.db might be"), HasSubstr("holdfast.db.lock might be")));
    reopen();
    EXPECT_EQ(heard.str(), first);
    spdlog::set_default_logger(log);
    EXPECT_TRUE(open_to_others(file).empty());
}

TEST_F(DatabaseTest, an_empty_file_is_brought_to_the_newest_schema) {
    const auto file = folder / "empty.db";
    std::ofstream{file}.close();
    Database fresh{file};
    Reader reader_of_fresh = fresh.reader();
    EXPECT_EQ(checked_schema_version(reader_of_fresh), newest_schema_version());
    EXPECT_TRUE(account_names(reader_of_fresh).empty());
}

TEST_F(DatabaseTest, refuses_a_file_of_a_newer_version_and_leaves_it_alone) {
    write([](Transaction& tx) { tx.run_script("PRAGMA user_version = 999"); });
    const auto file = database->file();
    database.reset();
    try {
        Database refused{file};
        FAIL() << "opened a newer file";
    } catch (const StorageFailure& failure) {
        EXPECT_EQ(failure.kind(), StorageFailure::Kind::newer_schema);
        EXPECT_THAT(failure.what(), HasSubstr("schema 999"));
    }
    Reader untouched{file};
    EXPECT_EQ(untouched.first<int>("PRAGMA user_version"), 999);
}

TEST_F(DatabaseTest, refuses_a_database_of_another_program) {
    write([](Transaction& tx) { tx.run_script("PRAGMA application_id = 7"); });
    const auto file = database->file();
    database.reset();
    EXPECT_EQ(failure_kind([&] { Database refused{file}; }), StorageFailure::Kind::foreign);
}

TEST_F(DatabaseTest, refuses_a_file_that_is_no_database) {
    const auto file = folder / "letter.db";
    std::ofstream{file} << std::string(5000, 'x');
    std::filesystem::permissions(file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    EXPECT_EQ(failure_kind([&] { Database refused{file}; }), StorageFailure::Kind::damaged);
    EXPECT_EQ(open_to_others(file).size(), 1U) << "what is none of ours is left alone";
}

TEST_F(DatabaseTest, refuses_a_folder_that_does_not_exist) {
    EXPECT_EQ(failure_kind([&] { Database refused{folder / "nowhere" / "holdfast.db"}; }),
              StorageFailure::Kind::unavailable);
}

TEST_F(DatabaseTest, on_a_full_disk_nothing_is_half_written_and_the_next_change_works) {
    write([](Transaction& tx) {
        store_meta(tx, "k", "before");
        const auto pages = tx.first<int>("PRAGMA page_count").value();
        tx.run_script(fmt::format("PRAGMA max_page_count = {}", pages + 10));
    });
    EXPECT_EQ(failure_kind([this] {
                  write([](Transaction& tx) {
                      store_meta(tx, "k", "half");
                      for (int i = 0; i < 1000; ++i)
                          store_meta(tx, fmt::format("filler {}", i), std::string(1000, 'x'));
                  });
              }),
              StorageFailure::Kind::full);
    EXPECT_EQ(find_meta(reader(), "k"), "before");
    EXPECT_EQ(find_meta(reader(), "filler 0"), std::nullopt);
    write([](Transaction& tx) { store_meta(tx, "k", "after"); });
    EXPECT_EQ(find_meta(reader(), "k"), "after");
}

TEST_F(DatabaseTest, on_a_full_disk_whoever_was_told_that_it_is_stored_finds_it_stored_and_nobody_else) {
    write([](Transaction& tx) {
        const auto pages = tx.first<int>("PRAGMA page_count").value();
        tx.run_script(fmt::format("PRAGMA max_page_count = {}", pages + 10));
    });
    std::latch release{1};
    std::vector<std::string> outcomes;
    auto attempt = [&](std::string key, bool fills_the_disk) -> awaitable<void> {
        auto work = [key, fills_the_disk](Transaction& tx) {
            store_meta(tx, key, "1");
            if (!fills_the_disk) return;
            for (int i = 0; i < 1000; ++i) store_meta(tx, fmt::format("filler {}", i), std::string(1000, 'x'));
        };
        try {
            co_await database->write(work);
            outcomes.push_back(key);
        } catch (const StorageFailure&) {
        }
    };
    occupy(release);
    start(attempt("neighbour before", false));
    start(attempt("greedy", true));
    start(attempt("neighbour after", false));
    io.poll();
    release.count_down();
    io.run();
    for (const std::string key : {"neighbour before", "greedy", "neighbour after"})
        EXPECT_EQ(find_meta(reader(), key).has_value(), std::ranges::count(outcomes, key) == 1) << key;
    EXPECT_THAT(outcomes, testing::Contains("neighbour after"));
    EXPECT_THAT(outcomes, testing::Not(testing::Contains("greedy")));
}

TEST_F(DatabaseTest, a_broken_rule_of_the_schema_is_a_constraint_failure_without_the_data) {
    try {
        write([](Transaction& tx) {
            tx.run("INSERT INTO pending_evaluations (account_id, since, marks) VALUES (:a, 0, 1)", "secret customer");
        });
        FAIL() << "stored a row of an unknown account";
    } catch (const StorageFailure& failure) {
        EXPECT_EQ(failure.kind(), StorageFailure::Kind::constraint);
        EXPECT_THAT(failure.what(), testing::Not(HasSubstr("secret")));
    }
}

TEST_F(DatabaseTest, refuses_a_query_whose_values_or_row_type_do_not_fit) {
    EXPECT_THROW(std::ignore = reader().query<std::string>("SELECT key, value FROM meta"), std::logic_error);
    EXPECT_THROW(std::ignore = reader().query<std::string>("SELECT key FROM meta WHERE key = :k"), std::logic_error);
    EXPECT_THROW(std::ignore = reader().query<std::string>("SELECT key FROM meta", 1), std::logic_error);
}

TEST_F(DatabaseTest, a_missing_value_is_only_read_where_it_may_be_missing) {
    EXPECT_EQ(reader().query<std::optional<int>>("SELECT NULL").at(0), std::nullopt);
    EXPECT_EQ(failure_kind([this] { std::ignore = reader().first<int>("SELECT NULL"); }),
              StorageFailure::Kind::damaged);
    EXPECT_EQ(failure_kind([this] { std::ignore = reader().first<Day>("SELECT '2026-02-30'"); }),
              StorageFailure::Kind::damaged);
}

TEST_F(DatabaseTest, the_only_row_is_missing_only_where_an_invariant_is_broken) {
    EXPECT_EQ(reader().only<int>("SELECT COUNT(*) FROM tickets"), 0);
    EXPECT_EQ(reader().only<std::optional<int>>("SELECT MAX(opened_at) FROM tickets"), std::nullopt);
    EXPECT_THROW(std::ignore = reader().only<int>("SELECT opened_at FROM tickets"), std::logic_error);
}

TEST_F(DatabaseTest, waits_for_another_process_that_writes) {
    Database other{database->file()};
    std::latch holding{1};
    std::latch release{1};
    std::jthread blocker{[&] {
        other.write_now([&](Transaction& tx) {
            store_meta(tx, "k", "other");
            holding.count_down();
            release.wait();
        });
    }};
    holding.wait();
    start(store("k", "mine"));
    io.poll();
    release.count_down();
    io.run();
    EXPECT_EQ(find_meta(reader(), "k"), "mine");
}

TEST_F(DatabaseTest, in_a_hurry_all_that_waits_for_another_process_gives_up_after_a_moment) {
    constexpr int count = 600; // several groups
    Database other{database->file()};
    std::latch holding{1};
    std::latch release{1};
    std::jthread blocker{[&] {
        other.write_now([&](Transaction&) {
            holding.count_down();
            release.wait();
        });
    }};
    int refused = 0;
    auto attempt = [&]() -> awaitable<void> {
        auto work = [](Transaction& tx) { store_meta(tx, "k", "mine"); };
        try {
            co_await database->write(work);
        } catch (const StorageFailure& failure) {
            if (failure.kind() == StorageFailure::Kind::busy) ++refused;
        }
    };
    holding.wait();
    for (int i = 0; i < count; ++i) start(attempt());
    io.poll();
    const auto told = std::chrono::steady_clock::now();
    database->hurry();
    database->finish();
    EXPECT_LT(std::chrono::steady_clock::now() - told, std::chrono::seconds{4});
    release.count_down();
    io.run();
    EXPECT_EQ(refused, count);
}

} // namespace

} // namespace holdfast
