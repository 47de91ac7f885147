#include "bot/operate/chosen_clock.hpp"

#include "bot/net/http_url.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <string_view>

namespace holdfast {

bool is_real_slack(const Settings& settings) {
    const auto url = parse_http_url(settings.slack_api_url);
    // An address that cannot be read might be anything: the careful answer.
    if (!url) return true;
    std::string_view host = url->origin.host;
    // To the name servers `slack.com.` is the same name.
    if (host.ends_with('.')) host.remove_suffix(1);
    return boost::algorithm::iequals(host, "slack.com") || boost::algorithm::iends_with(host, ".slack.com");
}

std::expected<std::unique_ptr<Clock>, std::string> chosen_clock(const std::optional<std::string>& text,
                                                                const Settings& settings) {
    if (!text) return std::make_unique<SystemClock>();
    const auto clock = SimulatedClock::parse(*text);
    if (!clock) return std::unexpected{"--clock: " + clock.error()};
    if (is_real_slack(settings))
        return std::unexpected{"--clock is refused with the real Slack; set SLACK_API_URL to a double"};
    return std::make_unique<SimulatedClock>(*clock);
}

} // namespace holdfast
