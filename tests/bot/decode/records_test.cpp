#include "bot/decode/records.hpp"
#include "tests/bot/decode/record_text.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Records, good_rows_around_bad_ones_are_kept_and_lines_are_right) {
    const auto outcome = read_text(RecordKind::orders, RecordFormat::csv,
                                   "account,date,amount\r\n"         // 1
                                   "acme,2026-01-01,1\r\n"           // 2
                                   "\r\n"                            // 3
                                   "acme,2026-01-02,x\r\n"           // 4
                                   "\"ac\r\nme\n\",2026-01-03,y\r\n" // 5 to 7
                                   "acme,2026-01-04\r\n"             // 8
                                   "acme,2026-01-05,1,more\r\n"      // 9
                                   "acme,2026-01-06,\xff\r\n"        // 10
                                   ",,\r\n"                          // 11
                                   "acme,2026-01-07,7");             // 12
    EXPECT_EQ(outcome.error, "");
    ASSERT_EQ(outcome.rows.size(), 2U);
    EXPECT_EQ(outcome.rows[0].first, 2U);
    EXPECT_EQ(outcome.rows[1].first, 12U);
    std::vector<std::size_t> lines;
    for (const auto& rejection : outcome.rejected) lines.push_back(rejection.line);
    EXPECT_THAT(lines, ::testing::ElementsAre(4, 5, 8, 9, 10, 11));
    EXPECT_EQ(outcome.rejected[2].reason, "the row has 2 values, the header names 3 columns");
    EXPECT_EQ(outcome.rejected[3].reason, "the row has 4 values, the header names 3 columns");
    EXPECT_EQ(outcome.rejected[4].reason, "the row is not valid UTF-8");
    EXPECT_EQ(outcome.totals.rows, 2U);
    EXPECT_EQ(outcome.totals.rejected, 6U);
}

TEST(Records, lines_count_for_every_kind_of_line_end) {
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        const auto outcome =
            read_text(RecordKind::orders, RecordFormat::csv,
                      "account,date,amount" + end + end + end + "acme,2026-01-01,1" + end + "acme,2026-01-02,2" + end);
        ASSERT_EQ(outcome.rows.size(), 2U);
        EXPECT_EQ(outcome.rows[0].first, 4U);
        EXPECT_EQ(outcome.rows[1].first, 5U);
    }
}

TEST(Records, a_wrong_header_refuses_the_file) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"account,date,amount,foo\n", "unknown column \"foo\"; known: account, date, amount, id"},
        {"account;date;amount\n", "unknown column \"account;date;amount\""},
        {"Account,date,amount\n", "unknown column \"Account\""},
        {"account,date,amount,\n", "unknown column \"\""},
        {"account,date\n", "column \"amount\" is missing"},
        {"account,date,amount,date\n", "column \"date\" appears twice"},
        {"account,date,amount\xff\n", "the header is not valid UTF-8"},
        {"", "the text is empty"},
        {"\r\n\r\n", "the text is empty"},
    };
    for (const auto& [header, reason] : table) {
        const auto outcome = read_text(RecordKind::orders, RecordFormat::csv, header);
        EXPECT_THAT(outcome.error, HasSubstr(reason)) << header;
        EXPECT_TRUE(outcome.rows.empty() && outcome.rejected.empty());
    }
    EXPECT_EQ(read_text(RecordKind::orders, RecordFormat::csv, "account,date,amount\n").error, "");
}

TEST(Records, a_wrong_header_is_named_with_its_line) {
    for (const std::string header : {"account,date,amount,foo\n", "account;date;amount\n", "account,date\n",
                                     "account,date,amount,date\n", "account,date,amount\xff\n"}) {
        EXPECT_THAT(read_text(RecordKind::orders, RecordFormat::csv, header).error, StartsWith("line 1: ")) << header;
        EXPECT_THAT(read_text(RecordKind::orders, RecordFormat::csv, "\n\r\n" + header).error, StartsWith("line 3: "))
            << header;
    }
}

TEST(Records, what_a_message_repeats_from_a_file_is_one_line_that_commands_no_terminal) {
    EXPECT_THAT(read_text(RecordKind::orders, RecordFormat::csv, "account,\"da\nte\",amount\n").error,
                HasSubstr("unknown column \"da\uFFFDte\"; known"));
    EXPECT_THAT(read_text(RecordKind::orders, RecordFormat::csv, "account,\x1b[31mdate,amount\n").error,
                HasSubstr("unknown column \"\uFFFD[31mdate\"; known"));

    const auto value = [](std::string_view written) {
        const auto outcome = read_text(RecordKind::orders, RecordFormat::csv,
                                       fmt::format("account,date,amount\nacme,\"{}\",1\n", written));
        return outcome.rejected.size() == 1 ? outcome.rejected[0].reason : "taken";
    };
    EXPECT_THAT(value("4\r\nMarch"), HasSubstr("date: \"4\uFFFD\uFFFDMarch\" is not a date"));
    EXPECT_THAT(value("\x1b]0;owned\x07"), HasSubstr("\"\uFFFD]0;owned\uFFFD\" is not"));
    EXPECT_THAT(value("\u202E\u2028\u0085"), HasSubstr("\"\uFFFD\uFFFD\uFFFD\" is not"));
    EXPECT_THAT(value("Müller 東京 😀"), HasSubstr("\"Müller 東京 😀\" is not"));

    const auto key = read_text(RecordKind::orders, RecordFormat::json, R"({"fo\no":1})");
    ASSERT_EQ(key.rejected.size(), 1U);
    EXPECT_EQ(key.rejected[0].column, "fo\uFFFDo");
    EXPECT_THAT(key.rejected[0].reason, HasSubstr("unknown column \"fo\uFFFDo\""));
}

TEST(Records, a_quote_that_is_never_closed_is_named_with_its_line) {
    const std::string good = "account,date,amount\nacme,2026-01-01,1\n";
    const auto outcome =
        read_text(RecordKind::orders, RecordFormat::csv, good + "\"acme,2026-01-02,2\nacme,2026-01-03,3\n");
    EXPECT_EQ(outcome.rows.size(), 1U);
    EXPECT_THAT(outcome.error, HasSubstr("line 3: a quoted value is never closed"));

    const std::string endless(2 * RecordReader::longest_value, 'x');
    EXPECT_THAT(read_text(RecordKind::orders, RecordFormat::csv, good + "\"" + endless).error,
                HasSubstr("line 3: a value is longer than"));
    EXPECT_THAT(read_text(RecordKind::orders, RecordFormat::ndjson, "{}\n{\"account\":\"" + endless).error,
                HasSubstr("line 2 is longer than"));
}

TEST(Records, a_byte_order_mark_is_no_part_of_the_text) {
    const std::string mark = "\xEF\xBB\xBF";
    for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::string::npos}) {
        EXPECT_EQ(
            read_text(RecordKind::orders, RecordFormat::csv, mark + "\"account\",date,amount\na,2026-01-01,1", piece)
                .rows.size(),
            1U);
        EXPECT_EQ(read_text(RecordKind::orders, RecordFormat::json,
                            mark + R"({"account":"a","date":"2026-01-01","amount":1})", piece)
                      .rows.size(),
                  1U);
        EXPECT_EQ(read_text(RecordKind::orders, RecordFormat::ndjson,
                            mark + R"({"account":"a","date":"2026-01-01","amount":1})", piece)
                      .rows.size(),
                  1U);
    }
    EXPECT_NE(read_text(RecordKind::orders, RecordFormat::csv, "\xEF\xBB").error, "");
}

TEST(Records, a_json_document_with_an_error_yields_no_rows) {
    const auto outcome =
        read_text(RecordKind::orders, RecordFormat::json, R"([{"account":"a","date":"2026-01-01","amount":1},{]})");
    EXPECT_TRUE(outcome.rows.empty());
    EXPECT_THAT(outcome.error, HasSubstr("the text is not valid JSON: look at byte 50"));
    EXPECT_THAT(read_text(RecordKind::orders, RecordFormat::json, "").error, HasSubstr("not valid JSON"));
    EXPECT_THAT(read_text(RecordKind::orders, RecordFormat::json, "[\"\xff\"]").error, HasSubstr("not valid UTF-8"));
    EXPECT_EQ(read_text(RecordKind::orders, RecordFormat::json, "[]").error, "");
    EXPECT_EQ(read_text(RecordKind::orders, RecordFormat::json, std::string(200'000, '[') + std::string(200'000, ']'))
                  .rows.size(),
              0U);
}

TEST(Records, a_number_that_is_too_large_costs_only_its_row) {
    const std::string endless(400, '9');
    const auto order = [](std::string_view id, std::string_view amount) {
        return fmt::format(R"({{"account":"a","date":"2026-01-01","id":"{}","amount":{}}})", id, amount);
    };
    const std::vector<std::string> lines{order(R"(\"1e400)", "1"), order("-1e400", "-1E+400"), order("c", endless),
                                         order("d", "4")};
    for (const auto& [format, text] : {std::pair{RecordFormat::json, fmt::format("[{}]", fmt::join(lines, ",\n"))},
                                       std::pair{RecordFormat::ndjson, fmt::format("{}\n", fmt::join(lines, "\n"))}}) {
        const auto outcome = read_text(RecordKind::orders, format, text);
        EXPECT_EQ(outcome.error, "");
        ASSERT_EQ(outcome.rows.size(), 2U);
        EXPECT_EQ(std::get<OrderRow>(outcome.rows[0].second).id, "\"1e400");
        EXPECT_EQ(outcome.rows[1].first, 4U);
        ASSERT_EQ(outcome.rejected.size(), 2U);
        EXPECT_EQ(outcome.rejected[0].line, 2U);
        EXPECT_EQ(outcome.rejected[0].column, "amount");
        EXPECT_THAT(outcome.rejected[0].reason, HasSubstr("\"-1E+400\" is not a plain decimal"));
        EXPECT_EQ(outcome.rejected[1].line, 3U);
        EXPECT_EQ(outcome.rejected[1].column, "amount");
    }
}

TEST(Records, behind_a_number_that_is_too_large_JSON_has_to_be_valid_all_the_same) {
    for (const std::string rest : {"},{]", "-5}]", "\"\"}]", "", "}] []"}) {
        const auto outcome = read_text(RecordKind::orders, RecordFormat::json, R"([{"amount":1e400)" + rest);
        EXPECT_TRUE(outcome.rejected.empty()) << rest;
        EXPECT_THAT(outcome.error, HasSubstr("the text is not valid JSON: look behind byte 16")) << rest;
    }
}

TEST(Records, a_broken_line_of_ndjson_costs_only_itself) {
    const auto outcome = read_text(RecordKind::orders, RecordFormat::ndjson,
                                   "{\"account\":\"a\",\"date\":\"2026-01-01\",\"amount\":1}\r\n"
                                   "\n"
                                   "{\"account\":\n"
                                   "{\"account\":\"a\",\"date\":\"2026-01-01\",\"amount\":1} {}\n"
                                   "[{\"account\":\"a\",\"date\":\"2026-01-01\",\"amount\":1}]\n"
                                   "{\"account\":\"\xff\"}\n"
                                   "{\"account\":\"a\",\"date\":\"2026-01-02\",\"amount\":2}");
    EXPECT_EQ(outcome.error, "");
    ASSERT_EQ(outcome.rows.size(), 2U);
    EXPECT_EQ(outcome.rows[1].first, 7U);
    std::vector<std::pair<std::size_t, std::string>> rejected;
    for (const auto& rejection : outcome.rejected) rejected.emplace_back(rejection.line, rejection.reason);
    EXPECT_THAT(rejected, ::testing::ElementsAre(std::pair{3U, "the line is not valid JSON"},
                                                 std::pair{4U, "the line is not valid JSON"},
                                                 std::pair{5U, "the row is not a JSON object"},
                                                 std::pair{6U, "the line is not valid UTF-8"}));
}

TEST(Records, what_the_sink_throws_reaches_the_caller) {
    const RecordSink sink{.row = [](std::size_t, const TypedRow&) { throw std::runtime_error{"disk full"}; },
                          .reject = [](const Rejection&) {}};
    constexpr std::string_view csv = "account,date,amount\nacme,2026-01-01,1\nacme,2026-01-02,1\n";
    EXPECT_THROW(static_cast<void>(read_records(RecordKind::orders, RecordFormat::csv, csv, sink)), std::runtime_error);
}

// The same rows through every format and in pieces of every size are the same.

std::string csv_value(const std::string& value) {
    std::string quoted = "\"";
    for (const char c : value) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
}

using Cells = std::vector<std::string>; ///< account, date, amount, id

rc::Gen<Cells> cells() {
    const auto text = rc::gen::element<std::string>("acme", "a,b", "say \"hi\"", " blanks ", "Müller & Söhne", "", "\"",
                                                    "two\nlines", "two\r\nlines", "\t", "bell\x07", "1.50", "-");
    const auto day = rc::gen::map(rc::gen::inRange(1, 33), [](int n) { return fmt::format("2026-03-{:02}", n); });
    const auto amount = rc::gen::map(rc::gen::inRange(-100'000, 100'000), [](int n) { return fmt::format("{}.5", n); });
    const auto either = [&](const rc::Gen<std::string>& usual) {
        return rc::gen::weightedOneOf<std::string>({{9, usual}, {1, text}});
    };
    const auto account = rc::gen::element<std::string>("acme", "a,b", "say \"hi\"", " blanks ", "Müller & Söhne");
    return rc::gen::map(rc::gen::tuple(either(account), either(day), either(amount), text), [](const auto& parts) {
        return Cells{std::get<0>(parts), std::get<1>(parts), std::get<2>(parts), std::get<3>(parts)};
    });
}

std::vector<TypedRow> typed(const ReadOutcome& outcome) {
    std::vector<TypedRow> rows;
    for (const auto& [line, row] : outcome.rows) rows.push_back(row);
    return rows;
}

RC_GTEST_PROP(Records, csv_json_and_ndjson_give_the_same_rows, ()) {
    const auto table = *rc::gen::container<std::vector<Cells>>(cells());
    std::string csv = "account,date,amount,id\n";
    std::string ndjson;
    auto array = nlohmann::json::array();
    for (const auto& row : table) {
        csv += fmt::format("{},{},{},{}\n", csv_value(row[0]), csv_value(row[1]), csv_value(row[2]), csv_value(row[3]));
        array.push_back({{"account", row[0]}, {"date", row[1]}, {"amount", row[2]}, {"id", row[3]}});
        ndjson += array.back().dump() + "\n";
    }
    const auto piece = *rc::gen::inRange<std::size_t>(1, 50);
    const auto from_csv = read_text(RecordKind::orders, RecordFormat::csv, csv, piece);
    const auto from_json = read_text(RecordKind::orders, RecordFormat::json, array.dump(), piece);
    const auto from_ndjson = read_text(RecordKind::orders, RecordFormat::ndjson, ndjson, piece);
    RC_ASSERT(from_csv.error.empty() && from_json.error.empty() && from_ndjson.error.empty());
    RC_ASSERT(typed(from_csv) == typed(from_json));
    RC_ASSERT(typed(from_csv) == typed(from_ndjson));
    RC_ASSERT(from_csv.rows.size() + from_csv.rejected.size() == table.size());
    RC_ASSERT(from_csv.rejected.size() == from_json.rejected.size());
    for (std::size_t i = 0; i < from_csv.rejected.size(); ++i)
        RC_ASSERT(from_csv.rejected[i].reason == from_json.rejected[i].reason);
}

RC_GTEST_PROP(Records, survive_arbitrary_bytes_in_pieces_of_any_size, ()) {
    const auto format = *rc::gen::element(RecordFormat::csv, RecordFormat::json, RecordFormat::ndjson);
    const auto kind = *rc::gen::element(RecordKind::accounts, RecordKind::orders, RecordKind::signals);
    const auto noise = *rc::gen::container<std::string>(
        rc::gen::oneOf(rc::gen::arbitrary<char>(), rc::gen::elementOf(std::string{"\",\n\r{}[]:a1 "})));
    const auto piece = *rc::gen::inRange<std::size_t>(1, 20);
    const auto text = format == RecordFormat::csv ? "account,date,amount\n" + noise : noise;
    const auto whole = read_text(kind, format, text);
    const auto split = read_text(kind, format, text, piece);
    RC_ASSERT(whole.error == split.error);
    RC_ASSERT(whole.rows == split.rows);
    RC_ASSERT(whole.rejected.size() == split.rejected.size());
}

} // namespace
} // namespace holdfast
