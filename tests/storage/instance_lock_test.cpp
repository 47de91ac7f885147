#include "storage/failure.hpp"
#include "storage/instance_lock.hpp"
#include "tests/storage/temporary_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace holdfast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class InstanceLockTest : public ::testing::Test {
protected:
    /// Why the right cannot be had; empty where it can.
    static std::string refusal(const std::filesystem::path& database) {
        try {
            const InstanceLock lock{database};
        } catch (const StorageFailure& failure) {
            return failure.what();
        }
        return {};
    }

    TemporaryFolder folder;
    std::filesystem::path database = folder / "holdfast.db";
};

TEST_F(InstanceLockTest, is_had_by_one_at_a_time_and_says_what_to_do) {
    {
        const InstanceLock first{database};
        EXPECT_THAT(refusal(database),
                    AllOf(HasSubstr(database.string()), HasSubstr("Stop that one first"), HasSubstr("HOLDFAST_DB")));
        EXPECT_EQ(refusal(folder / "other.db"), "");
    }
    EXPECT_EQ(refusal(database), "");
    EXPECT_FALSE(std::filesystem::exists(database)) << "nothing is opened before the right is had";
}

TEST_F(InstanceLockTest, is_one_for_all_links_to_a_database) {
    std::ofstream{database} << "";
    std::filesystem::create_symlink(database, folder / "link.db");
    const InstanceLock first{folder / "link.db"};
    EXPECT_THAT(refusal(database), HasSubstr("Stop that one first"));
}

TEST_F(InstanceLockTest, is_free_at_once_when_its_process_was_killed) {
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const InstanceLock lock{database};
        if (::write(ready[1], "x", 1) == 1) ::pause();
        ::_exit(1);
    }
    ::close(ready[1]);
    char byte = 0;
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    ::close(ready[0]);
    EXPECT_NE(refusal(database), "");
    ::kill(child, SIGKILL);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    EXPECT_EQ(refusal(database), "");
}

TEST_F(InstanceLockTest, can_be_asked_for_without_a_trace) {
    EXPECT_FALSE(is_being_served(database));
    EXPECT_FALSE(std::filesystem::exists(folder / "holdfast.db.lock"));
    {
        const InstanceLock lock{database};
        EXPECT_TRUE(is_being_served(database));
    }
    EXPECT_FALSE(is_being_served(database));
    EXPECT_EQ(refusal(database), "");
}

TEST_F(InstanceLockTest, says_that_the_lock_cannot_be_used_to_whoever_asks) {
    std::filesystem::create_directory(folder / "holdfast.db.lock");
    EXPECT_THAT(refusal(database), HasSubstr("has to belong to whoever runs Holdfast"));
    EXPECT_THROW(static_cast<void>(is_being_served(database)), StorageFailure);
}

TEST_F(InstanceLockTest, names_the_folder_that_is_missing) {
    EXPECT_THAT(refusal(folder / "missing/holdfast.db"), HasSubstr("Check that its folder exists"));
}

} // namespace
} // namespace holdfast
