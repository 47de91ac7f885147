#include "bot/operate/commands/check_playbooks.hpp"

#include "playbooks/catalog/catalog.hpp"

#include <fmt/format.h>

#include <ostream>

namespace holdfast {

CommandResult check_playbooks(const std::filesystem::path& directory, std::ostream& out, std::ostream& err) {
    if (!directory.empty() && !std::filesystem::is_directory(directory))
        return std::unexpected{fmt::format("{} is not a directory", directory.string())};
    const auto catalog = load_catalog(directory.string());
    if (!catalog) {
        for (const auto& error : catalog.error()) err << error.in_one_line() << "\n";
        return EXIT_FAILURE;
    }
    out << fmt::format("the playbooks are sound: {}\n", directory.empty() ? "built in" : directory.string());
    return EXIT_SUCCESS;
}

} // namespace holdfast
