#include "tests/bot/operate/command_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>

namespace holdfast {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ImportTest : public CommandTest {};

TEST_F(ImportTest, keeps_good_rows_and_names_bad_ones) {
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

TEST_F(ImportTest, done_twice_changes_nothing) {
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

TEST_F(ImportTest, that_is_a_dry_run_stores_nothing) {
    import_accounts();
    program_.write("more.csv", "id,name\ninitech,Initech\n");
    EXPECT_EQ(program_.run("import accounts more.csv --dry-run").out, "dry run: accepted 1, rejected 0, unchanged 0\n");
    EXPECT_EQ(program_.run("import accounts more.csv").out, "accepted 1, rejected 0, unchanged 0\n");
}

TEST_F(ImportTest, is_a_failure_only_when_no_row_was_good) {
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

TEST_F(ImportTest, of_more_rows_than_a_batch_keeps_all) {
    import_accounts();
    std::string text = "account,date,amount,id\n";
    for (int i = 0; i < 25'000; ++i)
        fmt::format_to(std::back_inserter(text), "{},2026-01-05,{},{}\n", i % 5'000 == 7 ? "nobody" : "acme", i, i);
    program_.write("orders.csv", text);
    const auto run = program_.run("import orders orders.csv");
    EXPECT_EQ(run.out, "accepted 24995, rejected 5, unchanged 0\n");
    EXPECT_TRUE(run.err.starts_with("orders.csv:9: ")) << "rejections in the order of the file";
}

TEST_F(ImportTest, names_every_bad_row_in_order_however_many_there_are) {
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

TEST_F(ImportTest, writes_no_rejects_over_the_file_that_it_reads) {
    program_.write("accounts.csv", "id,name\nacme,\n");
    const auto run = program_.run("import accounts accounts.csv --rejects ./accounts.csv");
    EXPECT_EQ(run.status, 1);
    expect_one_line_of_complaint(run);
    EXPECT_EQ(program_.read("accounts.csv"), "id,name\nacme,\n");
}

TEST_F(ImportTest, stores_nothing_where_the_rejects_cannot_be_written) {
    import_accounts();
    program_.write("orders.csv", "account,date,amount\nacme,2026-01-05,10\n");
    const auto run = program_.run("import orders orders.csv --rejects missing/rejects.csv");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.err, HasSubstr("missing/rejects.csv cannot be written"));
    EXPECT_EQ(program_.run("import orders orders.csv").out, "accepted 1, rejected 0, unchanged 0\n");
}

TEST_F(ImportTest, rejects_an_account_id_that_cannot_be_typed_with_its_line_and_column) {
    program_.write("bad.csv", "id,name\nacme,Acme GmbH\nbad id!,Bad\n");
    const auto run = program_.run("import accounts bad.csv");
    EXPECT_EQ(run.out, "accepted 1, rejected 1, unchanged 0\n");
    EXPECT_TRUE(run.err.starts_with("bad.csv:3: id: \"bad id!\" is not an account id")) << run.err;
}

} // namespace
} // namespace holdfast
