#include "bot/slack/web_address.hpp"

#include "bot/slack/limits.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

namespace holdfast::slack {

std::optional<std::string> web_address(std::string_view text) {
    if (text.size() > limits::url) return std::nullopt;
    const auto parsed = boost::urls::parse_uri({text.data(), text.size()});
    if (!parsed) return std::nullopt;

    const auto scheme = parsed->scheme_id();
    const bool is_web = scheme == boost::urls::scheme::http || scheme == boost::urls::scheme::https;
    const bool is_mail = parsed->scheme() == "mailto" && !parsed->encoded_path().empty();
    if (!is_mail && (!is_web || parsed->encoded_host().empty())) return std::nullopt;
    // Slack is shown the scheme as it knows it: `HTTP://` is as good to a browser, and no link there.
    boost::urls::url address{*parsed};
    address.normalize_scheme();
    return std::string{address.buffer()};
}

} // namespace holdfast::slack
