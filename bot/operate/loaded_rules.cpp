#include "bot/operate/loaded_rules.hpp"

#include <utility>

namespace holdfast {

std::expected<Rules, std::string> load_rules(Settings settings) {
    const auto directory = settings.playbooks.value_or(std::filesystem::path{}).string();
    auto catalog = load_catalog(directory);
    if (!catalog) return std::unexpected{catalog.error().front().in_one_line()};
    return make_rules(std::move(settings), std::move(*catalog));
}

} // namespace holdfast
