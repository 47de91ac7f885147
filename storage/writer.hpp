#pragma once

#include "storage/connection.hpp"

#include <boost/asio/awaitable.hpp>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace holdfast {

/// A change on its way to the storage thread and back. Lives where somebody waits for it.
class PendingWrite {
public:
    PendingWrite() = default;
    virtual ~PendingWrite() = default;
    PendingWrite(const PendingWrite&) = delete;
    PendingWrite& operator=(const PendingWrite&) = delete;

    /// On the storage thread, within the transaction.
    virtual void work(Transaction& tx) = 0;

    /// Why nothing of it was kept; null once it is durable.
    std::exception_ptr failure;
    /// Wakes whoever waits; called last, on the storage thread.
    std::move_only_function<void()> done;
};

/// A PendingWrite around a closure, keeping what the closure returned.
template <class Work>
class ClosureWrite final : public PendingWrite {
public:
    using Result = std::invoke_result_t<Work&, Transaction&>;

    explicit ClosureWrite(Work work) : work_{std::move(work)} {}

    void work(Transaction& tx) override {
        if constexpr (std::is_void_v<Result>)
            work_(tx);
        else
            result_.emplace(work_(tx));
    }

    /// What the closure returned, or the exception that undid it.
    Result take() {
        if (failure) std::rethrow_exception(failure);
        if constexpr (!std::is_void_v<Result>) {
            if (!result_) throw std::logic_error{"a change was asked for its result before it was done"};
            return *std::move(result_);
        }
    }

private:
    using Kept = std::conditional_t<std::is_void_v<Result>, std::monostate, Result>;

    Work work_;
    std::optional<Kept> result_;
};

/// The storage thread: owns the only connection that writes, and commits together what waits together.
class Writer {
public:
    /// Opens the database and brings its schema up to date before the thread starts.
    /// @param queue_limit how many changes may wait
    Writer(const std::filesystem::path& file, std::size_t queue_limit);
    /// Finishes what was accepted.
    ~Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Resumes on the awaiting coroutine's executor after the commit, or after it failed. Cannot be cancelled.
    [[nodiscard]] boost::asio::awaitable<void> perform(PendingWrite& write);
    /// Blocks until the commit, or until it failed.
    void perform_now(PendingWrite& write);

    /// From now on changes wait for another process that writes for a second at most, all of them together. From any
    /// thread.
    void hurry();
    /// Finishes in a hurry what was accepted and ends the thread. Nothing may be performed afterwards.
    void finish();

    /// Why a change could not be stored; stays until somebody has proved that changes can be stored again. From any
    /// thread.
    [[nodiscard]] std::optional<std::string> trouble() const;
    void forget_trouble();

private:
    void upgrade();
    void enqueue(PendingWrite& write);
    [[nodiscard]] std::vector<PendingWrite*> next_group(const std::stop_token& stop);
    [[nodiscard]] std::size_t commit_together(std::span<PendingWrite* const> writes);
    void run_part(PendingWrite& write);
    [[nodiscard]] std::exception_ptr commit(std::exception_ptr last_failure);
    void remember_trouble(const std::exception_ptr& failure);
    void serve(const std::stop_token& stop);

    std::atomic<bool> hurried_{false}; // the connection asks it until it ends
    Transaction transaction_;
    std::size_t queue_limit_;
    mutable std::mutex mutex_;
    std::optional<std::string> trouble_;
    std::condition_variable_any arrival_;
    std::deque<PendingWrite*> queue_;
    std::jthread thread_;
};

} // namespace holdfast
