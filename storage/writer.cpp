#include "storage/writer.hpp"

#include "storage/failure.hpp"
#include "storage/schema.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <semaphore>

namespace holdfast {

namespace {

// Enough to make the cost of a sync vanish; more would only delay the first of the group.
constexpr std::size_t largest_group = 256;

/// How long changes wait for another process that writes.
class LockPatience {
public:
    explicit LockPatience(const std::atomic<bool>& hurried) : hurried_{hurried} {}

    /// Rests before the next try. @return false where it was tried for long enough
    bool operator()(int tries) {
        if (tries == 0) waited_ = {};
        const bool in_a_hurry = hurried_;
        auto& waited = in_a_hurry ? waited_in_a_hurry_ : waited_;
        if (waited >= (in_a_hurry ? longest_in_a_hurry : longest)) return false;
        const std::chrono::milliseconds rest{1 << std::min(tries, 5)};
        std::this_thread::sleep_for(rest);
        waited += rest;
        return true;
    }

private:
    static constexpr std::chrono::milliseconds longest{5'000};
    static constexpr std::chrono::milliseconds longest_in_a_hurry{1'000};

    const std::atomic<bool>& hurried_;
    std::chrono::milliseconds waited_{};
    std::chrono::milliseconds waited_in_a_hurry_{}; ///< by all changes together
};

void wake(PendingWrite& write) {
    // The write is gone as soon as its waiter has been woken.
    auto done = std::move(write.done);
    done();
}

} // namespace

Writer::Writer(const std::filesystem::path& file, std::size_t queue_limit)
    : transaction_{file}, queue_limit_{queue_limit} {
    static_cast<void>(checked_schema_version(transaction_));
    transaction_.make_durable();
    if (checked_schema_version(transaction_) < newest_schema_version()) upgrade();
    thread_ = std::jthread{[this](const std::stop_token& stop) { serve(stop); }};
}

/// In one transaction: whatever stops it leaves the version from which it began, for the program that wrote that.
void Writer::upgrade() {
    transaction_.begin();
    try {
        migrate(transaction_);
        transaction_.commit();
    } catch (...) {
        transaction_.roll_back();
        throw;
    }
}

boost::asio::awaitable<void> Writer::perform(PendingWrite& write) {
    auto start = [this, &write](auto handler) {
        write.done = [handler = std::move(handler)]() mutable { boost::asio::post(std::move(handler)); };
        enqueue(write);
    };
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void()>(std::move(start),
                                                                                      boost::asio::use_awaitable);
}

void Writer::perform_now(PendingWrite& write) {
    std::binary_semaphore finished{0};
    write.done = [&finished] { finished.release(); };
    enqueue(write);
    finished.acquire();
}

void Writer::hurry() {
    hurried_ = true;
}

void Writer::finish() {
    hurry();
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
}

void Writer::enqueue(PendingWrite& write) {
    {
        const std::scoped_lock lock{mutex_};
        if (queue_.size() < queue_limit_) {
            queue_.push_back(&write);
            arrival_.notify_one();
            return;
        }
    }
    write.failure = std::make_exception_ptr(Overloaded{});
    wake(write);
}

void Writer::serve(const std::stop_token& stop) {
    transaction_.wait_for_locks(LockPatience{hurried_});
    for (auto group = next_group(stop); !group.empty(); group = next_group(stop)) {
        std::span<PendingWrite* const> waiting = group;
        while (!waiting.empty()) waiting = waiting.subspan(commit_together(waiting));
    }
}

/// Empty when it is time to stop and nothing waits any more.
std::vector<PendingWrite*> Writer::next_group(const std::stop_token& stop) {
    std::unique_lock lock{mutex_};
    arrival_.wait(lock, stop, [this] { return !queue_.empty(); });
    const auto size = static_cast<std::ptrdiff_t>(std::min(queue_.size(), largest_group));
    std::vector<PendingWrite*> group(queue_.begin(), queue_.begin() + size);
    queue_.erase(queue_.begin(), queue_.begin() + size);
    return group;
}

/// One transaction for as many of the writes as it carries. @return how many that was, at least one
std::size_t Writer::commit_together(std::span<PendingWrite* const> writes) {
    std::size_t begun = 0;
    std::exception_ptr lost;
    try {
        transaction_.begin();
        do run_part(*writes[begun++]);
        while (begun < writes.size() && transaction_.in_transaction());
        lost = commit(writes[begun - 1]->failure);
    } catch (const StorageFailure&) {
        begun = writes.size();
        lost = std::current_exception();
    }
    for (PendingWrite* write : writes.first(begun)) {
        if (lost && !write->failure) write->failure = lost;
        remember_trouble(write->failure);
        wake(*write);
    }
    return begun;
}

/// A change that refused itself says nothing about the database; neither does one that came through, since it may have
/// had nothing to store.
void Writer::remember_trouble(const std::exception_ptr& failure) {
    try {
        if (failure) std::rethrow_exception(failure);
    } catch (const StorageFailure& met) {
        if (met.kind() == StorageFailure::Kind::constraint) return;
        const std::scoped_lock lock{mutex_};
        trouble_ = met.what();
    } catch (...) {
        // Anything may be thrown to undo a change, a dry run's own type among it.
        return;
    }
}

void Writer::forget_trouble() {
    const std::scoped_lock lock{mutex_};
    trouble_.reset();
}

std::optional<std::string> Writer::trouble() const {
    const std::scoped_lock lock{mutex_};
    return trouble_;
}

/// Does one write so that, where it throws, its neighbours in the transaction stay.
void Writer::run_part(PendingWrite& write) {
    try {
        transaction_.begin_part();
        write.work(transaction_);
        if (transaction_.in_transaction()) transaction_.keep_part();
    } catch (...) {
        write.failure = std::current_exception();
        try {
            if (transaction_.in_transaction()) transaction_.drop_part();
        } catch (const StorageFailure&) {
            transaction_.roll_back();
        }
    }
}

/// @return why the transaction as a whole was lost, null once it is durable
std::exception_ptr Writer::commit(std::exception_ptr last_failure) {
    if (!transaction_.in_transaction()) {
        if (last_failure) return last_failure;
        return std::make_exception_ptr(
            StorageFailure{StorageFailure::Kind::unavailable, "The database undid a change by itself. Try again."});
    }
    try {
        transaction_.commit();
        return nullptr;
    } catch (const StorageFailure&) {
        auto failure = std::current_exception();
        transaction_.roll_back();
        return failure;
    }
}

} // namespace holdfast
