#include "storage/backup.hpp"
#include "storage/cases.hpp"
#include "storage/event_codec.hpp"
#include "storage/failure.hpp"
#include "storage/history.hpp"
#include "storage/instance_lock.hpp"
#include "storage/living_messages.hpp"
#include "storage/meta.hpp"
#include "storage/outbox.hpp"
#include "storage/rooms.hpp"
#include "storage/sqlite_handle.hpp"
#include "storage/touches.hpp"
#include "tests/storage/temporary_database.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <iterator>
#include <mutex>
#include <stop_token>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace holdfast {

namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Pair;

/// Notes which files and folders are brought to the disk, and whether `awaited` was there at that moment.
class SyncWatch {
public:
    explicit SyncWatch(std::filesystem::path awaited) : awaited_{std::move(awaited)} {
        const std::lock_guard lock{guard};
        watching = this;
    }
    ~SyncWatch() {
        const std::lock_guard lock{guard};
        watching = nullptr;
    }
    SyncWatch(const SyncWatch&) = delete;
    SyncWatch& operator=(const SyncWatch&) = delete;

    [[nodiscard]] std::vector<std::pair<std::string, bool>> seen() const {
        const std::lock_guard lock{guard};
        return seen_;
    }

    /// Whoever watches is told, on any thread.
    static void note(int descriptor) {
        const std::lock_guard lock{guard};
        if (watching == nullptr) return;
        std::error_code unknown;
        const auto path = std::filesystem::read_symlink(fmt::format("/proc/self/fd/{}", descriptor), unknown);
        watching->seen_.emplace_back(path.string(), std::filesystem::exists(watching->awaited_, unknown));
    }

private:
    static inline std::mutex guard;
    static inline SyncWatch* watching = nullptr;

    std::filesystem::path awaited_;
    std::vector<std::pair<std::string, bool>> seen_;
};

/// No file of this process grows beyond so many bytes, as on a full disk.
class SmallestFiles {
public:
    explicit SmallestFiles(rlim_t bytes) : former_handler_{std::signal(SIGXFSZ, SIG_IGN)} {
        ::getrlimit(RLIMIT_FSIZE, &former_);
        const rlimit limit{bytes, former_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallestFiles() {
        ::setrlimit(RLIMIT_FSIZE, &former_);
        std::signal(SIGXFSZ, former_handler_);
    }
    SmallestFiles(const SmallestFiles&) = delete;
    SmallestFiles& operator=(const SmallestFiles&) = delete;

private:
    rlimit former_{};
    void (*former_handler_)(int);
};

class BackupTest : public StorageTest {
protected:
    std::filesystem::path back_up_now() {
        const auto copy = folder / "copy.db";
        const auto done = back_up(database->file(), copy);
        EXPECT_TRUE(done) << done.error();
        return copy;
    }

    std::string marker() { return find_meta(reader(), "marker").value_or("none"); }

    /// Opens acme#1, with two events, a room, a message that is kept up to date, and one that waits to be delivered.
    void open_rescue() {
        write([this](Transaction& tx) {
            const auto id = create_case(tx, acme, "rescue-acme", at_ms(0)).value().id;
            std::vector<NewEvent> events;
            for (const Event& event : {Event{event::ContactShared{}}, Event{event::TimelineNoted{.text = "Called"}}}) {
                auto encoded = encode(event);
                events.push_back({at_ms(0), "U0KIM", std::move(encoded.type), std::move(encoded.body)});
            }
            EXPECT_TRUE(append_events(tx, id, 0, events));
            EXPECT_TRUE(want_room(tx, id, R"({"topic":"Acme"})", at_ms(0)));
            EXPECT_TRUE(want_message(tx, id, "card", "room", R"({"blocks":[]})", "hash", at_ms(0)));
            EXPECT_TRUE(append_effect(tx,
                                      {.effect_id = "acme#1/2/0",
                                       .case_id = id,
                                       .lane = "room:acme#1",
                                       .method = "chat.postMessage",
                                       .payload = R"({"arguments":{}})",
                                       .not_before = at_ms(0)},
                                      at_ms(0)));
        });
    }

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

TEST_F(BackupTest, taken_under_load_restores_to_exactly_the_state_of_the_copy) {
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

TEST_F(BackupTest, without_room_for_the_copy_leaves_the_former_one_and_no_half_file) {
    const auto copy = back_up_now();
    write([](Transaction& tx) {
        for (int i = 0; i < 300; ++i) store_meta(tx, fmt::format("filler {}", i), std::string(10'000, 'x'));
    });
    {
        const SmallestFiles limit{1'000'000};
        EXPECT_THAT(back_up(database->file(), copy).error(), HasSubstr("copy.db"));
        EXPECT_FALSE(back_up(database->file(), folder / "other.db"));
    }
    EXPECT_TRUE(check_database(copy)) << "the copy from before";
    for (const char* left : {"copy.db.partial", "copy.db.partial-journal", "other.db", "other.db.partial"})
        EXPECT_FALSE(std::filesystem::exists(folder / left)) << left;
    EXPECT_TRUE(back_up(database->file(), copy)) << "room again";
}

TEST_F(BackupTest, is_on_the_disk_before_it_has_its_name_and_the_name_is_afterwards) {
    const auto copy = folder / "copy.db";
    const auto place = std::filesystem::canonical(copy.parent_path());
    const SyncWatch watch{copy};
    const auto done = back_up(database->file(), copy);
    ASSERT_TRUE(done) << done.error();
    const auto seen = watch.seen();
    EXPECT_THAT(seen, Contains(Pair((place / "copy.db.partial").string(), false)));
    ASSERT_FALSE(seen.empty());
    EXPECT_THAT(seen.back(), Pair(place.string(), true));
}

TEST_F(BackupTest, that_cannot_get_its_name_leaves_nothing_behind) {
    const auto copy = folder / "copy.db";
    std::filesystem::create_directory(copy);
    EXPECT_THAT(back_up(database->file(), copy).error(), HasSubstr("copy.db"));
    EXPECT_FALSE(std::filesystem::exists(folder / "copy.db.partial"));
}

TEST_F(BackupTest, of_or_to_a_path_that_cannot_be_looked_at_is_an_error_and_no_exception) {
    const auto copy = back_up_now();
    const auto too_long = folder / std::string(300, 'x').c_str();
    EXPECT_THAT(back_up(database->file(), too_long).error(), HasSubstr("too long"));
    EXPECT_THAT(back_up(too_long, copy).error(), HasSubstr("too long"));
    EXPECT_THAT(check_database(too_long).error(), HasSubstr("too long"));
    EXPECT_THAT(restore(too_long, database->file()).error(), HasSubstr("too long"));
    EXPECT_THAT(restore(copy, too_long).error(), HasSubstr("too long"));
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

TEST_F(BackupTest, restored_is_known_as_such_and_nothing_else_is) {
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

TEST_F(BackupTest, of_a_restored_database_that_was_not_started_yet_is_known_as_restored_too) {
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

TEST_F(BackupTest, restored_is_forgotten_once_it_has_been_reckoned_with) {
    const auto copy = back_up_now();
    const auto file = database->file();
    database.reset();
    ASSERT_TRUE(restore(copy, file));
    reopen();
    ASSERT_TRUE(is_restored(reader()));
    write([](Transaction& tx) { forget_restoring(tx); });
    EXPECT_FALSE(is_restored(reader()));
}

TEST_F(BackupTest, restore_without_room_leaves_the_database_as_it_was_and_no_half_file) {
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

TEST_F(BackupTest, restore_refuses_a_database_that_is_being_served_or_restored) {
    const auto copy = back_up_now();
    const auto file = folder / "other.db";
    const InstanceLock of_another{file};
    EXPECT_THAT(restore(copy, file).error(), HasSubstr("other.db: it is in use. Stop Holdfast first"));
    EXPECT_FALSE(std::filesystem::exists(file));
    EXPECT_FALSE(std::filesystem::exists(folder / "other.db.restoring"));
}

TEST_F(BackupTest, restore_gives_the_right_to_serve_back_when_it_ends) {
    const auto copy = back_up_now();
    const auto file = folder / "other.db";
    ASSERT_TRUE(restore(copy, file));
    const InstanceLock of_whoever_serves{file};
}

TEST_F(BackupTest, restore_replaces_what_a_killed_one_left) {
    const auto copy = back_up_now();
    const auto file = folder / "other.db";
    for (const char* left : {"other.db.restoring", "other.db.restoring-wal", "other.db.restoring-shm"})
        std::ofstream{folder / left} << "half a copy";
    const auto restored = restore(copy, file);
    ASSERT_TRUE(restored) << restored.error();
    for (const char* left : {"other.db.restoring", "other.db.restoring-wal", "other.db.restoring-shm"})
        EXPECT_FALSE(std::filesystem::exists(folder / left)) << left;
}

TEST_F(BackupTest, restore_refuses_what_it_left_half_done_itself_and_leaves_it_there) {
    const auto half_done = folder / "elsewhere.db.restoring";
    std::filesystem::rename(back_up_now(), half_done);
    EXPECT_THAT(restore(half_done, folder / "elsewhere.db").error(), HasSubstr("elsewhere.db.restoring"));
    EXPECT_TRUE(std::filesystem::exists(half_done));
}

TEST_F(BackupTest, restore_takes_a_copy_in_which_touches_were_logged) {
    write([this](Transaction& tx) {
        for (int i = 0; i < 200; ++i) store_touch(tx, acme, {.text = fmt::format("call {}", i), .at = at_ms(i)});
    });
    const auto copy = back_up_now();
    EXPECT_TRUE(check_database(copy)) << check_database(copy).error();
    EXPECT_TRUE(restore(copy, folder / "elsewhere.db"));
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

TEST_F(BackupTest, restore_refuses_a_copy_with_a_row_that_cannot_be_read_and_names_it) {
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

TEST_F(BackupTest, of_a_database_with_a_row_that_cannot_be_read_is_refused_and_the_former_one_stays) {
    open_rescue();
    const auto copy = back_up_now();
    write([](Transaction& tx) { tx.run("UPDATE case_events SET body = '{' WHERE seq = 2"); });
    EXPECT_THAT(back_up(database->file(), copy).error(),
                AllOf(HasSubstr("holdfast.db: it is damaged"), HasSubstr("event 2 of acme#1")));
    EXPECT_TRUE(check_database(copy)) << "the copy from before";
    EXPECT_FALSE(std::filesystem::exists(folder / "copy.db.partial"));
    EXPECT_TRUE(copy_database(database->file(), folder / "to-look-at.db")) << "the rest can be read all the same";
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
    const auto copy = back_up_now();
    ASSERT_EQ(sqlite3_exec(open_sqlite(copy).get(), "PRAGMA user_version = 999", nullptr, nullptr, nullptr), SQLITE_OK);
    EXPECT_THAT(restore(copy, folder / "elsewhere.db").error(), HasSubstr("newer version"));
}

TEST_F(BackupTest, restore_refuses_what_is_no_database_at_all) {
    std::ofstream{folder / "letter.txt"} << std::string(5000, 'x');
    EXPECT_THAT(restore(folder / "letter.txt", folder / "elsewhere.db").error(), HasSubstr("not a database"));
    std::ofstream{folder / "empty.db"}.close();
    EXPECT_THAT(restore(folder / "empty.db", folder / "elsewhere.db").error(), HasSubstr("empty"));
}

TEST_F(BackupTest, restored_is_for_its_owner_alone_whatever_the_database_was_before) {
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

TEST_F(BackupTest, restore_keeps_a_database_of_a_newer_version_beside) {
    const auto copy = back_up_now();
    const auto newer = folder / "newer.db";
    ASSERT_TRUE(restore(copy, newer));
    ASSERT_EQ(sqlite3_exec(open_sqlite(newer).get(), "PRAGMA user_version = 999", nullptr, nullptr, nullptr),
              SQLITE_OK);
    ASSERT_TRUE(restore(copy, newer));
    EXPECT_TRUE(check_database(newer));
    EXPECT_THAT(check_database(folder / "newer.db.newer").error(), HasSubstr("newer version"));
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

/// In the place of the system's, which it calls.
extern "C" int fsync(int descriptor) {
    holdfast::SyncWatch::note(descriptor);
    return static_cast<int>(::syscall(SYS_fsync, descriptor));
}
