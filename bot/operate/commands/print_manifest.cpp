#include "bot/operate/commands/print_manifest.hpp"

#include "bot/net/http_url.hpp"
#include "bot/slack/manifest.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace holdfast {

CommandResult print_manifest(const Settings& settings, const std::optional<std::string>& url, std::ostream& out) {
    if (url) {
        const auto parsed = parse_http_url(*url);
        if (!parsed) return std::unexpected{fmt::format("--url: {}", parsed.error())};
        if (!parsed->origin.tls) return std::unexpected{"--url: Slack delivers to https addresses only"};
    }
    out << slack::app_manifest(url, settings.room.is_private).dump(2) << "\n";
    return EXIT_SUCCESS;
}

} // namespace holdfast
