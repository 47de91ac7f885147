#include "storage/audit.hpp"
#include "tests/bot/receive/served.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace holdfast {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view order = R"({"account":"acme","date":"2018-06-01","amount":1})";

/// A folder that is there before the endpoint is made.
struct TokensFolder {
    TemporaryFolder folder;
    std::filesystem::path file = folder / "tokens";

    explicit TokensFolder(std::string_view text) { write(text); }
    void write(std::string_view text) const { std::ofstream{file} << text; }
};

class ApiTokensTest : private TokensFolder, public ServedTest {
protected:
    ApiTokensTest()
        : TokensFolder{"crm write feed-me\nreports read tell-me\nboth read,write do-all\n"}, ServedTest{"", file} {}

    unsigned deliver(std::string_view token, std::string_view row = order, std::vector<std::string> more = {}) {
        more.push_back(fmt::format("Authorization: Bearer {}", token));
        more.push_back("Content-Type: application/json");
        return request("POST", "/v1/orders", std::move(more), row).status;
    }

    HeardResponse ask(std::string_view token) {
        return request("GET", "/v1/accounts/acme/health", {fmt::format("Authorization: Bearer {}", token)});
    }

    /// Another file in the place of the one before, as deployments do it, and a second gone by.
    void replace_file(std::string_view text) {
        std::ofstream{folder / "next"} << text;
        std::filesystem::rename(folder / "next", file);
        clock_.at += std::chrono::seconds{1};
    }

    using TokensFolder::write;
};

TEST_F(ApiTokensTest, each_may_do_what_its_scopes_say) {
    EXPECT_EQ(deliver("feed-me"), 200U);
    EXPECT_EQ(deliver("do-all"), 200U);
    EXPECT_EQ(deliver("tell-me"), 403U);
    EXPECT_EQ(ask("tell-me").status, 200U);
    EXPECT_EQ(ask("do-all").status, 200U);
    const auto refused = ask("feed-me");
    EXPECT_EQ(refused.status, 403U);
    EXPECT_THAT(refused.body, HasSubstr("crm"));
    EXPECT_THAT(refused.head, HasSubstr("insufficient_scope"));
    EXPECT_EQ(request("GET", "/v1/openapi.json", {"Authorization: Bearer feed-me"}).status, 200U);
}

TEST_F(ApiTokensTest, nobody_elses_token_is_taken) {
    for (const auto* token : {"", "feed", "feed-me-", "crm", "tell-me feed-me"})
        EXPECT_EQ(deliver(token), 401U) << token;
    EXPECT_EQ(request("POST", "/v1/orders", {"Content-Type: application/json"}, order).status, 401U);
}

TEST_F(ApiTokensTest, are_replaced_while_the_bot_runs) {
    EXPECT_EQ(ask("tell-me").status, 200U);
    replace_file("reports read tell-me\nreports read tell-me-too\n");
    EXPECT_EQ(ask("tell-me").status, 200U);
    EXPECT_EQ(ask("tell-me-too").status, 200U);
    replace_file("reports read tell-me-too\n");
    EXPECT_EQ(ask("tell-me").status, 401U);
    EXPECT_EQ(ask("tell-me-too").status, 200U);
    replace_file("# nobody\n");
    EXPECT_EQ(ask("tell-me-too").status, 403U) << "no token is left";
}

TEST_F(ApiTokensTest, stay_as_they_were_while_the_file_has_a_mistake_in_it) {
    EXPECT_EQ(ask("tell-me").status, 200U);
    replace_file("reports read tell-me-too\nreports reed oops\n");
    EXPECT_EQ(ask("tell-me").status, 200U);
    EXPECT_EQ(ask("tell-me-too").status, 401U);
    EXPECT_THAT(tokens_.problem().value_or(""), HasSubstr("tokens:2:9"));
    replace_file("reports read tell-me-too\n");
    EXPECT_EQ(ask("tell-me-too").status, 200U);
    EXPECT_FALSE(tokens_.problem());
}

TEST_F(ApiTokensTest, the_file_is_looked_at_once_a_second_at_most) {
    EXPECT_EQ(ask("tell-me").status, 200U);
    write("reports read tell-me-too\n");
    EXPECT_EQ(ask("tell-me").status, 200U);
    clock_.at += std::chrono::milliseconds{999};
    EXPECT_EQ(ask("tell-me").status, 200U);
    clock_.at += std::chrono::milliseconds{1};
    EXPECT_EQ(ask("tell-me").status, 401U);
}

TEST_F(ApiTokensTest, each_has_Idempotency_Keys_of_its_own) {
    constexpr std::string_view other = R"({"account":"acme","date":"2018-06-02","amount":1})";
    EXPECT_EQ(deliver("feed-me", order, {"Idempotency-Key: 1"}), 200U);
    EXPECT_EQ(deliver("do-all", other, {"Idempotency-Key: 1"}), 200U);
    EXPECT_EQ(query<long long>("SELECT COUNT(*) FROM orders").front(), 2);
    EXPECT_EQ(deliver("feed-me", other, {"Idempotency-Key: 1"}), 422U);
}

TEST_F(ApiTokensTest, who_delivered_is_noted_by_name_and_only_where_something_changed) {
    deliver("feed-me");
    deliver("do-all");
    auto reader = database_.reader();
    const auto entries = audit_entries(reader);
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0],
              (AuditEntry{clock_.now(), "token crm", "orders delivered", "accepted 1, rejected 0, unchanged 0"}));
}

TEST(ApiTokens, refuse_to_start_with_a_mistake_in_the_file) {
    const TokensFolder tokens{"crm write\n"};
    EXPECT_THROW((ApiTokens{Secret{}, tokens.file}), std::runtime_error);
    EXPECT_THROW((ApiTokens{Secret{}, "/nowhere/tokens"}), std::runtime_error);
}

TEST(ApiTokens, a_single_token_has_every_scope_and_is_called_default) {
    ApiTokens tokens{Secret{"open sesame"}, std::nullopt};
    const auto bearer = tokens.bearer("Bearer open sesame", Instant{});
    ASSERT_TRUE(bearer);
    EXPECT_EQ(bearer->name, "default");
    EXPECT_TRUE(bearer->may_read && bearer->may_write);
}

} // namespace
} // namespace holdfast
