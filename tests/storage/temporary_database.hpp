#pragma once

#include "storage/accounts.hpp"
#include "storage/database.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace holdfast {

/// A folder of its own for each test, gone afterwards.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "holdfast-storage-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

/// An instant that is `ms` milliseconds after 2026-03-02T00:00Z.
inline Instant at_ms(long long ms) {
    return Instant{date::sys_days{date::year{2026} / 3 / 2}} + std::chrono::milliseconds{ms};
}

inline Day day(int year, unsigned month, unsigned of_month) {
    return Day{date::year{year} / date::month{month} / date::day{of_month}};
}

/// An account with only what it must have.
inline Account plain_account(const std::string& id, const std::string& name) {
    Account account;
    account.id = AccountId{id};
    account.name = name;
    return account;
}

/// A fresh database with one account, `acme`.
class StorageTest : public ::testing::Test {
protected:
    StorageTest() {
        write([](Transaction& tx) { upsert_account(tx, plain_account("acme", "Acme GmbH")); });
    }

    template <class Work>
    std::invoke_result_t<Work&, Transaction&> write(Work work) {
        return database->write_now(std::move(work));
    }

    /// A connection that sees everything written so far.
    Reader& reader() {
        if (!reader_) reader_.emplace(database->file());
        return *reader_;
    }

    void reopen() {
        reader_.reset();
        database.reset();
        database.emplace(folder / "holdfast.db");
    }

    const AccountId acme{"acme"};
    TemporaryFolder folder;
    std::optional<Database> database{std::in_place, folder / "holdfast.db"};

private:
    std::optional<Reader> reader_;
};

} // namespace holdfast
