#pragma once

#include "storage/connection.hpp"
#include "storage/writer.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace holdfast {

/// What Holdfast remembers: one SQLite file, written by one thread.
///
/// Must be destroyed before the io_context whose coroutines write through it; the destructor finishes what was
/// accepted.
class Database {
public:
    static constexpr std::size_t default_queue_limit = 4096;

    /// Opens the file, or creates it, and brings its schema up to date. Afterwards it is for its owner
    /// alone, unless it belongs to another user.
    /// @param queue_limit how many changes may wait to be stored before the next is refused with Overloaded
    /// @throws StorageFailure where the file cannot be used: its message says why and what to do
    explicit Database(std::filesystem::path file, std::size_t queue_limit = default_queue_limit);

    /// Runs `work(Transaction&)` on the storage thread and resumes here after the commit with what it returned.
    /// Changes that wait together share one commit; one that throws is undone alone and its exception arrives here.
    /// `work` must capture what it needs by value or from the awaiting frame. Cannot be cancelled once begun.
    /// @throws Overloaded, StorageFailure, and what `work` throws
    template <class Work>
    [[nodiscard]] boost::asio::awaitable<std::invoke_result_t<Work&, Transaction&>> write(Work work) {
        ClosureWrite<Work> pending{std::move(work)};
        co_await writer_.perform(pending);
        co_return pending.take();
    }

    /// The same, blocking: for the command line, and never from the network thread.
    template <class Work>
    std::invoke_result_t<Work&, Transaction&> write_now(Work work) {
        ClosureWrite<Work> pending{std::move(work)};
        writer_.perform_now(pending);
        return pending.take();
    }

    /// From now on what waits for another process that writes gives up within a second, all changes together, instead
    /// of five seconds each. For whoever is about to stop.
    void hurry() { writer_.hurry(); }

    /// Finishes in a hurry what was accepted; nothing may be written afterwards. For whoever owns what the changes in
    /// progress use, before that goes away.
    void finish() { writer_.finish(); }

    /// A connection for reading: one for the network thread, one for each worker.
    [[nodiscard]] Reader reader() const { return Reader{file_}; }

    /// Why a change could not be stored, since prove_writing() succeeded last.
    [[nodiscard]] std::optional<std::string> trouble() const { return writer_.trouble(); }
    /// Stores something new, which proves that changes can be stored. @throws StorageFailure, Overloaded
    [[nodiscard]] boost::asio::awaitable<void> prove_writing();

    [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }

private:
    std::filesystem::path file_;
    Writer writer_;
};

} // namespace holdfast
