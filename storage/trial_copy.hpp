#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <utility>

namespace holdfast {

/// A copy of a database to try something on while others use the database itself; it goes with this object. Lies in a
/// folder beside the database that only its owner can enter.
class TrialCopy {
public:
    /// Neither changes the database nor holds up writers. @return what went wrong, fit to show to an operator
    [[nodiscard]] static std::expected<TrialCopy, std::string> of(const std::filesystem::path& database);

    TrialCopy(TrialCopy&& other) noexcept : folder_{std::exchange(other.folder_, {})} {}
    TrialCopy& operator=(TrialCopy&&) = delete;
    ~TrialCopy();

    [[nodiscard]] std::filesystem::path file() const { return folder_ / "holdfast.db"; }

private:
    explicit TrialCopy(std::filesystem::path folder) noexcept : folder_{std::move(folder)} {}

    std::filesystem::path folder_;
};

} // namespace holdfast
