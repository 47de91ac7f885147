#include "storage/database.hpp"
#include "storage/meta.hpp"
#include "storage/trial_copy.hpp"
#include "tests/storage/temporary_database.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace holdfast {
namespace {

using TrialCopyTest = StorageTest;

TEST_F(TrialCopyTest, what_is_tried_on_it_stays_in_it_and_goes_with_it) {
    write([](Transaction& tx) { store_meta(tx, "marker", "kept"); });
    std::filesystem::path tried;
    {
        const auto copy = TrialCopy::of(database->file());
        ASSERT_TRUE(copy) << copy.error();
        tried = copy->file();
        EXPECT_EQ(std::filesystem::status(tried.parent_path()).permissions(), std::filesystem::perms::owner_all);
        Database trial{tried};
        trial.write_now([](Transaction& tx) { store_meta(tx, "marker", "tried"); });
        EXPECT_EQ(find_meta(reader(), "marker"), "kept");
    }
    EXPECT_FALSE(std::filesystem::exists(tried.parent_path()));
}

TEST_F(TrialCopyTest, one_that_was_left_behind_is_removed_and_one_that_is_in_use_stays) {
    const auto left_behind = folder / "holdfast.db.trial-a1B2c3";
    std::filesystem::create_directory(left_behind);
    std::ofstream{left_behind / "holdfast.db"} << "a copy";
    const auto of_another = folder / "other.db.trial-a1B2c3";
    std::filesystem::create_directory(of_another);
    const auto copy = TrialCopy::of(database->file());
    ASSERT_TRUE(copy) << copy.error();
    EXPECT_FALSE(std::filesystem::exists(left_behind));
    EXPECT_TRUE(TrialCopy::remove_abandoned(database->file()));
    EXPECT_TRUE(std::filesystem::exists(copy->file()));
    EXPECT_TRUE(std::filesystem::exists(of_another));
}

TEST_F(TrialCopyTest, says_why_there_is_none_and_leaves_nothing) {
    EXPECT_THAT(TrialCopy::of(folder / "nothing.db").error(), testing::HasSubstr("no such file"));
    EXPECT_THAT(TrialCopy::of(folder / "nowhere/holdfast.db").error(), testing::HasSubstr("Cannot copy"));
    for (const auto& entry : std::filesystem::directory_iterator{folder / ""})
        EXPECT_THAT(entry.path().string(), testing::Not(testing::HasSubstr("trial")));
}

} // namespace
} // namespace holdfast
