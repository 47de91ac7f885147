#include "bot/clock/clock.hpp"
#include "bot/net/http_server.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/calendar/zone.hpp"
#include "storage/instance_lock.hpp"
#include "storage/schema.hpp"
#include "storage/sqlite_handle.hpp"
#include "tests/bot/operate/program.hpp"
#include "tests/slack/slack_double.hpp"
#include "tests/storage/kept_file.hpp"

#include <boost/asio/io_context.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string>
#include <unistd.h>

namespace holdfast {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

class CommandLineTest : public ::testing::Test {
protected:
    /// Acme's renewal is near and nobody has talked about it; Globex is fine as far as is known.
    void import_accounts() {
        program_.write("accounts.csv", "id,name,renewal_date,owner\nacme,Acme GmbH,2026-06-01,U1\nglobex,Globex,,\n");
        ASSERT_EQ(program_.run("import accounts accounts.csv").status, 0);
    }

    void open_rescue() {
        import_accounts();
        ASSERT_THAT(program_.run("sweep --as-of 2026-05-04").out, HasSubstr("opened acme#1"));
    }

    static void expect_one_line_of_complaint(const Program::Run& run) {
        EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
        EXPECT_TRUE(run.err.starts_with("holdfast: ")) << run.err;
    }

    Program program_;
};

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

TEST_F(CommandLineTest, an_account_id_that_cannot_be_typed_is_rejected_with_its_line_and_column) {
    program_.write("bad.csv", "id,name\nacme,Acme GmbH\nbad id!,Bad\n");
    const auto run = program_.run("import accounts bad.csv");
    EXPECT_THAT(run.out + run.err, HasSubstr("3"));
    EXPECT_THAT(run.out + run.err, HasSubstr("id: \"bad id!\" is not an account id"));
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

TEST_F(CommandLineTest, import_keeps_good_rows_and_names_bad_ones) {
    import_accounts();
    program_.write("orders.csv",
                   "account,date,amount\nacme,2026-01-05,10\nnobody,2026-01-06,1\nacme,2026-01-07,much\n");
    const auto run = program_.run("import orders orders.csv --rejects rejects.csv");
    EXPECT_EQ(run.status, 0);
    EXPECT_EQ(run.out, "accepted 1, rejected 2, unchanged 0\n");
    EXPECT_THAT(run.err, HasSubstr("orders.csv:3: account: "));
    EXPECT_THAT(run.err, HasSubstr("orders.csv:4: amount: "));
    EXPECT_THAT(run.err, Not(HasSubstr("\r"))) << "a progress bar is for terminals";
    const auto rejects = program_.read("rejects.csv");
    EXPECT_TRUE(rejects.starts_with("line,column,error\r\n3,account,")) << rejects;
    EXPECT_EQ(std::ranges::count(rejects, '\n'), 3) << rejects;
}

TEST_F(CommandLineTest, importing_twice_changes_nothing) {
    import_accounts();
    const std::pair<std::string, std::string> files[]{
        {"accounts", "id,name\nacme,Acme AG\n"},
        {"people", "account,name,role,sponsor\nacme,Ann,champion,yes\n"},
        {"orders", "account,date,amount\nacme,2026-01-05,10\nacme,2026-01-06,20\n"},
        {"tickets", "account,opened_at,id\nacme,2026-01-05,t1\n"},
        {"invoices", "account,issued,due,paid\nacme,2026-01-05,2026-02-05,2026-02-01\n"},
        {"indicators", "account,name,at,value\nacme,ontime,2026-01-05,97.5\n"},
        {"signals", "account,kind,note\nacme,champion-slow,since Monday\n"}};
    for (const auto& [kind, text] : files) {
        program_.write("rows.csv", text);
        const auto rows = std::ranges::count(text, '\n') - 1;
        const auto command = fmt::format("import {} rows.csv", kind);
        EXPECT_EQ(program_.run(command).out, fmt::format("accepted {}, rejected 0, unchanged 0\n", rows)) << kind;
        EXPECT_EQ(program_.run(command).out, fmt::format("accepted {0}, rejected 0, unchanged {0}\n", rows)) << kind;
    }
}

TEST_F(CommandLineTest, a_dry_import_stores_nothing) {
    import_accounts();
    program_.write("more.csv", "id,name\ninitech,Initech\n");
    EXPECT_EQ(program_.run("import accounts more.csv --dry-run").out, "dry run: accepted 1, rejected 0, unchanged 0\n");
    EXPECT_EQ(program_.run("import accounts more.csv").out, "accepted 1, rejected 0, unchanged 0\n");
}

TEST_F(CommandLineTest, import_is_a_failure_only_when_no_row_was_good) {
    import_accounts();
    program_.write("bad.csv", "account,date,amount\nnobody,2026-01-05,10\n");
    EXPECT_EQ(program_.run("import orders bad.csv").status, 1);
    program_.write("empty.csv", "account,date,amount\n");
    EXPECT_EQ(program_.run("import orders empty.csv").status, 0);
    program_.write("header.csv", "account,date,colour\nacme,2026-01-05,red\n");
    const auto run = program_.run("import orders header.csv");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.err, HasSubstr("header.csv: line 1: unknown column \"colour\""));
    EXPECT_THAT(program_.run("import orders .").err, HasSubstr(". cannot be read: Is a directory"));
}

TEST_F(CommandLineTest, import_of_more_rows_than_a_batch_keeps_all) {
    import_accounts();
    std::string text = "account,date,amount,id\n";
    for (int i = 0; i < 25'000; ++i)
        fmt::format_to(std::back_inserter(text), "{},2026-01-05,{},{}\n", i % 5'000 == 7 ? "nobody" : "acme", i, i);
    program_.write("orders.csv", text);
    const auto run = program_.run("import orders orders.csv");
    EXPECT_EQ(run.out, "accepted 24995, rejected 5, unchanged 0\n");
    EXPECT_TRUE(run.err.starts_with("orders.csv:9: ")) << "rejections in the order of the file";
}

TEST_F(CommandLineTest, import_names_every_bad_row_in_order_however_many_there_are) {
    import_accounts();
    constexpr int pairs = 60'000;
    std::string text = "account,date,amount\n";
    for (int i = 0; i < pairs; ++i) text += "nobody,2026-01-05,1\nacme,soon,1\n";
    program_.write("orders.csv", text);
    const auto run = program_.run("import orders orders.csv --rejects rejects.csv");
    EXPECT_EQ(run.out, "accepted 0, rejected 120000, unchanged 0\n");
    EXPECT_EQ(run.status, 1);
    std::istringstream shown{run.err};
    std::istringstream kept{program_.read("rejects.csv")};
    std::string line;
    std::getline(kept, line);
    for (int number = 2; number < 2 + 2 * pairs; ++number) {
        ASSERT_TRUE(std::getline(shown, line) && line.starts_with(fmt::format("orders.csv:{}: ", number))) << line;
        ASSERT_TRUE(std::getline(kept, line) && line.starts_with(fmt::format("{},", number))) << line;
    }
    EXPECT_FALSE(std::getline(shown, line) || std::getline(kept, line)) << line;
}

TEST_F(CommandLineTest, the_file_that_is_imported_is_no_place_for_its_rejects) {
    program_.write("accounts.csv", "id,name\nacme,\n");
    const auto run = program_.run("import accounts accounts.csv --rejects ./accounts.csv");
    EXPECT_EQ(run.status, 1);
    expect_one_line_of_complaint(run);
    EXPECT_EQ(program_.read("accounts.csv"), "id,name\nacme,\n");
}

TEST_F(CommandLineTest, import_stores_nothing_where_the_rejects_cannot_be_written) {
    import_accounts();
    program_.write("orders.csv", "account,date,amount\nacme,2026-01-05,10\n");
    const auto run = program_.run("import orders orders.csv --rejects missing/rejects.csv");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.err, HasSubstr("missing/rejects.csv cannot be written"));
    EXPECT_EQ(program_.run("import orders orders.csv").out, "accepted 1, rejected 0, unchanged 0\n");
}

TEST_F(CommandLineTest, a_dry_sweep_says_what_would_trip_and_why_and_opens_nothing) {
    import_accounts();
    for (int i = 0; i < 2; ++i) {
        const auto run = program_.run("sweep --dry-run --as-of 2026-05-04");
        EXPECT_EQ(run.status, 0);
        EXPECT_THAT(run.out, HasSubstr("acme (Acme GmbH): would open a rescue: "));
        EXPECT_THAT(run.out, HasSubstr("dry run: 2 accounts evaluated, 1 tripped"));
    }
    EXPECT_EQ(program_.run("export acme").status, 1);
    EXPECT_THAT(program_.run("sweep --dry-run --as-of 2026-01-04").out, HasSubstr("0 tripped"));
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

TEST_F(CommandLineTest, a_sweep_opens_a_rescue_once) {
    open_rescue();
    const auto again = program_.run("sweep --as-of 2026-05-04");
    EXPECT_EQ(again.status, 0);
    EXPECT_THAT(again.out, Not(HasSubstr("opened")));
}

TEST_F(CommandLineTest, a_sweep_does_not_open_rescues_of_the_future) {
    import_accounts();
    EXPECT_EQ(program_.run("sweep --as-of 2199-01-01").status, 1);
    EXPECT_EQ(program_.run("sweep --as-of 2199-01-01 --dry-run").status, 0);
}

TEST_F(CommandLineTest, a_sweep_as_of_a_day_that_has_not_come_everywhere_opens_nothing_anywhere) {
    // Their days never overlap: where it is 25 hours earlier it is always yesterday.
    const auto today = day_of(SystemClock{}.now(), *find_zone("Pacific/Kiritimati"));
    const auto renewal = format_day(today + date::days{7});
    program_.write("accounts.csv", fmt::format("id,name,renewal_date,time_zone\n"
                                               "acme,Acme GmbH,{},Pacific/Kiritimati\n"
                                               "globex,Globex,,Pacific/Pago_Pago\n",
                                               renewal));
    ASSERT_EQ(program_.run("import accounts accounts.csv").status, 0);
    const auto run = program_.run("sweep --as-of " + format_day(today));
    EXPECT_EQ(run.status, 1);
    EXPECT_EQ(run.out, "");
    expect_one_line_of_complaint(run);
    EXPECT_THAT(program_.run("sweep --dry-run").out, HasSubstr("acme (Acme GmbH): would open a rescue"));
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

TEST_F(CommandLineTest, restores_what_was_backed_up) {
    import_accounts();
    EXPECT_EQ(program_.run("backup copy.db").status, 0);
    program_.write("more.csv", "id,name\ninitech,Initech\n");
    ASSERT_EQ(program_.run("import accounts more.csv").status, 0);
    const auto restored = program_.run("restore copy.db");
    EXPECT_EQ(restored.status, 0);
    EXPECT_THAT(restored.out, HasSubstr("may be in Slack by now"));
    EXPECT_THAT(program_.run("sweep --dry-run").out, HasSubstr("2 accounts evaluated"));
}

TEST_F(CommandLineTest, a_backup_replaces_no_file_unless_told) {
    import_accounts();
    program_.write("copy.db", "something else");
    const auto refused = program_.run("backup copy.db");
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.err, HasSubstr("--overwrite"));
    EXPECT_EQ(program_.read("copy.db"), "something else");
    EXPECT_EQ(program_.run("backup copy.db --overwrite").status, 0);
    EXPECT_EQ(program_.run("restore copy.db").status, 0);
}

TEST_F(CommandLineTest, restore_refuses_a_database_that_is_in_use) {
    import_accounts();
    ASSERT_EQ(program_.run("backup copy.db").status, 0);
    const Database in_use{program_.folder / "holdfast.db"};
    const auto refused = program_.run("restore copy.db");
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.err, HasSubstr("in use"));
}

TEST_F(CommandLineTest, restore_refuses_a_database_that_is_served_although_nobody_has_it_open) {
    import_accounts();
    ASSERT_EQ(program_.run("backup copy.db").status, 0);
    const InstanceLock of_the_bot{program_.folder / "holdfast.db"};
    const auto refused = program_.run("restore copy.db");
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.err, HasSubstr("it is in use. Stop Holdfast first"));
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

TEST_F(CommandLineTest, doctor_names_what_is_missing_and_the_fix) {
    const auto run = program_.run("doctor");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.out, HasSubstr("PROBLEM secrets: SLACK_BOT_TOKEN is missing"));
    EXPECT_THAT(run.out, HasSubstr("fix: "));
    EXPECT_THAT(run.out, HasSubstr("ok      playbooks: "));
    expect_one_line_of_complaint(run);
}

TEST_F(CommandLineTest, doctor_and_backup_name_an_event_that_cannot_be_read) {
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

TEST_F(CommandLineTest, doctor_says_that_others_may_read_the_database_until_it_is_opened_for_work) {
    import_accounts();
    std::filesystem::permissions(program_.folder / "holdfast.db", std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    const auto open = program_.run("doctor");
    EXPECT_THAT(open.out, HasSubstr("PROBLEM database: others than its owner may use "));
    EXPECT_THAT(open.out, ContainsRegex("fix: chmod 600 /.*holdfast.db"));
    EXPECT_THAT(program_.run("import accounts accounts.csv").err, HasSubstr("for its owner alone again"));
    EXPECT_THAT(program_.run("doctor").out, HasSubstr("ok      database: "));
}

TEST_F(CommandLineTest, doctor_tries_the_address_to_listen_on_unless_the_bot_does) {
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

TEST_F(CommandLineTest, doctor_names_what_keeps_serve_from_the_database) {
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

TEST_F(CommandLineTest, doctor_is_content_with_an_empty_database_as_serve_is) {
    program_.write("holdfast.db", "");
    EXPECT_THAT(program_.run("doctor").out,
                HasSubstr("ok      database: holdfast.db is empty; holdfast serve creates the tables"));
    EXPECT_EQ(program_.read("holdfast.db"), "");
}

TEST_F(CommandLineTest, damage_is_said_in_one_line_however_much_there_is) {
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

TEST_F(CommandLineTest, doctor_says_when_slack_cannot_be_reached) {
    const auto run = program_.run("doctor", "SLACK_BOT_TOKEN=xoxb-1 SLACK_SIGNING_SECRET=s "
                                            "SLACK_API_URL=http://127.0.0.1:1/api/");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.out, HasSubstr("ok      secrets: "));
    EXPECT_THAT(run.out, HasSubstr("PROBLEM token: Slack could not be asked"));
    EXPECT_THAT(run.out + run.err, Not(HasSubstr("xoxb-1")));
}

TEST_F(CommandLineTest, doctor_tries_the_app_token_of_socket_mode) {
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

TEST_F(CommandLineTest, a_simulated_clock_is_refused_with_the_real_slack) {
    const auto run =
        program_.run("serve --clock 2026-03-02T09:12:00Z,x60", "SLACK_BOT_TOKEN=xoxb-1 SLACK_SIGNING_SECRET=s");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.err, HasSubstr("--clock"));
}

} // namespace
} // namespace holdfast
