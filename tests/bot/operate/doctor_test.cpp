#include "bot/net/http_server.hpp"
#include "storage/instance_lock.hpp"
#include "storage/sqlite_handle.hpp"
#include "tests/bot/operate/command_fixture.hpp"
#include "tests/slack/slack_double.hpp"

#include <boost/asio/io_context.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <string>
#include <unistd.h>

namespace holdfast {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

class DoctorTest : public CommandTest {};

TEST_F(DoctorTest, names_what_is_missing_and_the_fix) {
    const auto run = program_.run("doctor");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.out, HasSubstr("PROBLEM secrets: SLACK_BOT_TOKEN is missing"));
    EXPECT_THAT(run.out, HasSubstr("fix: "));
    EXPECT_THAT(run.out, HasSubstr("ok      playbooks: "));
    expect_one_line_of_complaint(run);
}

TEST_F(DoctorTest, and_backup_name_an_event_that_cannot_be_read) {
    open_rescue();
    ASSERT_EQ(sqlite3_exec(open_sqlite(program_.folder / "holdfast.db").get(),
                           "UPDATE case_events SET body = '{' WHERE case_id = 'acme#1' AND seq = 1", nullptr, nullptr,
                           nullptr),
              SQLITE_OK);
    EXPECT_THAT(program_.run("doctor").out, ContainsRegex("PROBLEM database: .*event 1 of acme#1 cannot be read"));
    const auto refused = program_.run("backup copy.db");
    EXPECT_EQ(refused.status, 1);
    expect_one_line_of_complaint(refused);
    EXPECT_THAT(refused.err, HasSubstr("event 1 of acme#1 cannot be read"));
    EXPECT_FALSE(std::filesystem::exists(program_.folder / "copy.db"));
}

TEST_F(DoctorTest, says_that_others_may_read_the_database_until_it_is_opened_for_work) {
    import_accounts();
    std::filesystem::permissions(program_.folder / "holdfast.db", std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    const auto open = program_.run("doctor");
    EXPECT_THAT(open.out, HasSubstr("PROBLEM database: others than its owner may use "));
    EXPECT_THAT(open.out, ContainsRegex("fix: chmod 600 /.*holdfast.db"));
    EXPECT_THAT(program_.run("import accounts accounts.csv").err, HasSubstr("for its owner alone again"));
    EXPECT_THAT(program_.run("doctor").out, HasSubstr("ok      database: "));
}

TEST_F(DoctorTest, tries_the_address_to_listen_on_unless_the_bot_does) {
    EXPECT_THAT(program_.run("doctor", "HOLDFAST_LISTEN=203.0.113.9:3000").out,
                ContainsRegex("PROBLEM listening: cannot listen on 203.0.113.9 port 3000: .*\n +fix: "));
    EXPECT_THAT(program_.run("doctor", "HOLDFAST_LISTEN=127.0.0.1:0").out, HasSubstr("ok      listening: "));
    asio::io_context io;
    const HttpServer somebody{io, {"127.0.0.1", 0}, {}, {}};
    const auto taken = fmt::format("HOLDFAST_LISTEN=127.0.0.1:{}", somebody.port());
    EXPECT_THAT(program_.run("doctor", taken).out, HasSubstr("PROBLEM listening: cannot listen on 127.0.0.1 port "));
    const InstanceLock of_the_bot{program_.folder / "holdfast.db"};
    EXPECT_THAT(program_.run("doctor", taken).out, HasSubstr("ok      listening: holdfast serve runs"));
}

TEST_F(DoctorTest, names_what_keeps_serve_from_the_database) {
    const auto said = [this](const std::string& database) {
        return program_.run("doctor", "HOLDFAST_DB=" + database).out;
    };
    EXPECT_THAT(said("'a\"b.db'"), ContainsRegex("PROBLEM database: .*a\"b.db, contains a quotation mark"));
    EXPECT_THAT(said("missing/holdfast.db"), ContainsRegex("PROBLEM database: no file can be created in /.*missing"));
    // Like a lock of somebody else, it can be opened by nobody, not even by root.
    std::filesystem::create_directory(program_.folder / "locked.db.lock");
    EXPECT_THAT(said("locked.db"), ContainsRegex("PROBLEM database: .*locked.db.lock cannot be locked"));
    if (::geteuid() == 0) return; // whom nothing is forbidden
    import_accounts();
    const auto closed = program_.folder / "closed";
    std::filesystem::create_directory(closed);
    std::filesystem::rename(program_.folder / "holdfast.db", closed / "holdfast.db");
    std::filesystem::permissions(closed, std::filesystem::perms::owner_write, std::filesystem::perm_options::remove);
    EXPECT_THAT(said("closed/holdfast.db"), ContainsRegex("PROBLEM database: no file can be created in /.*closed"));
    std::filesystem::permissions(closed, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
}

TEST_F(DoctorTest, is_content_with_an_empty_database_as_serve_is) {
    program_.write("holdfast.db", "");
    EXPECT_THAT(program_.run("doctor").out,
                HasSubstr("ok      database: holdfast.db is empty; holdfast serve creates the tables"));
    EXPECT_EQ(program_.read("holdfast.db"), "");
}

TEST_F(DoctorTest, says_when_slack_cannot_be_reached) {
    const auto run = program_.run("doctor", "SLACK_BOT_TOKEN=xoxb-1 SLACK_SIGNING_SECRET=s "
                                            "SLACK_API_URL=http://127.0.0.1:1/api/");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.out, HasSubstr("ok      secrets: "));
    EXPECT_THAT(run.out, HasSubstr("PROBLEM token: Slack could not be asked"));
    EXPECT_THAT(run.out + run.err, Not(HasSubstr("xoxb-1")));
}

TEST_F(DoctorTest, tries_the_app_token_of_socket_mode) {
    slack_double::Settings quiet;
    quiet.payload_dir.clear();
    slack_double::SlackDouble slack{quiet};
    const auto environment =
        fmt::format("HOLDFAST_LISTEN=127.0.0.1:0 SLACK_BOT_TOKEN={} SLACK_APP_TOKEN={} SLACK_API_URL={}",
                    quiet.bot_token, quiet.app_token, slack.api_url());
    const auto healthy = program_.run("doctor", environment);
    EXPECT_EQ(healthy.status, 0) << healthy.out;
    EXPECT_THAT(healthy.out, HasSubstr("ok      app token: "));
    slack.set_app_scopes({});
    const auto run = program_.run("doctor", environment);
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.out, HasSubstr("PROBLEM app token: "));
    EXPECT_THAT(run.out, HasSubstr("connections:write"));
    EXPECT_THAT(healthy.out + run.out + run.err, Not(HasSubstr(quiet.app_token)));
    EXPECT_THAT(healthy.out, Not(HasSubstr("ticket")));
}

} // namespace
} // namespace holdfast
