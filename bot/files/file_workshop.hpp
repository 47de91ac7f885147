#pragma once

#include "bot/deliver/file_upload.hpp"
#include "bot/handle/rules.hpp"
#include "storage/database.hpp"

#include <boost/asio/thread_pool.hpp>

#include <expected>
#include <string>

namespace holdfast {

/// Makes the files that were wished for from what is on record. Writing and drawing take tens of milliseconds: they
/// happen on a thread of their own. Must outlive its coroutines.
class FileWorkshop {
public:
    FileWorkshop(const Rules& rules, Database& database) : rules_{rules}, reader_{database.reader()} {}

    /// @return the file, or why it cannot be made at all
    /// @throws StorageFailure where the database cannot be read at present: try again
    [[nodiscard]] asio::awaitable<std::expected<FileContent, std::string>> make(slack::FileWish wish);

private:
    const Rules& rules_;
    Reader reader_; ///< of the worker's thread
    asio::thread_pool worker_{1};
};

/// What a wish comes to, now and here. The error says what is no longer on record.
[[nodiscard]] std::expected<FileContent, std::string> make_file(Connection& db, const Rules& rules,
                                                                const slack::FileWish& wish);

} // namespace holdfast
