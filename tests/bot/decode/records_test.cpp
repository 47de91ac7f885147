#include "bot/decode/records.hpp"
#include "playbooks/signals/signal.hpp"

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

using namespace std::chrono_literals;
using namespace date::literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Outcome {
    std::vector<std::pair<std::size_t, TypedRow>> rows;
    std::vector<Rejection> rejected;
    std::string error;
    ReadTotals totals;
};

/// @param piece size of the pieces in which the text is handed in
Outcome read(RecordKind kind, RecordFormat format, std::string_view text, std::size_t piece = std::string::npos) {
    Outcome outcome;
    RecordReader reader{
        kind,
        format,
        {.row = [&](std::size_t line, TypedRow row) { outcome.rows.emplace_back(line, std::move(row)); },
         .reject = [&](Rejection rejection) { outcome.rejected.push_back(std::move(rejection)); }}};
    while (!text.empty()) {
        if (auto fed = reader.feed(text.substr(0, piece)); !fed) {
            outcome.error = fed.error();
            return outcome;
        }
        text.remove_prefix(std::min(piece, text.size()));
    }
    if (auto totals = reader.finish())
        outcome.totals = *totals;
    else
        outcome.error = totals.error();
    return outcome;
}

template <class Row>
Row only(const Outcome& outcome) {
    EXPECT_EQ(outcome.error, "");
    for (const auto& rejection : outcome.rejected) ADD_FAILURE() << rejection.line << ": " << rejection.reason;
    if (outcome.rows.size() != 1 || !std::holds_alternative<Row>(outcome.rows[0].second)) {
        ADD_FAILURE() << outcome.rows.size() << " rows";
        return {};
    }
    return std::get<Row>(outcome.rows[0].second);
}

TEST(Records, account_with_every_column) {
    const auto row = only<AccountRow>(
        read(RecordKind::accounts, RecordFormat::csv,
             "id,name,annual_revenue,currency,owner,manager,executive_sponsor,time_zone,renewal_date,segment\r\n"
             "acme,\"Acme, \"\"the\"\" "
             "GmbH\",1234567.8,eur,U012AB3CD,kim@example.com,,Europe/Berlin,2026-12-31,enterprise\r\n"));
    const Account expected{.id = AccountId{"acme"},
                           .name = "Acme, \"the\" GmbH",
                           .annual_revenue = Money{123'456'780},
                           .currency = "EUR",
                           .owner = UserId{"U012AB3CD"},
                           .manager = UserId{"kim@example.com"},
                           .executive_sponsor = {},
                           .time_zone = "Europe/Berlin",
                           .renewal_date = Day{2026_y / 12 / 31},
                           .segment = "enterprise"};
    EXPECT_EQ(row.account, expected);
}

TEST(Records, S0_116a_person_with_every_column) {
    const auto row = only<PersonRow>(
        read(RecordKind::people, RecordFormat::json,
             R"({"account":"acme","name":"Dana Fox","title":"COO","role":"economic_buyer","department":"operations",
                 "email":"dana@example.com","phone":"+49 30 123","time_zone":"Europe/Berlin","influence":"Med",
                 "relationship":6,"sponsor":true,"in_role_since":"2024-05-01","win_criteria":"on time",
                 "concern":"price","preferred_channel":"phone"})"));
    const Person expected{.account = AccountId{"acme"},
                          .name = "Dana Fox",
                          .title = "COO",
                          .role = BuyingRole::economic_buyer,
                          .department = "operations",
                          .email = "dana@example.com",
                          .phone = "+49 30 123",
                          .time_zone = "Europe/Berlin",
                          .influence = "medium",
                          .relationship = 6,
                          .sponsor = true,
                          .in_role_since = Day{2024_y / 5 / 1},
                          .win_criteria = "on time",
                          .concern = "price",
                          .preferred_channel = "phone"};
    EXPECT_EQ(row.person, expected);
}

std::string columns_in(const GivenColumns& given, RecordKind kind) {
    std::string names;
    for (std::size_t i = 0; i < columns_of(kind).size(); ++i)
        if (given.test(i)) names += fmt::format("{} ", columns_of(kind)[i].name);
    return names;
}

TEST(Records, a_column_that_is_empty_is_given_and_one_that_is_absent_is_not) {
    const auto of_csv = only<AccountRow>(
        read(RecordKind::accounts, RecordFormat::csv, "segment,id,owner,name\nenterprise,acme,,Acme\n"));
    EXPECT_EQ(columns_in(of_csv.given, RecordKind::accounts), "id name owner segment ");
    for (const auto format : {RecordFormat::json, RecordFormat::ndjson}) {
        const auto row = only<PersonRow>(
            read(RecordKind::people, format, R"({"account":"acme","name":"Dana","sponsor":null,"title":""})"));
        EXPECT_EQ(columns_in(row.given, RecordKind::people), "account name title sponsor ");
    }
}

TEST(Records, each_row_of_a_list_has_its_own_columns) {
    const auto rows =
        read(RecordKind::accounts, RecordFormat::json, R"([{"id":"a","name":"A","owner":"U1"},{"id":"b","name":"B"}])")
            .rows;
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(columns_in(std::get<AccountRow>(rows[1].second).given, RecordKind::accounts), "id name ");
}

TEST(Records, a_row_laid_over_what_is_known_changes_only_the_columns_it_has) {
    const Account known{.id = AccountId{"acme"},
                        .name = "Acme",
                        .annual_revenue = Money{100},
                        .currency = "EUR",
                        .owner = UserId{"U0OWNER"},
                        .time_zone = "Europe/Berlin",
                        .renewal_date = Day{2026_y / 9 / 30}};
    const auto row = only<AccountRow>(read(RecordKind::accounts, RecordFormat::json,
                                           R"({"id":"acme","name":"Acme AG","renewal_date":null,"segment":"big"})"));
    auto expected = known;
    expected.name = "Acme AG";
    expected.renewal_date = std::nullopt;
    expected.segment = "big";
    EXPECT_EQ(laid_over(known, row), expected);
}

TEST(Records, the_other_kinds) {
    EXPECT_EQ(
        only<OrderRow>(read(RecordKind::orders, RecordFormat::csv, "account,date,amount,id\nacme,2026-03-04,-12.5,o1")),
        (OrderRow{AccountId{"acme"}, {Day{2026_y / 3 / 4}, Money{-1250}}, "o1"}));
    EXPECT_EQ(
        only<TicketRow>(read(RecordKind::tickets, RecordFormat::ndjson,
                             R"({"account":"acme","opened_at":"2026-03-04","closed_at":"2026-03-04T09:00:00+01:00"})")),
        (TicketRow{AccountId{"acme"},
                   {Instant{date::sys_days{2026_y / 3 / 4}}, Instant{date::sys_days{2026_y / 3 / 4}} + 8h, ""},
                   ""}));
    EXPECT_EQ(only<InvoiceRow>(read(RecordKind::invoices, RecordFormat::json,
                                    R"([{"account":"acme","issued":"2026-01-01","due":"2026-01-31","terms_days":30,
                                        "amount":99.90,"paid":null,"id":7}])")),
              (InvoiceRow{
                  AccountId{"acme"}, {Day{2026_y / 1 / 1}, Day{2026_y / 1 / 31}, std::nullopt, 30}, Money{9990}, "7"}));
    EXPECT_EQ(only<IndicatorRow>(read(RecordKind::indicators, RecordFormat::csv,
                                      "value,at,name,account\n96.5,2026-03-04T00:00:00Z,ontime,acme\n")),
              (IndicatorRow{AccountId{"acme"}, {"ontime", Instant{date::sys_days{2026_y / 3 / 4}}, 96.5}}));
    EXPECT_EQ(only<SignalRow>(read(RecordKind::signals, RecordFormat::csv,
                                   "account,kind,note\nacme,Champion-Slow,\"two lines\nof note\"\n")),
              (SignalRow{AccountId{"acme"}, "champion-slow", std::nullopt, std::nullopt, "two lines\nof note"}));
}

TEST(Records, S0_18_a_signal_that_another_system_measured_has_a_kind_of_its_own) {
    const auto row = only<SignalRow>(read(RecordKind::signals, RecordFormat::json,
                                          R"({"account":"acme","kind":"imported","value":3,"note":"NPS"})"));
    EXPECT_EQ(row.kind, "imported");
    EXPECT_EQ(row.value, 3);
    for (const auto name : reported_kind_names) {
        const auto text = fmt::format(R"({{"account":"acme","kind":"{}"}})", name);
        EXPECT_EQ(only<SignalRow>(read(RecordKind::signals, RecordFormat::json, text)).kind, name);
    }
}

TEST(Records, S0_18_a_kind_of_signal_is_free_text_and_known_in_the_spellings_of_other_systems) {
    const std::vector<std::pair<std::string_view, std::string_view>> sent_and_kept{
        {"nps-low", "nps-low"},
        {"NPS low", "nps low"},
        {"bogus", "bogus"},
        {"by-hand", "by-hand"},
        {"tickets-down", "tickets-down"},
        {"champion_slow", "champion-slow"},
        {"CHAMPION-SLOW", "champion-slow"},
        {"Tickets_Up", "tickets-up"},
    };
    for (const auto& [sent, kept] : sent_and_kept) {
        const auto text = fmt::format(R"({{"account":"acme","kind":"{}"}})", sent);
        EXPECT_EQ(only<SignalRow>(read(RecordKind::signals, RecordFormat::json, text)).kind, kept) << sent;
    }
}

struct BadValue {
    RecordKind kind;
    std::string json; ///< a row that is bad in one place
    std::string column;
    std::string reason;
};

std::string row_with(std::string_view row, std::string_view column, const nlohmann::json& value) {
    auto object = nlohmann::json::parse(row);
    object[std::string{column}] = value;
    return object.dump();
}

TEST(Records, bad_values_are_refused_with_a_reason) {
    constexpr std::string_view account = R"({"id":"acme","name":"Acme"})";
    constexpr std::string_view person = R"({"account":"acme","name":"Dana"})";
    constexpr std::string_view order = R"({"account":"acme","date":"2026-03-04","amount":"1"})";
    constexpr std::string_view ticket = R"({"account":"acme","opened_at":"2026-03-04"})";
    constexpr std::string_view invoice = R"({"account":"acme","issued":"2026-03-04","due":"2026-04-03"})";
    constexpr std::string_view indicator = R"({"account":"acme","name":"ontime","at":"2026-03-04","value":1})";
    constexpr std::string_view signal = R"({"account":"acme","kind":"tickets-up"})";
    using enum RecordKind;
    const std::vector<BadValue> table{
        {orders, row_with(order, "amount", "12,5"), "amount",
         "amount: \"12,5\" is not a plain decimal such as 1234.50"},
        {orders, row_with(order, "amount", 1e300), "amount", "is not a plain decimal"},
        {orders, row_with(order, "amount", 1.234), "amount", "amount: \"1.234\" is not a plain decimal"},
        {orders, row_with(order, "amount", "99999999999999"), "amount",
         "amount: \"99999999999999\" is not an amount that can be kept: 10,000,000,000,000 is the most"},
        {orders, row_with(order, "amount", ""), "amount", "amount: a value is required"},
        {orders, row_with(order, "amount", "  "), "amount", "amount: a value is required"},
        {orders, row_with(order, "amount", nullptr), "amount", "amount: a value is required"},
        {orders, row_with(order, "amount", nlohmann::json::array({1})), "amount", "amount: must be a text or a number"},
        {orders, row_with(order, "date", "04.03.2026"), "date",
         "date: \"04.03.2026\" is not a date such as 2026-03-04"},
        {orders, row_with(order, "date", "2026-02-30"), "date", "is not a date"},
        {orders, row_with(order, "date", "2026-03-04T10:00:00Z"), "date", "is not a date"},
        {orders, row_with(order, "foo", 1), "foo", "unknown column \"foo\"; known: account, date, amount, id"},
        {orders, row_with(order, "foo", nlohmann::json{{"account", "x"}}), "foo", "unknown column \"foo\""},
        {orders, row_with(order, "account", std::string(101, 'x')), "account",
         "account: is longer than 100 characters"},
        {orders, row_with(order, "account", "a\u0001b"), "account", "account: contains a control character"},
        {orders, R"({"account":"a","account":"b","date":"2026-03-04","amount":1})", "account",
         "account: appears twice"},
        {accounts, row_with(account, "name", "Acme\nzenith"), "name", "name: contains a line break"},
        {accounts, row_with(account, "name", std::string(301, 'x')), "name", "name: is longer than 300 characters"},
        {accounts, row_with(account, "annual_revenue", "-1"), "annual_revenue", "must not be negative"},
        {accounts, row_with(account, "annual_revenue", "1.2k"), "annual_revenue", "is not a plain decimal"},
        {accounts, row_with(account, "currency", "EURO"), "currency", "is not a currency code of three letters"},
        {accounts, row_with(account, "currency", "€"), "currency", "is not a currency code of three letters"},
        {accounts, row_with(account, "owner", "@kim"), "owner", "owner: \"@kim\" is not a Slack user id"},
        {accounts, row_with(account, "manager", "kim@"), "manager", "is not a Slack user id"},
        {accounts, row_with(account, "executive_sponsor", "Kim Lee"), "executive_sponsor", "is not a Slack user id"},
        {accounts, row_with(account, "time_zone", "Berlin"), "time_zone", "is not a time zone such as Europe/Berlin"},
        {accounts, row_with(account, "time_zone", "../../etc/passwd"), "time_zone", "is not a time zone"},
        {people, row_with(person, "role", "boss"), "role",
         "role: \"boss\" is not one of economic_buyer, technical_buyer"},
        {people, row_with(person, "relationship", 0), "relationship", "is not a whole number from 1 to 10"},
        {people, row_with(person, "relationship", 11), "relationship", "is not a whole number from 1 to 10"},
        {people, row_with(person, "relationship", 6.5), "relationship", "is not a whole number from 1 to 10"},
        {people, row_with(person, "influence", "huge"), "influence", "is not high, medium or low"},
        {people, row_with(person, "sponsor", "maybe"), "sponsor", "is not yes or no"},
        {people, row_with(person, "email", "dana"), "email", "is not an e-mail address"},
        {tickets, row_with(ticket, "opened_at", "2026-03-04T09:12:00"), "opened_at", "a time with its zone"},
        {tickets, row_with(ticket, "closed_at", "2026-03-03"), "closed_at", "closed_at: lies before opened_at"},
        {invoices, row_with(invoice, "due", "2026-03-03"), "due", "due: lies before issued"},
        {invoices, row_with(invoice, "terms_days", -1), "terms_days", "is not a whole number from 0"},
        {indicators, row_with(indicator, "value", "nan"), "value", "is not a number"},
        {signals, row_with(signal, "kind", "Champion-Slw"), "kind",
         "kind: \"Champion-Slw\" is nearly champion-slow; did you mean that?"},
        {signals, row_with(signal, "kind", "championslow"), "kind", "is nearly champion-slow"},
        {signals, row_with(signal, "kind", "tickest-upp"), "kind", "is nearly tickets-up"},
        {signals, row_with(signal, "kind", " "), "kind", "kind: a value is required"},
        {signals, row_with(signal, "kind", std::string(101, 'x')), "kind", "kind: is longer than 100 characters"},
        {signals, row_with(signal, "value", "inf"), "value", "is not a number"},
        {signals, row_with(signal, "value", "-nan"), "value", "is not a number"},
        {indicators, row_with(indicator, "value", "96 %"), "value", "is not a number"},
        {orders, R"("acme")", "", "the row is not a JSON object"},
        {orders, "17", "", "the row is not a JSON object"},
        {orders, R"([["acme"]])", "", "the row is not a JSON object"},
    };
    for (const auto& bad : table) {
        const auto outcome = read(bad.kind, RecordFormat::json, bad.json);
        EXPECT_EQ(outcome.error, "") << bad.json;
        EXPECT_TRUE(outcome.rows.empty()) << bad.json;
        ASSERT_EQ(outcome.rejected.size(), 1U) << bad.json;
        EXPECT_EQ(outcome.rejected[0].line, 1U);
        EXPECT_EQ(outcome.rejected[0].column, bad.column) << bad.json;
        EXPECT_THAT(outcome.rejected[0].reason, HasSubstr(bad.reason));
    }
}

TEST(Records, limits_of_length_count_characters_not_bytes) {
    std::string name;
    for (int i = 0; i < 300; ++i) name += "ü";
    EXPECT_EQ(only<AccountRow>(read(RecordKind::accounts, RecordFormat::csv, "id,name\nacme," + name)).account.name,
              name);
}

TEST(Records, good_rows_around_bad_ones_are_kept_and_lines_are_right) {
    const auto outcome = read(RecordKind::orders, RecordFormat::csv,
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
            read(RecordKind::orders, RecordFormat::csv,
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
        const auto outcome = read(RecordKind::orders, RecordFormat::csv, header);
        EXPECT_THAT(outcome.error, HasSubstr(reason)) << header;
        EXPECT_TRUE(outcome.rows.empty() && outcome.rejected.empty());
    }
    EXPECT_EQ(read(RecordKind::orders, RecordFormat::csv, "account,date,amount\n").error, "");
}

TEST(Records, a_wrong_header_is_named_with_its_line) {
    for (const std::string header : {"account,date,amount,foo\n", "account;date;amount\n", "account,date\n",
                                     "account,date,amount,date\n", "account,date,amount\xff\n"}) {
        EXPECT_THAT(read(RecordKind::orders, RecordFormat::csv, header).error, StartsWith("line 1: ")) << header;
        EXPECT_THAT(read(RecordKind::orders, RecordFormat::csv, "\n\r\n" + header).error, StartsWith("line 3: "))
            << header;
    }
}

TEST(Records, what_a_message_repeats_from_a_file_is_one_line_that_commands_no_terminal) {
    EXPECT_THAT(read(RecordKind::orders, RecordFormat::csv, "account,\"da\nte\",amount\n").error,
                HasSubstr("unknown column \"da\uFFFDte\"; known"));
    EXPECT_THAT(read(RecordKind::orders, RecordFormat::csv, "account,\x1b[31mdate,amount\n").error,
                HasSubstr("unknown column \"\uFFFD[31mdate\"; known"));

    const auto value = [](std::string_view written) {
        const auto outcome =
            read(RecordKind::orders, RecordFormat::csv, fmt::format("account,date,amount\nacme,\"{}\",1\n", written));
        return outcome.rejected.size() == 1 ? outcome.rejected[0].reason : "taken";
    };
    EXPECT_THAT(value("4\r\nMarch"), HasSubstr("date: \"4\uFFFD\uFFFDMarch\" is not a date"));
    EXPECT_THAT(value("\x1b]0;owned\x07"), HasSubstr("\"\uFFFD]0;owned\uFFFD\" is not"));
    EXPECT_THAT(value("\u202E\u2028\u0085"), HasSubstr("\"\uFFFD\uFFFD\uFFFD\" is not"));
    EXPECT_THAT(value("Müller 東京 😀"), HasSubstr("\"Müller 東京 😀\" is not"));

    const auto key = read(RecordKind::orders, RecordFormat::json, R"({"fo\no":1})");
    ASSERT_EQ(key.rejected.size(), 1U);
    EXPECT_EQ(key.rejected[0].column, "fo\uFFFDo");
    EXPECT_THAT(key.rejected[0].reason, HasSubstr("unknown column \"fo\uFFFDo\""));
}

TEST(Records, a_quote_that_is_never_closed_is_named_with_its_line) {
    const std::string good = "account,date,amount\nacme,2026-01-01,1\n";
    const auto outcome = read(RecordKind::orders, RecordFormat::csv, good + "\"acme,2026-01-02,2\nacme,2026-01-03,3\n");
    EXPECT_EQ(outcome.rows.size(), 1U);
    EXPECT_THAT(outcome.error, HasSubstr("line 3: a quoted value is never closed"));

    const std::string endless(2 * RecordReader::longest_value, 'x');
    EXPECT_THAT(read(RecordKind::orders, RecordFormat::csv, good + "\"" + endless).error,
                HasSubstr("line 3: a value is longer than"));
    EXPECT_THAT(read(RecordKind::orders, RecordFormat::ndjson, "{}\n{\"account\":\"" + endless).error,
                HasSubstr("line 2 is longer than"));
}

TEST(Records, a_byte_order_mark_is_no_part_of_the_text) {
    const std::string mark = "\xEF\xBB\xBF";
    for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::string::npos}) {
        EXPECT_EQ(read(RecordKind::orders, RecordFormat::csv, mark + "\"account\",date,amount\na,2026-01-01,1", piece)
                      .rows.size(),
                  1U);
        EXPECT_EQ(read(RecordKind::orders, RecordFormat::json,
                       mark + R"({"account":"a","date":"2026-01-01","amount":1})", piece)
                      .rows.size(),
                  1U);
        EXPECT_EQ(read(RecordKind::orders, RecordFormat::ndjson,
                       mark + R"({"account":"a","date":"2026-01-01","amount":1})", piece)
                      .rows.size(),
                  1U);
    }
    EXPECT_NE(read(RecordKind::orders, RecordFormat::csv, "\xEF\xBB").error, "");
}

TEST(Records, a_json_document_with_an_error_yields_no_rows) {
    const auto outcome =
        read(RecordKind::orders, RecordFormat::json, R"([{"account":"a","date":"2026-01-01","amount":1},{]})");
    EXPECT_TRUE(outcome.rows.empty());
    EXPECT_THAT(outcome.error, HasSubstr("the text is not valid JSON: look at byte 50"));
    EXPECT_THAT(read(RecordKind::orders, RecordFormat::json, "").error, HasSubstr("not valid JSON"));
    EXPECT_THAT(read(RecordKind::orders, RecordFormat::json, "[\"\xff\"]").error, HasSubstr("not valid UTF-8"));
    EXPECT_EQ(read(RecordKind::orders, RecordFormat::json, "[]").error, "");
    EXPECT_EQ(
        read(RecordKind::orders, RecordFormat::json, std::string(200'000, '[') + std::string(200'000, ']')).rows.size(),
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
        const auto outcome = read(RecordKind::orders, format, text);
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
        const auto outcome = read(RecordKind::orders, RecordFormat::json, R"([{"amount":1e400)" + rest);
        EXPECT_TRUE(outcome.rejected.empty()) << rest;
        EXPECT_THAT(outcome.error, HasSubstr("the text is not valid JSON: look behind byte 16")) << rest;
    }
}

TEST(Records, a_broken_line_of_ndjson_costs_only_itself) {
    const auto outcome = read(RecordKind::orders, RecordFormat::ndjson,
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

TEST(Records, formats_by_content_type_and_file_name) {
    EXPECT_EQ(format_of_content_type("text/csv; charset=utf-8"), RecordFormat::csv);
    EXPECT_EQ(format_of_content_type("application/json"), RecordFormat::json);
    EXPECT_EQ(format_of_content_type("application/x-ndjson"), RecordFormat::ndjson);
    EXPECT_EQ(format_of_content_type("Application/JSON; Charset=UTF-8"), RecordFormat::json) << "knows no case";
    EXPECT_EQ(format_of_content_type("text/plain"), std::nullopt);
    EXPECT_EQ(format_of_file_name("orders.csv"), RecordFormat::csv);
    EXPECT_EQ(format_of_file_name("orders.jsonl"), RecordFormat::ndjson);
    EXPECT_EQ(format_of_file_name("orders.json"), RecordFormat::json);
    EXPECT_EQ(format_of_file_name("orders.xlsx"), std::nullopt);
    for (const auto name : record_kind_names) EXPECT_EQ(to_text(record_kind_from(name).value()), name);
    EXPECT_EQ(record_kind_from("foo"), std::nullopt);
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

std::vector<TypedRow> typed(const Outcome& outcome) {
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
    const auto from_csv = read(RecordKind::orders, RecordFormat::csv, csv, piece);
    const auto from_json = read(RecordKind::orders, RecordFormat::json, array.dump(), piece);
    const auto from_ndjson = read(RecordKind::orders, RecordFormat::ndjson, ndjson, piece);
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
    const auto whole = read(kind, format, text);
    const auto split = read(kind, format, text, piece);
    RC_ASSERT(whole.error == split.error);
    RC_ASSERT(whole.rows == split.rows);
    RC_ASSERT(whole.rejected.size() == split.rejected.size());
}

} // namespace
} // namespace holdfast
