#include "storage/database.hpp"
#include "storage/instance_lock.hpp"
#include "tests/bot/operate/command_fixture.hpp"

#include <gmock/gmock.h>

#include <cstddef>
#include <string>

namespace holdfast {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class KeepCopiesTest : public CommandTest {};

TEST_F(KeepCopiesTest, restores_what_was_backed_up) {
    import_accounts();
    EXPECT_EQ(program_.run("backup copy.db").status, 0);
    program_.write("more.csv", "id,name\ninitech,Initech\n");
    ASSERT_EQ(program_.run("import accounts more.csv").status, 0);
    const auto restored = program_.run("restore copy.db");
    EXPECT_EQ(restored.status, 0);
    EXPECT_THAT(restored.out, HasSubstr("may be in Slack by now"));
    EXPECT_THAT(program_.run("sweep --dry-run").out, HasSubstr("2 accounts evaluated"));
}

TEST_F(KeepCopiesTest, replaces_no_file_unless_told) {
    import_accounts();
    program_.write("copy.db", "something else");
    const auto refused = program_.run("backup copy.db");
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.err, HasSubstr("--overwrite"));
    EXPECT_EQ(program_.read("copy.db"), "something else");
    EXPECT_EQ(program_.run("backup copy.db --overwrite").status, 0);
    EXPECT_EQ(program_.run("restore copy.db").status, 0);
}

TEST_F(KeepCopiesTest, restores_no_database_that_is_in_use) {
    import_accounts();
    ASSERT_EQ(program_.run("backup copy.db").status, 0);
    const Database in_use{program_.folder / "holdfast.db"};
    const auto refused = program_.run("restore copy.db");
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.err, HasSubstr("in use"));
}

TEST_F(KeepCopiesTest, restores_no_database_that_is_served_although_nobody_has_it_open) {
    import_accounts();
    ASSERT_EQ(program_.run("backup copy.db").status, 0);
    const InstanceLock of_the_bot{program_.folder / "holdfast.db"};
    const auto refused = program_.run("restore copy.db");
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.err, HasSubstr("it is in use. Stop Holdfast first"));
}

TEST_F(KeepCopiesTest, says_damage_in_one_line_however_much_there_is) {
    import_accounts();
    ASSERT_EQ(program_.run("backup copy.db").status, 0);
    // Two pages more, which the header counts and nothing uses.
    constexpr std::size_t page = 4096;
    constexpr std::size_t count_in_header = 28;
    auto bytes = program_.read("copy.db") + std::string(2 * page, '\0');
    const auto pages = bytes.size() / page;
    bytes[count_in_header + 2] = static_cast<char>(pages / 256);
    bytes[count_in_header + 3] = static_cast<char>(pages % 256);
    program_.write("damaged.db", bytes);
    const auto refused = program_.run("restore damaged.db");
    EXPECT_EQ(refused.status, 1);
    expect_one_line_of_complaint(refused);
    EXPECT_THAT(refused.err, ContainsRegex("it is damaged: Page .*never used"));
    EXPECT_THAT(program_.run("doctor", "HOLDFAST_DB=damaged.db").out,
                ContainsRegex("PROBLEM database: .*it is damaged: Page .*never used.*\n +fix: "));
}

} // namespace
} // namespace holdfast
