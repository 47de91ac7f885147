#include "storage/backup.hpp"
#include "storage/failure.hpp"
#include "storage/history.hpp"
#include "storage/meta.hpp"
#include "tests/storage/temporary_database.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <stop_token>
#include <thread>

namespace holdfast {

namespace {

using testing::HasSubstr;

class BackupTest : public StorageTest {
protected:
    std::filesystem::path back_up_now() {
        const auto copy = folder / "copy.db";
        const auto done = back_up(database->file(), copy);
        EXPECT_TRUE(done) << done.error();
        return copy;
    }

    std::string marker() { return find_meta(reader(), "marker").value_or("none"); }

    void overwrite_middle(const std::filesystem::path& file) {
        const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file));
        std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
        stream.seekp(size / 4);
        stream << std::string(static_cast<std::size_t>(size / 2), '\x5a');
    }
};

TEST_F(BackupTest, is_one_complete_file_for_its_owner_alone) {
    write([](Transaction& tx) { store_meta(tx, "marker", "saved"); });
    const auto copy = back_up_now();
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(copy).permissions(), perms::owner_read | perms::owner_write);
    EXPECT_FALSE(std::filesystem::exists(folder / "copy.db-wal"));
    EXPECT_FALSE(std::filesystem::exists(folder / "copy.db.partial"));
    EXPECT_TRUE(check_database(copy));
    Reader reader_of_copy{copy};
    EXPECT_EQ(find_meta(reader_of_copy, "marker"), "saved");
}

TEST_F(BackupTest, while_writing_is_the_state_of_one_instant) {
    std::atomic<int> rounds = 0;
    std::jthread writing{[&](const std::stop_token& stop) {
        // Both facts always change together; a copy that has them different mixes two instants.
        for (int i = 0; !stop.stop_requested(); ++i) {
            write([i](Transaction& tx) {
                store_meta(tx, "left", fmt::to_string(i));
                store_meta(tx, fmt::format("filler {}", i % 500), std::string(2000, 'x'));
                store_meta(tx, "right", fmt::to_string(i));
            });
            ++rounds;
        }
    }};
    for (int i = 0; i < 5; ++i) {
        const int seen = rounds;
        while (rounds < seen + 50) std::this_thread::yield();
        const auto copy = back_up_now();
        EXPECT_TRUE(check_database(copy));
        Reader reader_of_copy{copy};
        EXPECT_TRUE(find_meta(reader_of_copy, "left"));
        EXPECT_EQ(find_meta(reader_of_copy, "left"), find_meta(reader_of_copy, "right"));
    }
}

TEST_F(BackupTest, refuses_the_database_itself_and_a_database_that_is_not_there) {
    EXPECT_THAT(back_up(database->file(), database->file()).error(), HasSubstr("the database itself"));
    EXPECT_THAT(back_up(folder / "nothing.db", folder / "copy.db").error(), HasSubstr("no such file"));
    EXPECT_THAT(back_up(database->file(), folder / "nowhere/copy.db").error(), HasSubstr("cannot be created"));
}

TEST_F(BackupTest, restore_brings_back_the_state_of_the_copy) {
    write([](Transaction& tx) { store_meta(tx, "marker", "old"); });
    const auto copy = back_up_now();
    write([](Transaction& tx) { store_meta(tx, "marker", "new"); });
    const auto file = database->file();
    database.reset();
    const auto restored = restore(copy, file);
    ASSERT_TRUE(restored) << restored.error();
    reopen();
    EXPECT_EQ(marker(), "old");
}

TEST_F(BackupTest, restore_creates_a_database_that_is_gone) {
    const auto copy = back_up_now();
    ASSERT_TRUE(restore(copy, folder / "elsewhere.db"));
    Database elsewhere{folder / "elsewhere.db"};
    Reader reader_of_it = elsewhere.reader();
    EXPECT_TRUE(find_account(reader_of_it, acme));
}

TEST_F(BackupTest, restore_refuses_a_database_in_use) {
    const auto copy = back_up_now();
    write([](Transaction& tx) { store_meta(tx, "marker", "live"); });
    EXPECT_THAT(restore(copy, database->file()).error(), HasSubstr("in use"));
    EXPECT_EQ(marker(), "live");
    write([](Transaction& tx) { store_meta(tx, "marker", "still alive"); });
    EXPECT_EQ(marker(), "still alive");
}

TEST_F(BackupTest, restore_refuses_a_damaged_copy_and_leaves_the_database_alone) {
    write([](Transaction& tx) {
        for (int i = 0; i < 300; ++i) store_meta(tx, fmt::format("filler {}", i), std::string(1000, 'x'));
        store_meta(tx, "marker", "good");
    });
    const auto copy = back_up_now();
    overwrite_middle(copy);
    const auto file = database->file();
    database.reset();
    EXPECT_THAT(restore(copy, file).error(), HasSubstr("damaged"));
    reopen();
    EXPECT_EQ(marker(), "good");
}

TEST_F(BackupTest, restore_refuses_a_copy_cut_short) {
    write([](Transaction& tx) {
        for (int i = 0; i < 300; ++i) store_meta(tx, fmt::format("filler {}", i), std::string(1000, 'x'));
    });
    const auto copy = back_up_now();
    std::filesystem::resize_file(copy, std::filesystem::file_size(copy) / 2);
    EXPECT_FALSE(restore(copy, folder / "elsewhere.db"));
    EXPECT_FALSE(std::filesystem::exists(folder / "elsewhere.db"));
}

TEST_F(BackupTest, restore_refuses_a_copy_of_a_newer_version) {
    write([](Transaction& tx) { tx.run_script("PRAGMA user_version = 999"); });
    const auto copy = back_up_now();
    EXPECT_THAT(restore(copy, folder / "elsewhere.db").error(), HasSubstr("newer version"));
}

TEST_F(BackupTest, restore_refuses_what_is_no_database_at_all) {
    std::ofstream{folder / "letter.txt"} << std::string(5000, 'x');
    EXPECT_THAT(restore(folder / "letter.txt", folder / "elsewhere.db").error(), HasSubstr("not a database"));
    std::ofstream{folder / "empty.db"}.close();
    EXPECT_THAT(restore(folder / "empty.db", folder / "elsewhere.db").error(), HasSubstr("empty"));
}

TEST_F(BackupTest, restore_keeps_an_unreadable_database_beside) {
    const auto copy = back_up_now();
    const auto broken = folder / "broken.db";
    std::ofstream{broken} << std::string(5000, 'x');
    const auto restored = restore(copy, broken);
    ASSERT_TRUE(restored) << restored.error();
    EXPECT_TRUE(std::filesystem::exists(folder / "broken.db.damaged"));
    EXPECT_TRUE(check_database(broken));
}

} // namespace

} // namespace holdfast
