#include "playbooks/digest/sha256.hpp"
#include "storage/history.hpp"
#include "storage/inbox.hpp"
#include "storage/pending_evaluations.hpp"
#include "storage/people.hpp"
#include "tests/bot/receive/served.hpp"

#include <gmock/gmock.h>

namespace holdfast {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr std::string_view orders_csv = "account,date,amount\nacme,2018-06-01,100\nnobody,2018-06-02,1\nacme,soon,1\n";

class V1Test : public ServedTest {
protected:
    HeardResponse post(std::string_view kind, std::string_view content_type, std::string_view body,
                       std::vector<std::string> more = {}) {
        more.push_back("Authorization: Bearer open sesame");
        more.push_back(fmt::format("Content-Type: {}", content_type));
        return request("POST", fmt::format("/v1/{}", kind), std::move(more), body);
    }

    HeardResponse get(std::string_view path) { return request("GET", path, {"Authorization: Bearer open sesame"}); }

    long long orders() { return query<long long>("SELECT COUNT(*) FROM orders").front(); }
};

TEST_F(V1Test, keeps_good_rows_and_names_the_bad_ones_by_line) {
    const auto heard = post("orders", "text/csv", orders_csv);
    EXPECT_EQ(heard.status, 200U);
    EXPECT_EQ(heard.json()["accepted"], 1);
    const auto rejected = heard.json()["rejected"];
    ASSERT_EQ(rejected.size(), 2U) << heard.body;
    EXPECT_EQ(rejected[0]["line"], 3);
    EXPECT_THAT(rejected[0]["error"].get<std::string>(), HasSubstr("nobody"));
    EXPECT_EQ(rejected[1]["line"], 4);
    EXPECT_THAT(rejected[1]["error"].get<std::string>(), HasSubstr("date"));
    EXPECT_EQ(orders(), 1);
}

TEST_F(V1Test, names_the_first_thousand_rejected_rows_and_says_how_many_there_are) {
    std::string rows = "account,date,amount\n";
    for (int i = 0; i < 600; ++i) rows += "nobody,2018-06-01,1\nacme,soon,1\n";
    const auto heard = post("orders", "text/csv", rows, {"Idempotency-Key: k1"});
    const auto answer = heard.json();
    EXPECT_EQ(answer["accepted"], 0);
    EXPECT_EQ(answer["rejected_in_all"], 1'200);
    ASSERT_EQ(answer["rejected"].size(), 1'000U);
    for (std::size_t i = 0; i < 1'000; ++i) ASSERT_EQ(answer["rejected"][i]["line"], i + 2);
    EXPECT_EQ(post("orders", "text/csv", rows, {"Idempotency-Key: k1"}).body, heard.body);

    const auto ones = [](int count) {
        std::string text = "[1";
        for (int i = 1; i < count; ++i) text += ",1";
        return text + "]";
    };
    EXPECT_FALSE(post("orders", "application/json", ones(1'000)).json().contains("rejected_in_all"));
    EXPECT_EQ(post("orders", "application/json", ones(1'001)).json()["rejected_in_all"], 1'001);
}

TEST_F(V1Test, asks_for_the_evaluation_of_accounts_that_changed_and_of_no_others) {
    post("orders", "text/csv", orders_csv);
    auto reader = database_.reader();
    const auto pending = pending_evaluations(reader, 10);
    ASSERT_EQ(pending.size(), 1U);
    EXPECT_EQ(pending.front().account, AccountId{"acme"});
    database_.write_now([&](Transaction& tx) { finish_evaluation(tx, pending.front()); });
    EXPECT_EQ(wake_ups_, 1);

    post("orders", "text/csv", orders_csv);
    EXPECT_TRUE(pending_evaluations(reader, 10).empty()) << "the repetition said nothing new";
}

TEST_F(V1Test, understands_each_way_of_writing_rows) {
    EXPECT_EQ(
        post("orders", "application/json", R"({"account":"acme","date":"2018-06-01","amount":1})").json()["accepted"],
        1);
    EXPECT_EQ(
        post(
            "orders", "application/json; charset=utf-8",
            R"([{"account":"acme","date":"2018-06-02","amount":"1.50"},{"account":"acme","date":"2018-06-03","amount":2}])")
            .json()["accepted"],
        2);
    EXPECT_EQ(post("orders", "application/x-ndjson",
                   "{\"account\":\"acme\",\"date\":\"2018-06-04\",\"amount\":1}\n{\"account\":\"acme\",\"date\":\"2018-"
                   "06-05\",\"amount\":1}\n")
                  .json()["accepted"],
              2);
    EXPECT_EQ(orders(), 5);
    EXPECT_EQ(post("orders", "application/xml", "<x/>").status, 415U);
    EXPECT_EQ(post("orders", "", "{}").status, 415U);
}

TEST_F(V1Test, one_column_of_an_account_on_record_is_enough_and_a_new_one_needs_its_name) {
    const std::vector<std::pair<std::string, std::string>> updates{
        {"application/json", R"({"id":"acme","segment":"one"})"}, {"text/csv", "id,segment\nacme,two\n"}};
    for (const auto& [type, body] : updates) EXPECT_EQ(post("accounts", type, body).json()["accepted"], 1) << type;
    auto reader = database_.reader();
    EXPECT_EQ(find_account(reader, AccountId{"acme"})->segment, "two");
    EXPECT_FALSE(find_account(reader, AccountId{"acme"})->name.empty());

    for (const auto& body : {R"({"id":"globex","segment":"one"})", R"({"id":"acme","name":""})"}) {
        const auto heard = post("accounts", "application/json", body).json();
        EXPECT_EQ(heard["accepted"], 0) << body;
        EXPECT_THAT(heard["rejected"][0]["error"].get<std::string>(), HasSubstr("name: a value is required")) << body;
    }
    EXPECT_FALSE(find_account(reader, AccountId{"globex"}));
}

TEST_F(V1Test, takes_every_kind) {
    const std::vector<std::pair<std::string, std::string>> rows{
        {"accounts", R"({"id":"globex","name":"Globex"})"},
        {"people", R"({"account":"acme","name":"Ann","sponsor":true})"},
        {"orders", R"({"account":"acme","date":"2018-06-01","amount":1})"},
        {"tickets", R"({"account":"acme","opened_at":"2018-06-01"})"},
        {"invoices", R"({"account":"acme","issued":"2018-06-01","due":"2018-07-01"})"},
        {"indicators", R"({"account":"acme","name":"ontime","at":"2018-06-01","value":97.5})"},
        {"signals", R"({"account":"acme","kind":"champion-slow","note":"three days"})"}};
    for (const auto& [kind, row] : rows) {
        const auto first = post(kind, "application/json", row);
        EXPECT_EQ(first.json(), (json{{"accepted", 1}, {"rejected", json::array()}})) << kind << first.body;
    }
    auto reader = database_.reader();
    EXPECT_TRUE(find_account(reader, AccountId{"globex"}));
    ASSERT_EQ(flags_since(reader, AccountId{"acme"}, Instant{}).size(), 1U);
    EXPECT_EQ(flags_since(reader, AccountId{"acme"}, Instant{}).front().at, clock_.now());
}

TEST_F(V1Test, a_column_that_is_absent_leaves_what_is_on_record_and_an_empty_one_clears_it) {
    post("accounts", "application/json",
         R"({"id":"acme","name":"Acme","annual_revenue":"1200","currency":"EUR","owner":"U012AB3CD",
             "manager":"ana@us.example","executive_sponsor":"U0CEO","time_zone":"Europe/Berlin",
             "renewal_date":"2018-08-01","segment":"big"})");
    post("people", "text/csv",
         "account,name,title,sponsor,email,relationship\nacme,Dana Weber,COO,yes,dana@acme.example,7\n");
    auto reader = database_.reader();
    const auto account = [&] { return find_account(reader, AccountId{"acme"}).value(); };
    const auto person = [&] { return find_person(reader, AccountId{"acme"}, "Dana Weber").value(); };
    const auto before = account();
    EXPECT_EQ(before.owner.value, "U012AB3CD");

    const std::vector<std::pair<std::string, std::string>> short_rows{
        {"application/json", R"({"id":"acme","name":"Acme"})"},
        {"application/x-ndjson", R"({"id":"acme","name":"Acme"})"},
        {"text/csv", "id,name\nacme,Acme\n"}};
    for (const auto& [type, row] : short_rows) {
        EXPECT_EQ(post("accounts", type, row).json()["accepted"], 1);
        EXPECT_EQ(account(), before) << type;
    }
    EXPECT_EQ(post("people", "text/csv", "account,name\nacme,Dana Weber\n").json()["accepted"], 1);
    EXPECT_TRUE(person().sponsor);
    EXPECT_EQ(person().relationship, 7);

    post("accounts", "text/csv", "id,name,owner,renewal_date\nacme,Acme,,\n");
    EXPECT_TRUE(account().owner.empty());
    EXPECT_FALSE(account().renewal_date);
    EXPECT_EQ(account().manager, before.manager);
    post("people", "application/json", R"({"account":"acme","name":"Dana Weber","relationship":null,"sponsor":null})");
    EXPECT_FALSE(person().sponsor);
    EXPECT_FALSE(person().relationship);
    EXPECT_EQ(person().title, "COO");
}

TEST_F(V1Test, a_signal_without_a_time_is_the_same_one_all_day) {
    constexpr std::string_view row = R"({"account":"acme","kind":"imported","value":3,"note":"NPS"})";
    post("signals", "application/json", row);
    clock_.at += std::chrono::minutes{5};
    EXPECT_EQ(post("signals", "application/json", row).json()["accepted"], 1);
    auto reader = database_.reader();
    EXPECT_EQ(flags_since(reader, AccountId{"acme"}, Instant{}).size(), 1U);
    clock_.at += std::chrono::hours{24};
    post("signals", "application/json", row);
    EXPECT_EQ(flags_since(reader, AccountId{"acme"}, Instant{}).size(), 2U);
}

TEST_F(V1Test, the_day_of_a_signal_without_a_time_is_the_one_where_the_account_is) {
    constexpr std::string_view row = R"({"account":"acme","kind":"imported","value":3})";
    post("accounts", "application/json", R"({"id":"acme","time_zone":"America/New_York"})");
    const auto signals_after_one_at = [&](std::chrono::minutes time) {
        clock_.at = date::sys_days{date::year{2018} / 7 / 12} + time;
        EXPECT_EQ(post("signals", "application/json", row).json()["accepted"], 1);
        auto reader = database_.reader();
        return flags_since(reader, AccountId{"acme"}, Instant{}).size();
    };
    EXPECT_EQ(signals_after_one_at(std::chrono::hours{23}), 1U);
    EXPECT_EQ(signals_after_one_at(std::chrono::hours{25}), 1U) << "nine in the evening of the same day";
    EXPECT_EQ(signals_after_one_at(std::chrono::hours{29}), 2U) << "one o'clock in the morning";
}

TEST_F(V1Test, S0_25_a_signal_of_a_mistyped_kind_is_rejected_with_the_nearest_and_others_are_taken) {
    const auto answer = post("signals", "application/json",
                             R"([{"account":"acme","kind":"champion-slw","note":"no call back"},
                                 {"account":"acme","kind":"champion_slow"},{"account":"acme","kind":"nps-low"},
                                 {"account":"acme","kind":""}])")
                            .json();
    EXPECT_EQ(answer["accepted"], 2);
    ASSERT_EQ(answer["rejected"].size(), 2U);
    EXPECT_EQ(answer["rejected"][0]["line"], 1);
    EXPECT_THAT(answer["rejected"][0]["error"].get<std::string>(),
                HasSubstr("kind: \"champion-slw\" is nearly champion-slow"));
    EXPECT_EQ(answer["rejected"][1]["line"], 4);
    EXPECT_THAT(answer["rejected"][1]["error"].get<std::string>(), HasSubstr("kind: a value is required"));
    auto reader = database_.reader();
    EXPECT_EQ(flags_since(reader, AccountId{"acme"}, Instant{}).size(), 2U);
}

TEST_F(V1Test, a_signal_of_the_future_is_rejected) {
    const auto row = [&](std::chrono::hours ahead) {
        return json{{"account", "acme"}, {"kind", "tickets-up"}, {"at", date::format("%FT%TZ", clock_.now() + ahead)}}
            .dump();
    };
    EXPECT_EQ(post("signals", "application/json", row(std::chrono::hours{23})).json()["accepted"], 1);
    const auto answer = post("signals", "application/json", row(std::chrono::hours{25})).json();
    EXPECT_EQ(answer["accepted"], 0);
    EXPECT_EQ(answer["rejected"][0]["line"], 1);
    EXPECT_THAT(answer["rejected"][0]["error"].get<std::string>(),
                AllOf(HasSubstr("at: "), HasSubstr("lies in the future")));
}

TEST_F(V1Test, answers_a_repeated_key_as_the_first_time_and_changes_nothing) {
    constexpr std::string_view row = R"({"account":"acme","date":"2018-06-01","amount":1,"id":"a"})";
    const auto first = post("orders", "application/json", row, {"Idempotency-Key: k1"});
    EXPECT_EQ(first.json()["accepted"], 1);
    // Were it carried out again, it would be put right again.
    post("orders", "application/json", R"({"account":"acme","date":"2018-06-01","amount":2,"id":"a"})");
    const auto again = post("orders", "application/json", row, {"Idempotency-Key: k1"});
    EXPECT_EQ(again.status, 200U);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(query<long long>("SELECT cents FROM orders").front(), 200);
}

TEST_F(V1Test, refuses_a_key_that_was_used_for_another_body) {
    post("orders", "application/json", R"({"account":"acme","date":"2018-06-01","amount":1})", {"Idempotency-Key: k1"});
    const auto other = post("orders", "application/json", R"({"account":"acme","date":"2018-06-02","amount":1})",
                            {"Idempotency-Key: k1"});
    EXPECT_EQ(other.status, 422U);
    EXPECT_EQ(orders(), 1);
    const auto other_kind =
        post("tickets", "application/json", R"({"account":"acme","opened_at":"2018-06-01"})", {"Idempotency-Key: k1"});
    EXPECT_EQ(other_kind.status, 200U) << "keys belong to a kind";
    EXPECT_EQ(post("orders", "text/csv", orders_csv, {"Idempotency-Key: " + std::string(256, 'k')}).status, 400U);
}

TEST_F(V1Test, answers_a_key_of_an_earlier_version_as_that_one_did_where_the_body_is_the_same) {
    constexpr std::string_view row = R"({"account":"acme","date":"2018-06-01","amount":1})";
    constexpr std::string_view answer = R"({"accepted":7,"rejected":[]})";
    database_.write_now([&](Transaction& tx) {
        constexpr std::string_view key = "v1/orders/k1";
        (void)remember(tx, key, clock_.now(), Instant{});
        const auto print = to_hex(sha256(fmt::format("application/json\n{}", row)));
        keep_answer(tx, key, json{{"body", print}, {"answer", answer}}.dump());
    });
    EXPECT_EQ(post("orders", "application/json", row, {"Idempotency-Key: k1"}).body, answer);
    EXPECT_EQ(orders(), 0);
    const auto of_another_feed = R"({"account":"acme","date":"2018-06-02","amount":1})";
    EXPECT_EQ(post("orders", "application/json", of_another_feed, {"Idempotency-Key: k1"}).json()["accepted"], 1);
    EXPECT_EQ(orders(), 1);
}

TEST_F(V1Test, stores_nothing_of_a_body_that_cannot_be_read) {
    EXPECT_EQ(post("orders", "text/csv", "account,date,colour\nacme,2018-06-01,red\n").status, 400U);
    EXPECT_THAT(post("orders", "text/csv", "account,date,colour\n").json()["error"].get<std::string>(),
                HasSubstr("colour"));
    EXPECT_EQ(post("orders", "application/json", R"([{"account":"acme","date":"2018-06-01","amount":1})").status, 400U);
    EXPECT_EQ(post("orders", "text/csv", "account,date,amount\nacme,2018-06-01,1\nacme,\"never closed").status, 400U);
    EXPECT_EQ(orders(), 0);
}

TEST_F(V1Test, wants_the_token_on_every_path) {
    for (const std::string path : {"/v1/accounts/acme/health", "/v1/openapi.json"}) {
        EXPECT_EQ(request("GET", path).status, 401U) << path;
        EXPECT_EQ(request("GET", path, {"Authorization: Bearer open"}).status, 401U) << path;
        EXPECT_EQ(request("GET", path, {"Authorization: Bearer open sesame!"}).status, 401U) << path;
        EXPECT_EQ(request("GET", path, {"Authorization: Basic open sesame"}).status, 401U) << path;
        EXPECT_EQ(request("GET", path, {"authorization: bearer open sesame"}).status, 200U) << path;
    }
    const auto refused = request("POST", "/v1/orders", {"Content-Type: text/csv"}, orders_csv);
    EXPECT_EQ(refused.status, 401U);
    EXPECT_THAT(refused.head, HasSubstr("WWW-Authenticate: Bearer"));
    EXPECT_EQ(orders(), 0);
}

TEST_F(V1Test, tells_the_health_of_an_account) {
    post("accounts", "application/json", R"({"id":"acme:co","name":"Acme & Co","renewal_date":"2018-08-01"})");
    const auto heard = get("/v1/accounts/acme%3Aco/health");
    ASSERT_EQ(heard.status, 200U);
    const auto health = heard.json();
    EXPECT_EQ(health["account"], "acme:co");
    EXPECT_EQ(health["renewal_days_left"], 20);
    EXPECT_EQ(health["tripped"], true) << "renewal near and nobody has talked about it";
    EXPECT_EQ(health["readings"].size(), detector_names.size());
    EXPECT_EQ(health["decline"]["stage"], nullptr);
    EXPECT_EQ(health["rescue"], nullptr);
    EXPECT_FALSE(health["unknown"].empty());
    EXPECT_EQ(get("/v1/accounts/nobody/health").status, 404U);
    EXPECT_EQ(get("/v1/accounts/%zz/health").status, 400U);
    EXPECT_EQ(get("/v1/accounts//health").status, 404U);
    EXPECT_EQ(get("/v1/accounts/a/b/health").status, 404U);
}

TEST_F(V1Test, describes_itself) {
    const auto document = get("/v1/openapi.json").json();
    EXPECT_EQ(document["openapi"], "3.1.0");
    for (const auto name : record_kind_names) {
        const std::string kind{name};
        EXPECT_TRUE(document["paths"].contains("/v1/" + kind)) << kind;
        const auto& schema = document["components"]["schemas"][kind];
        for (const auto& column : columns_of(*record_kind_from(name)))
            EXPECT_TRUE(schema["properties"].contains(std::string{column.name})) << kind << "." << column.name;
    }
    const auto& kind_of_signal = document["components"]["schemas"]["signals"]["properties"]["kind"];
    EXPECT_FALSE(kind_of_signal.contains("enum")) << "S0-18: other systems have names of their own";
    for (const auto name : reported_kind_names)
        EXPECT_THAT(kind_of_signal["description"].get<std::string>(), HasSubstr(std::string{name}));
    EXPECT_TRUE(document["components"]["schemas"]["Outcome"]["properties"].contains("rejected_in_all"));
    EXPECT_EQ(document["components"]["schemas"]["orders"]["required"], (json{"account", "date", "amount"}));
    EXPECT_EQ(document["security"], json::parse(R"([{"bearer":[]}])"));
    EXPECT_EQ(document["paths"]["/v1/orders"]["post"]["parameters"][0]["$ref"],
              "#/components/parameters/IdempotencyKey");
}

class V1WithoutTokenTest : public ServedTest {
protected:
    V1WithoutTokenTest() : ServedTest{""} {}
};

TEST_F(V1WithoutTokenTest, is_closed) {
    EXPECT_EQ(request("POST", "/v1/orders", {"Content-Type: text/csv"}, orders_csv).status, 403U);
    EXPECT_EQ(request("POST", "/v1/orders", {"Content-Type: text/csv", "Authorization: Bearer "}, orders_csv).status,
              403U);
    EXPECT_EQ(request("GET", "/v1/accounts/acme/health").status, 403U);
}

} // namespace
} // namespace holdfast
