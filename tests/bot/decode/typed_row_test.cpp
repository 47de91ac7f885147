#include "playbooks/signals/signal.hpp"
#include "tests/bot/decode/record_text.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using namespace date::literals;
using ::testing::HasSubstr;

TEST(TypedRow, of_an_account_with_every_column) {
    const auto row = only_row<AccountRow>(
        read_text(RecordKind::accounts, RecordFormat::csv,
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

TEST(TypedRow, S0_116a_of_a_person_with_every_column) {
    const auto row = only_row<PersonRow>(read_text(
        RecordKind::people, RecordFormat::json,
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

TEST(TypedRow, a_column_that_is_empty_is_given_and_one_that_is_absent_is_not) {
    const auto of_csv = only_row<AccountRow>(
        read_text(RecordKind::accounts, RecordFormat::csv, "segment,id,owner,name\nenterprise,acme,,Acme\n"));
    EXPECT_EQ(columns_in(of_csv.given, RecordKind::accounts), "id name owner segment ");
    for (const auto format : {RecordFormat::json, RecordFormat::ndjson}) {
        const auto row = only_row<PersonRow>(
            read_text(RecordKind::people, format, R"({"account":"acme","name":"Dana","sponsor":null,"title":""})"));
        EXPECT_EQ(columns_in(row.given, RecordKind::people), "account name title sponsor ");
    }
}

TEST(TypedRow, each_row_of_a_list_has_its_own_columns) {
    const auto rows = read_text(RecordKind::accounts, RecordFormat::json,
                                R"([{"id":"a","name":"A","owner":"U1"},{"id":"b","name":"B"}])")
                          .rows;
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(columns_in(std::get<AccountRow>(rows[1].second).given, RecordKind::accounts), "id name ");
}

TEST(TypedRow, a_row_laid_over_what_is_known_changes_only_the_columns_it_has) {
    const Account known{.id = AccountId{"acme"},
                        .name = "Acme",
                        .annual_revenue = Money{100},
                        .currency = "EUR",
                        .owner = UserId{"U0OWNER"},
                        .time_zone = "Europe/Berlin",
                        .renewal_date = Day{2026_y / 9 / 30}};
    const auto row =
        only_row<AccountRow>(read_text(RecordKind::accounts, RecordFormat::json,
                                       R"({"id":"acme","name":"Acme AG","renewal_date":null,"segment":"big"})"));
    auto expected = known;
    expected.name = "Acme AG";
    expected.renewal_date = std::nullopt;
    expected.segment = "big";
    EXPECT_EQ(laid_over(known, row), expected);
}

TEST(TypedRow, of_the_other_kinds) {
    EXPECT_EQ(only_row<OrderRow>(
                  read_text(RecordKind::orders, RecordFormat::csv, "account,date,amount,id\nacme,2026-03-04,-12.5,o1")),
              (OrderRow{AccountId{"acme"}, {Day{2026_y / 3 / 4}, Money{-1250}}, "o1"}));
    EXPECT_EQ(only_row<TicketRow>(
                  read_text(RecordKind::tickets, RecordFormat::ndjson,
                            R"({"account":"acme","opened_at":"2026-03-04","closed_at":"2026-03-04T09:00:00+01:00"})")),
              (TicketRow{AccountId{"acme"},
                         {Instant{date::sys_days{2026_y / 3 / 4}}, Instant{date::sys_days{2026_y / 3 / 4}} + 8h, ""},
                         ""}));
    EXPECT_EQ(
        only_row<InvoiceRow>(read_text(RecordKind::invoices, RecordFormat::json,
                                       R"([{"account":"acme","issued":"2026-01-01","due":"2026-01-31","terms_days":30,
                                        "amount":99.90,"paid":null,"id":7}])")),
        (InvoiceRow{
            AccountId{"acme"}, {Day{2026_y / 1 / 1}, Day{2026_y / 1 / 31}, std::nullopt, 30}, Money{9990}, "7"}));
    EXPECT_EQ(only_row<IndicatorRow>(read_text(RecordKind::indicators, RecordFormat::csv,
                                               "value,at,name,account\n96.5,2026-03-04T00:00:00Z,ontime,acme\n")),
              (IndicatorRow{AccountId{"acme"}, {"ontime", Instant{date::sys_days{2026_y / 3 / 4}}, 96.5}}));
    EXPECT_EQ(only_row<SignalRow>(read_text(RecordKind::signals, RecordFormat::csv,
                                            "account,kind,note\nacme,Champion-Slow,\"two lines\nof note\"\n")),
              (SignalRow{AccountId{"acme"}, "champion-slow", std::nullopt, std::nullopt, "two lines\nof note"}));
}

TEST(TypedRow, S0_18_a_signal_that_another_system_measured_has_a_kind_of_its_own) {
    const auto row = only_row<SignalRow>(read_text(RecordKind::signals, RecordFormat::json,
                                                   R"({"account":"acme","kind":"imported","value":3,"note":"NPS"})"));
    EXPECT_EQ(row.kind, "imported");
    EXPECT_EQ(row.value, 3);
    for (const auto name : reported_kind_names) {
        const auto text = fmt::format(R"({{"account":"acme","kind":"{}"}})", name);
        EXPECT_EQ(only_row<SignalRow>(read_text(RecordKind::signals, RecordFormat::json, text)).kind, name);
    }
}

TEST(TypedRow, S0_18_a_kind_of_signal_is_free_text_and_known_in_the_spellings_of_other_systems) {
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
        EXPECT_EQ(only_row<SignalRow>(read_text(RecordKind::signals, RecordFormat::json, text)).kind, kept) << sent;
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

TEST(TypedRow, bad_values_are_refused_with_a_reason) {
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
        const auto outcome = read_text(bad.kind, RecordFormat::json, bad.json);
        EXPECT_EQ(outcome.error, "") << bad.json;
        EXPECT_TRUE(outcome.rows.empty()) << bad.json;
        ASSERT_EQ(outcome.rejected.size(), 1U) << bad.json;
        EXPECT_EQ(outcome.rejected[0].line, 1U);
        EXPECT_EQ(outcome.rejected[0].column, bad.column) << bad.json;
        EXPECT_THAT(outcome.rejected[0].reason, HasSubstr(bad.reason));
    }
}

TEST(TypedRow, limits_of_length_count_characters_not_bytes) {
    std::string name;
    for (int i = 0; i < 300; ++i) name += "ü";
    EXPECT_EQ(
        only_row<AccountRow>(read_text(RecordKind::accounts, RecordFormat::csv, "id,name\nacme," + name)).account.name,
        name);
}

} // namespace
} // namespace holdfast
