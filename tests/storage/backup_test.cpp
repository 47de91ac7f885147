#include "storage/backup.hpp"
#include "storage/database_check.hpp"
#include "tests/storage/backup_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <mutex>
#include <stop_token>
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
}

TEST_F(BackupTest, refuses_the_database_itself_and_a_database_that_is_not_there) {
    EXPECT_THAT(back_up(database->file(), database->file()).error(), HasSubstr("the database itself"));
    EXPECT_THAT(back_up(folder / "nothing.db", folder / "copy.db").error(), HasSubstr("no such file"));
    EXPECT_THAT(back_up(database->file(), folder / "nowhere/copy.db").error(), HasSubstr("cannot be created"));
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

} // namespace

} // namespace holdfast

/// In the place of the system's, which it calls.
extern "C" int fsync(int descriptor) {
    holdfast::SyncWatch::note(descriptor);
    return static_cast<int>(::syscall(SYS_fsync, descriptor));
}
