#include "storage/database_check.hpp"
#include "storage/instance_lock.hpp"
#include "storage/restoring.hpp"
#include "storage/sqlite_handle.hpp"
#include "storage/touches.hpp"
#include "tests/storage/backup_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <stop_token>
#include <thread>

namespace holdfast {

namespace {

using testing::AllOf;
using testing::HasSubstr;

class RestoringTest : public BackupTest {
protected:
    std::string marker() { return find_meta(reader(), "marker").value_or("none"); }

    /// Puts as many other bytes in the place of a text within the file; its structure stays as it is.
    void overwrite(const std::filesystem::path& file, std::string_view text, std::string_view other) {
        ASSERT_EQ(text.size(), other.size());
        std::ifstream before{file, std::ios::binary};
        std::string bytes{std::istreambuf_iterator<char>{before}, {}};
        ASSERT_TRUE(bytes.contains(text)) << text;
        for (auto at = bytes.find(text); at != std::string::npos; at = bytes.find(text, at))
            bytes.replace(at, other.size(), other);
        std::ofstream{file, std::ios::binary} << bytes;
    }

    void overwrite_middle(const std::filesystem::path& file) {
        const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file));
        std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
        stream.seekp(size / 4);
        stream << std::string(static_cast<std::size_t>(size / 2), '\x5a');
    }
};

TEST_F(RestoringTest, of_a_backup_taken_under_load_brings_back_exactly_the_state_of_the_copy) {
    std::jthread writing{[&](const std::stop_token& stop) {
        for (int i = 0; !stop.stop_requested(); ++i)
            write([i](Transaction& tx) { store_meta(tx, fmt::format("fact {}", i), std::string(500, 'x')); });
    }};
    for (int i = 0; i < 3; ++i) {
        const auto copy = back_up_now();
        const auto restored = folder / "restored.db";
        ASSERT_TRUE(restore(copy, restored));
        Reader copied{copy};
        Reader back{restored};
        constexpr std::string_view everything = "SELECT key || value FROM meta WHERE key <> 'restored' ORDER BY key";
        EXPECT_EQ(back.query<std::string>(everything), copied.query<std::string>(everything));
        EXPECT_EQ(account_names(back), account_names(copied));
        EXPECT_TRUE(check_database(restored));
    }
}

TEST_F(RestoringTest, of_or_to_a_path_that_cannot_be_looked_at_is_an_error_and_no_exception) {
    const auto copy = back_up_now();
    const auto too_long = folder / std::string(300, 'x').c_str();
    EXPECT_THAT(restore(too_long, database->file()).error(), HasSubstr("too long"));
    EXPECT_THAT(restore(copy, too_long).error(), HasSubstr("too long"));
}

TEST_F(RestoringTest, brings_back_the_state_of_the_copy) {
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

TEST_F(RestoringTest, is_known_of_what_was_restored_and_of_nothing_else) {
    const auto copy = back_up_now();
    const auto restored = folder / "restored.db";
    ASSERT_TRUE(restore(copy, restored));
    Reader of_copy{copy};
    Reader of_restored{restored};
    EXPECT_TRUE(is_restored(of_restored));
    EXPECT_FALSE(is_restored(of_copy));
    EXPECT_FALSE(is_restored(reader()));
    EXPECT_TRUE(check_database(restored));
}

TEST_F(RestoringTest, is_known_of_a_backup_of_what_was_restored_and_not_started_yet) {
    const auto copy = back_up_now();
    const auto restored = folder / "restored.db";
    const auto second = folder / "second.db";
    ASSERT_TRUE(restore(copy, restored));
    ASSERT_TRUE(back_up(restored, second));
    Reader of_second{second};
    EXPECT_TRUE(is_restored(of_second));
    ASSERT_TRUE(restore(second, restored)) << "a second time";
    Reader of_restored{restored};
    EXPECT_TRUE(is_restored(of_restored));
}

TEST_F(RestoringTest, is_forgotten_once_it_has_been_reckoned_with) {
    const auto copy = back_up_now();
    const auto file = database->file();
    database.reset();
    ASSERT_TRUE(restore(copy, file));
    reopen();
    ASSERT_TRUE(is_restored(reader()));
    write([](Transaction& tx) { forget_restoring(tx); });
    EXPECT_FALSE(is_restored(reader()));
}

TEST_F(RestoringTest, without_room_leaves_the_database_as_it_was_and_no_half_file) {
    write([](Transaction& tx) {
        for (int i = 0; i < 300; ++i) store_meta(tx, fmt::format("filler {}", i), std::string(10'000, 'x'));
    });
    const auto copy = back_up_now();
    const auto file = folder / "other.db";
    {
        Database other{file};
        other.write_now([](Transaction& tx) { store_meta(tx, "marker", "live"); });
    }
    {
        const SmallestFiles limit{1'000'000};
        EXPECT_FALSE(restore(copy, file));
    }
    for (const char* left :
         {"other.db.restoring", "other.db.restoring-journal", "other.db.restoring-wal", "other.db.restoring-shm"})
        EXPECT_FALSE(std::filesystem::exists(folder / left)) << left;
    {
        Reader of_other{file};
        EXPECT_EQ(find_meta(of_other, "marker"), "live");
        EXPECT_FALSE(is_restored(of_other));
    }
    EXPECT_TRUE(restore(copy, file)) << "room again";
    EXPECT_FALSE(std::filesystem::exists(folder / "other.db.restoring"));
}

TEST_F(RestoringTest, refuses_a_database_that_is_being_served_or_restored) {
    const auto copy = back_up_now();
    const auto file = folder / "other.db";
    const InstanceLock of_another{file};
    EXPECT_THAT(restore(copy, file).error(), HasSubstr("other.db: it is in use. Stop Holdfast first"));
    EXPECT_FALSE(std::filesystem::exists(file));
    EXPECT_FALSE(std::filesystem::exists(folder / "other.db.restoring"));
}

TEST_F(RestoringTest, gives_the_right_to_serve_back_when_it_ends) {
    const auto copy = back_up_now();
    const auto file = folder / "other.db";
    ASSERT_TRUE(restore(copy, file));
    const InstanceLock of_whoever_serves{file};
}

TEST_F(RestoringTest, replaces_what_a_killed_one_left) {
    const auto copy = back_up_now();
    const auto file = folder / "other.db";
    for (const char* left : {"other.db.restoring", "other.db.restoring-wal", "other.db.restoring-shm"})
        std::ofstream{folder / left} << "half a copy";
    const auto restored = restore(copy, file);
    ASSERT_TRUE(restored) << restored.error();
    for (const char* left : {"other.db.restoring", "other.db.restoring-wal", "other.db.restoring-shm"})
        EXPECT_FALSE(std::filesystem::exists(folder / left)) << left;
}

TEST_F(RestoringTest, refuses_what_it_left_half_done_itself_and_leaves_it_there) {
    const auto half_done = folder / "elsewhere.db.restoring";
    std::filesystem::rename(back_up_now(), half_done);
    EXPECT_THAT(restore(half_done, folder / "elsewhere.db").error(), HasSubstr("elsewhere.db.restoring"));
    EXPECT_TRUE(std::filesystem::exists(half_done));
}

TEST_F(RestoringTest, takes_a_copy_in_which_touches_were_logged) {
    write([this](Transaction& tx) {
        for (int i = 0; i < 200; ++i) store_touch(tx, acme, {.text = fmt::format("call {}", i), .at = at_ms(i)});
    });
    const auto copy = back_up_now();
    EXPECT_TRUE(check_database(copy)) << check_database(copy).error();
    EXPECT_TRUE(restore(copy, folder / "elsewhere.db"));
}

TEST_F(RestoringTest, creates_a_database_that_is_gone) {
    const auto copy = back_up_now();
    ASSERT_TRUE(restore(copy, folder / "elsewhere.db"));
    Database elsewhere{folder / "elsewhere.db"};
    Reader reader_of_it = elsewhere.reader();
    EXPECT_TRUE(find_account(reader_of_it, acme));
}

TEST_F(RestoringTest, refuses_a_database_in_use) {
    const auto copy = back_up_now();
    write([](Transaction& tx) { store_meta(tx, "marker", "live"); });
    EXPECT_THAT(restore(copy, database->file()).error(), HasSubstr("in use"));
    EXPECT_EQ(marker(), "live");
    write([](Transaction& tx) { store_meta(tx, "marker", "still alive"); });
    EXPECT_EQ(marker(), "still alive");
}

TEST_F(RestoringTest, refuses_a_damaged_copy_and_leaves_the_database_alone) {
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

TEST_F(RestoringTest, refuses_a_copy_with_a_row_that_cannot_be_read_and_names_it) {
    open_rescue();
    write([](Transaction& tx) { store_meta(tx, "marker", "good"); });
    struct Damage {
        std::string_view text;
        std::string_view other;
        const char* row;
    };
    std::filesystem::path copy;
    for (const auto& [text, other, row] : {Damage{R"("text":")", "\x01ZZZZZZZ", "event 2 of acme#1"},
                                           Damage{"timeline-noted", "timeline-voted", "event 2 of acme#1"},
                                           Damage{R"({"topic":)", R"({"topic"})", "the room of acme#1"},
                                           Damage{R"({"blocks":[]})", R"({"blocks":[}})", "the message card of acme#1"},
                                           Damage{R"({"arguments")", R"(["arguments")", "the message acme#1/2/0"}}) {
        copy = back_up_now();
        overwrite(copy, text, other);
        EXPECT_THAT(check_database(copy).error(), AllOf(HasSubstr("damaged"), HasSubstr(row)));
        EXPECT_THAT(restore(copy, folder / "elsewhere.db").error(), AllOf(HasSubstr("damaged"), HasSubstr(row)));
        EXPECT_FALSE(std::filesystem::exists(folder / "elsewhere.db"));
    }
    const auto file = database->file();
    database.reset();
    EXPECT_FALSE(restore(copy, file));
    reopen();
    EXPECT_EQ(marker(), "good");
}

TEST_F(RestoringTest, refuses_a_copy_cut_short) {
    write([](Transaction& tx) {
        for (int i = 0; i < 300; ++i) store_meta(tx, fmt::format("filler {}", i), std::string(1000, 'x'));
    });
    const auto copy = back_up_now();
    std::filesystem::resize_file(copy, std::filesystem::file_size(copy) / 2);
    EXPECT_FALSE(restore(copy, folder / "elsewhere.db"));
    EXPECT_FALSE(std::filesystem::exists(folder / "elsewhere.db"));
}

TEST_F(RestoringTest, refuses_a_copy_of_a_newer_version) {
    const auto copy = back_up_now();
    ASSERT_EQ(sqlite3_exec(open_sqlite(copy).get(), "PRAGMA user_version = 999", nullptr, nullptr, nullptr), SQLITE_OK);
    EXPECT_THAT(restore(copy, folder / "elsewhere.db").error(), HasSubstr("newer version"));
}

TEST_F(RestoringTest, refuses_what_is_no_database_at_all) {
    std::ofstream{folder / "letter.txt"} << std::string(5000, 'x');
    EXPECT_THAT(restore(folder / "letter.txt", folder / "elsewhere.db").error(), HasSubstr("not a database"));
    std::ofstream{folder / "empty.db"}.close();
    EXPECT_THAT(restore(folder / "empty.db", folder / "elsewhere.db").error(), HasSubstr("empty"));
}

TEST_F(RestoringTest, leaves_the_database_to_its_owner_alone_whatever_it_was_before) {
    using std::filesystem::perms;
    const auto copy = back_up_now();
    const auto file = database->file();
    database.reset();
    std::ofstream{folder / "broken.db"} << std::string(5000, 'x');
    for (const auto& before : {file, folder / "broken.db"}) {
        std::filesystem::permissions(before, perms::group_read | perms::others_read,
                                     std::filesystem::perm_options::add);
        ASSERT_TRUE(restore(copy, before));
        EXPECT_EQ(std::filesystem::status(before).permissions(), perms::owner_read | perms::owner_write) << before;
    }
    EXPECT_EQ(std::filesystem::status(folder / "broken.db.damaged").permissions() & perms::others_all, perms::none);
}

TEST_F(RestoringTest, keeps_a_database_of_a_newer_version_beside) {
    const auto copy = back_up_now();
    const auto newer = folder / "newer.db";
    ASSERT_TRUE(restore(copy, newer));
    ASSERT_EQ(sqlite3_exec(open_sqlite(newer).get(), "PRAGMA user_version = 999", nullptr, nullptr, nullptr),
              SQLITE_OK);
    ASSERT_TRUE(restore(copy, newer));
    EXPECT_TRUE(check_database(newer));
    EXPECT_THAT(check_database(folder / "newer.db.newer").error(), HasSubstr("newer version"));
}

TEST_F(RestoringTest, keeps_an_unreadable_database_beside) {
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
