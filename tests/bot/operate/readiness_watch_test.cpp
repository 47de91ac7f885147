#include "bot/operate/readiness_watch.hpp"
#include "storage/failure.hpp"
#include "storage/meta.hpp"
#include "tests/bot/deliver/delivery_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <stdexcept>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class ReadinessWatchTest : public DeliveryTest {
protected:
    void watch() {
        network.start();
        asio::co_spawn(network.io, watch_.watch_slack(), asio::detached);
        asio::co_spawn(network.io, watch_.watch_database(), asio::detached);
    }
    ~ReadinessWatchTest() override { network.stop(); }

    Readiness readiness() {
        auto copy = [this]() -> asio::awaitable<Readiness> { co_return readiness_; };
        return network.run(copy());
    }
    bool becomes(bool well) {
        return eventually([&] { return readiness().slack_token_valid == well; });
    }
    void call(const std::string& method) { static_cast<void>(network.run(network.client.call(method, {}))); }

    // Slack is asked once in a long while, so that a quick change shows that it was asked at once.
    static constexpr ReadinessWatchSettings settings{.when_well = 1h, .in_trouble = 50ms, .database_look = 20ms};

    NetworkThread network{slack};
    Readiness readiness_;
    ReadinessWatch watch_{network.io.get_executor(), network.client, *database, readiness_, settings};
};

TEST_F(ReadinessWatchTest, an_outage_of_slack_shows_with_the_first_call_that_meets_it_and_ends_by_itself) {
    watch();
    ASSERT_TRUE(becomes(true));
    slack.go_down();
    call("users.info");
    ASSERT_TRUE(becomes(false));
    EXPECT_NE(readiness().slack_problem, "");
    slack.come_up();
    EXPECT_TRUE(becomes(true));
}

TEST_F(ReadinessWatchTest, goes_on_asking_after_something_threw) {
    std::atomic<int> thrown = 0;
    network.client.tell_of_trouble([&thrown] {
        ++thrown;
        throw std::runtime_error{"out of memory"};
    });
    slack.go_down();
    watch();
    ASSERT_TRUE(eventually([&] { return thrown >= 2; }));
    slack.come_up();
    EXPECT_TRUE(becomes(true));
}

TEST_F(ReadinessWatchTest, a_token_that_was_revoked_shows_with_the_next_call) {
    watch();
    ASSERT_TRUE(becomes(true));
    slack.revoke_token();
    call("users.info");
    ASSERT_TRUE(becomes(false));
    EXPECT_THAT(readiness().slack_problem, HasSubstr("token_revoked"));
}

TEST_F(ReadinessWatchTest, D_2_a_scope_that_a_method_was_refused_for_is_named_until_the_method_works) {
    network.start();
    slack.refuse("users.info", "missing_scope");
    call("users.info");
    EXPECT_TRUE(network.client.lacking_scopes().contains("users.info"));
    static_cast<void>(network.run(network.client.call("users.info", {{"user", kim}})));
    EXPECT_FALSE(network.client.lacking_scopes().contains("users.info"));
}

TEST_F(ReadinessWatchTest, a_database_file_that_was_moved_away_shows_until_it_is_back) {
    watch();
    const auto problem = [this] { return readiness().database_problem; };
    ASSERT_EQ(problem(), "");
    const auto elsewhere = database->file().string() + ".moved";
    std::filesystem::rename(database->file(), elsewhere);
    ASSERT_TRUE(eventually([&] { return !problem().empty(); }));
    EXPECT_THAT(problem(), HasSubstr("put it back"));
    std::filesystem::rename(elsewhere, database->file());
    EXPECT_TRUE(eventually([&] { return problem().empty(); }));
}

TEST_F(ReadinessWatchTest, a_database_that_cannot_store_shows_until_it_can) {
    const auto pages = [this](int most) {
        write([&](Transaction& tx) { tx.run_script(fmt::format("PRAGMA max_page_count = {}", most)); });
    };
    pages(1);
    EXPECT_THROW(write([](Transaction& tx) { store_meta(tx, "much", std::string(1'000'000, 'x')); }), StorageFailure);
    pages(1'000'000);
    write([](Transaction& tx) {
        tx.run_script("CREATE TRIGGER still_full BEFORE INSERT ON meta BEGIN SELECT RAISE(ABORT, 'still full'); END");
    });
    ASSERT_TRUE(database->trouble()) << "a change that came through proves nothing";

    watch();
    const auto problem = [this] { return readiness().database_problem; };
    ASSERT_TRUE(eventually([&] { return !problem().empty(); }));
    for (int look = 0; look < 100; ++look) ASSERT_NE(problem(), "") << "red all the time that nothing can be stored";
    write([](Transaction& tx) { tx.run_script("DROP TRIGGER still_full"); });
    EXPECT_TRUE(eventually([&] { return problem().empty(); }));
    EXPECT_FALSE(database->trouble());
}

} // namespace
} // namespace holdfast
