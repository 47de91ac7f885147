#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <utility>

namespace holdfast {

/// A copy of a database to try something on while others use the database itself; it goes with this object. Lies in a
/// folder beside the database that only its owner can enter, and that is locked until then: the system takes the lock
/// back however the process ends.
class TrialCopy {
public:
    /// Neither changes the database nor holds up writers. Clears away what remove_abandoned does. @return what went
    /// wrong, fit to show to an operator
    [[nodiscard]] static std::expected<TrialCopy, std::string> of(const std::filesystem::path& database);

    /// Removes the copies of the database that were left behind by processes that ended before their time.
    /// @return which one cannot be removed and why, fit to show to an operator
    [[nodiscard]] static std::expected<void, std::string> remove_abandoned(const std::filesystem::path& database);

    TrialCopy(TrialCopy&& other) noexcept
        : folder_{std::exchange(other.folder_, {})}, lock_{std::exchange(other.lock_, -1)} {}
    TrialCopy& operator=(TrialCopy&&) = delete;
    ~TrialCopy();

    [[nodiscard]] std::filesystem::path file() const { return folder_ / "holdfast.db"; }

private:
    explicit TrialCopy(std::filesystem::path folder);

    std::filesystem::path folder_;
    int lock_ = -1;
};

} // namespace holdfast
