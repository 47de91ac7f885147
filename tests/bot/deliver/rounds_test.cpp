#include "bot/deliver/rounds.hpp"
#include "storage/leases.hpp"
#include "tests/eventually.hpp"
#include "tests/storage/temporary_database.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>

namespace holdfast {

namespace {

using namespace std::chrono_literals;

class RoundsTest : public StorageTest {
protected:
    /// Ends in the middle of whatever happens: what is suspended then is destroyed after the rounds are.
    ~RoundsTest() override {
        io.stop();
        network.join();
        reopen();
    }

    static std::chrono::steady_clock::duration an_hour() { return 1h; }
    template <class T>
    std::future<T> begin(asio::awaitable<T> work) {
        return asio::co_spawn(io, std::move(work), asio::use_future);
    }
    template <class T>
    T run(asio::awaitable<T> work) {
        return begin(std::move(work)).get();
    }
    void on_network(void (Rounds::*what)()) {
        const auto call = [](Rounds& all, void (Rounds::*one)()) -> asio::awaitable<void> {
            (all.*one)();
            co_return;
        };
        begin(call(rounds, what)).get();
    }
    asio::awaitable<void> count_round() {
        ++count;
        co_return;
    }
    asio::awaitable<void> fail_at_first() {
        if (++count == 1) throw std::runtime_error{"the database is locked"};
        co_return;
    }
    bool another_process_may_work() {
        return write(
            [this](Transaction& tx) { return take_lease(tx, "testing", "elsewhere", clock.now(), clock.now() + 1h); });
    }

    asio::io_context io;
    asio::executor_work_guard<asio::io_context::executor_type> guard = asio::make_work_guard(io);
    SystemClock clock;
    Reader network_reader{database->file()};
    Rounds rounds{io.get_executor(), network_reader, HeldLease{*database, clock, "testing", "here"}};
    std::atomic<int> count = 0;
    std::jthread network{[this] { io.run(); }};
};

TEST_F(RoundsTest, a_round_begins_whenever_there_may_be_work) {
    asio::co_spawn(io, rounds.run("Testing", [this] { return count_round(); }, an_hour), asio::detached);
    for (int time = 0; time < 3; ++time) {
        const int before = count;
        on_network(&Rounds::nudge);
        EXPECT_TRUE(eventually([&] { return count > before; }));
    }
    const int before = count;
    write([](Transaction& tx) { upsert_account(tx, plain_account("birch", "Birch")); });
    EXPECT_TRUE(eventually([&] { return count > before; }));
}

TEST_F(RoundsTest, a_round_begins_when_time_is_up) {
    const auto soon = []() -> std::chrono::steady_clock::duration { return 1ms; };
    asio::co_spawn(io, rounds.run("Testing", [this] { return count_round(); }, soon), asio::detached);
    EXPECT_TRUE(eventually([&] { return count >= 5; }));
}

TEST_F(RoundsTest, a_round_that_fails_is_followed_by_the_next) {
    asio::co_spawn(io, rounds.run("Testing", [this] { return fail_at_first(); }, an_hour), asio::detached);
    EXPECT_TRUE(eventually([&] { return count >= 2; }));
}

TEST_F(RoundsTest, one_process_works_at_a_time) {
    ASSERT_TRUE(another_process_may_work());
    EXPECT_FALSE(run(rounds.may_work()));
    write([](Transaction& tx) { release_lease(tx, "testing", "elsewhere"); });
    EXPECT_TRUE(eventually([this] { return run(rounds.may_work()); }));
    EXPECT_FALSE(another_process_may_work());
}

TEST_F(RoundsTest, stopping_waits_for_what_was_begun_before_another_process_may_work) {
    ASSERT_TRUE(run(rounds.may_work()));
    on_network(&Rounds::begun);
    on_network(&Rounds::begun);
    auto stopped = begin(rounds.stop(1h));
    on_network(&Rounds::ended);
    EXPECT_FALSE(another_process_may_work());
    on_network(&Rounds::ended);
    ASSERT_EQ(stopped.wait_for(15s), std::future_status::ready);
    EXPECT_TRUE(stopped.get());
    EXPECT_TRUE(another_process_may_work());
}

TEST_F(RoundsTest, stopping_waits_no_longer_than_it_may_and_no_other_process_takes_over_then) {
    ASSERT_TRUE(run(rounds.may_work()));
    on_network(&Rounds::begun);
    EXPECT_FALSE(run(rounds.stop(10ms)));
    EXPECT_EQ(rounds.running(), 1U);
    EXPECT_FALSE(another_process_may_work());
}

TEST_F(RoundsTest, the_rounds_end_after_stopping) {
    auto ended = begin(rounds.run("Testing", [this] { return count_round(); }, an_hour));
    ASSERT_TRUE(eventually([&] { return count >= 1; }));
    EXPECT_TRUE(run(rounds.stop(1h)));
    EXPECT_EQ(ended.wait_for(15s), std::future_status::ready);
}

} // namespace

} // namespace holdfast
