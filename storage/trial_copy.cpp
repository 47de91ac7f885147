#include "storage/trial_copy.hpp"

#include "storage/backup.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace holdfast {

std::expected<TrialCopy, std::string> TrialCopy::of(const std::filesystem::path& database) {
    auto folder = database.string() + ".trial-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr)
        return std::unexpected{fmt::format("Cannot copy {} to try it out beside it: {}.", database.string(),
                                           std::generic_category().message(errno))};
    TrialCopy copy{std::move(folder)};
    if (auto copied = back_up(database, copy.file()); !copied) return std::unexpected{copied.error()};
    return copy;
}

TrialCopy::~TrialCopy() {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

} // namespace holdfast
