#include "storage/connection.hpp"
#include "storage/instance_lock.hpp"
#include "storage/schema.hpp"
#include "tests/bot/operate/command_fixture.hpp"
#include "tests/storage/kept_file.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <utility>

namespace holdfast {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class CommandLineTest : public CommandTest {};

TEST_F(CommandLineTest, wrong_usage_is_status_2_and_one_line) {
    for (const std::string wrong :
         {"", "dance", "import", "import colours x.csv", "import orders", "sweep --soon", "export",
          "export acme --format pdf", "backup", "restore", "playbooks", "serve --clock yesterday",
          "import orders x.csv y.csv", "sweep --as-of soon", "sweep --as-of 2026-02-30"}) {
        const auto run = program_.run(wrong);
        EXPECT_EQ(run.status, 2) << wrong;
        EXPECT_EQ(run.out, "") << wrong;
        expect_one_line_of_complaint(run);
    }
}

TEST_F(CommandLineTest, an_unknown_command_is_told_the_nearest_one) {
    EXPECT_THAT(program_.run("sweap").err, HasSubstr("did you mean \"holdfast sweep\"?"));
    EXPECT_THAT(program_.run("frob").err, HasSubstr("there is no command \"frob\""));
    EXPECT_THAT(program_.run("frob").err, HasSubstr("holdfast --help"));
}

TEST_F(CommandLineTest, errors_are_status_1_and_one_line) {
    program_.write("bad.yaml", "no_such_key: 1\n");
    program_.write("junk", "this is no database");
    for (const std::string failing :
         {"import accounts missing.csv", "export nobody", "restore missing.db", "restore junk",
          "sweep --config missing.yaml", "sweep --config bad.yaml", "backup copy.db", "manifest --url http://x.example",
          "playbooks check missing", "serve"}) {
        const auto run = program_.run(failing);
        EXPECT_EQ(run.status, 1) << failing;
        expect_one_line_of_complaint(run);
    }
}

TEST_F(CommandLineTest, a_database_that_is_none_is_said_in_one_line) {
    program_.write("junk", std::string(5000, 'x'));
    const auto run = program_.run("sweep", "HOLDFAST_DB=junk");
    EXPECT_EQ(run.status, 1);
    expect_one_line_of_complaint(run);
}

TEST_F(CommandLineTest, help_everywhere) {
    EXPECT_EQ(program_.run("--help").status, 0);
    for (const std::string command : {"serve", "import", "sweep", "doctor", "manifest", "playbooks", "playbooks check",
                                      "export", "backup", "restore", "version"}) {
        const auto run = program_.run(command + " --help");
        EXPECT_EQ(run.status, 0) << command;
        EXPECT_THAT(run.out, HasSubstr("Usage: holdfast " + command)) << command;
        EXPECT_EQ(run.err, "") << command;
    }
}

TEST_F(CommandLineTest, version_names_a_commit) {
    EXPECT_THAT(program_.run("version").out, ::testing::MatchesRegex("holdfast [0-9.]+ \\([0-9a-z]+\\)\n"));
}

TEST_F(CommandLineTest, what_changes_nothing_leaves_the_schema_of_an_older_version) {
    build_file_of_version(1, program_.folder / "holdfast.db");
    program_.write("accounts.csv", "id,name\nglobex,Globex\n");
    const std::pair<std::string, std::string> commands[]{
        {"sweep --dry-run", "dry run: 1 accounts evaluated"},
        {"import accounts accounts.csv --dry-run", "dry run: accepted 1"},
        {"export acme", "# Rescue of Acme GmbH"},
        {"audit", ""},
        {"erase 'Dana Weber' --account acme", "dry run: nothing was erased"},
        {"doctor", "holdfast.db is whole"},
    };
    for (const auto& [command, words] : commands) {
        const auto run = program_.run(command);
        EXPECT_THAT(run.out, HasSubstr(words)) << command << ": " << run.err;
        Reader untouched{program_.folder / "holdfast.db"};
        EXPECT_EQ(checked_schema_version(untouched), 1) << command;
    }
}

TEST_F(CommandLineTest, output_that_cannot_be_written_is_no_success) {
    // What follows the # is where standard output goes otherwise.
    const auto run = program_.run("manifest 2>err >/dev/full #");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.err, HasSubstr("could not be written"));
}

TEST_F(CommandLineTest, exports_a_case_in_each_format) {
    open_rescue();
    const auto text = program_.run("export acme --format json").out;
    const auto json = nlohmann::json::parse(text);
    EXPECT_EQ(json["case"]["id"], "acme#1");
    EXPECT_EQ(json["account"]["name"], "Acme GmbH");
    EXPECT_EQ(json["events"][0]["kind"], "rescue-opened");
    EXPECT_TRUE(json["events"][0]["data"].is_object());
    EXPECT_TRUE(json["touches"].is_array());
    EXPECT_EQ(program_.run("export 'acme#1' --format json").out, text) << "the same case, the same bytes";

    const auto markdown = program_.run("export acme").out;
    EXPECT_TRUE(markdown.starts_with("# Rescue of Acme GmbH\n")) << markdown;
    EXPECT_THAT(markdown, HasSubstr("## Timeline\n"));
    EXPECT_TRUE(program_.run("export acme --format csv").out.starts_with("number,at,by,kind,text\r\n1,"));

    EXPECT_EQ(program_.run("export acme --format md,json,csv").out, "acme-1.md\nacme-1.json\nacme-1.csv\n");
    EXPECT_EQ(program_.read("acme-1.json"), text);
    EXPECT_EQ(program_.read("acme-1.md"), markdown);
}

TEST_F(CommandLineTest, a_second_serve_is_refused_before_it_opens_the_database_and_the_other_commands_go_on) {
    const InstanceLock of_the_first{program_.folder / "holdfast.db"};
    const auto refused =
        program_.run("serve", "SLACK_BOT_TOKEN=xoxb-1 SLACK_SIGNING_SECRET=s SLACK_API_URL=http://127.0.0.1:1/api/");
    EXPECT_EQ(refused.status, 1);
    expect_one_line_of_complaint(refused);
    EXPECT_THAT(refused.err, HasSubstr("Stop that one first"));
    EXPECT_FALSE(std::filesystem::exists(program_.folder / "holdfast.db"));
    import_accounts();
    EXPECT_EQ(program_.run("sweep --dry-run").status, 0);
    EXPECT_EQ(program_.run("backup copy.db").status, 0);
}

TEST_F(CommandLineTest, manifest_with_and_without_an_address) {
    const auto http = nlohmann::json::parse(program_.run("manifest --url https://bot.example.com").out);
    EXPECT_EQ(http["settings"]["socket_mode_enabled"], false);
    EXPECT_THAT(http.dump(), HasSubstr("https://bot.example.com/slack/events"));
    const auto socket = nlohmann::json::parse(program_.run("manifest").out);
    EXPECT_EQ(socket["settings"]["socket_mode_enabled"], true);
}

TEST_F(CommandLineTest, manifest_asks_for_the_scopes_that_the_settings_need) {
    EXPECT_THAT(program_.run("manifest").out, Not(HasSubstr("channels:manage")));
    program_.write("public.yaml", "room: {private: false}\n");
    EXPECT_THAT(program_.run("manifest --config public.yaml").out, HasSubstr("\"channels:manage\""));
}

TEST_F(CommandLineTest, checks_playbooks_line_by_line) {
    EXPECT_EQ(program_.run("playbooks check").status, 0);
    std::filesystem::create_directory(program_.folder / "books");
    program_.write("books/roles.yaml", "nonsense: true\n");
    const auto run = program_.run("playbooks check books");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.err, HasSubstr("books/roles.yaml:1: "));
}

TEST_F(CommandLineTest, a_simulated_clock_is_refused_with_the_real_slack) {
    const auto run =
        program_.run("serve --clock 2026-03-02T09:12:00Z,x60", "SLACK_BOT_TOKEN=xoxb-1 SLACK_SIGNING_SECRET=s");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.err, HasSubstr("--clock"));
}

} // namespace
} // namespace holdfast
