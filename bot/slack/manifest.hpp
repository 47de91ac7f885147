#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::slack {

/// A permission of the bot token and what Holdfast cannot do without it, in words for the doctor.
struct NeededScope {
    std::string_view name;
    std::string_view what_for;
};

/// Every scope the manifest asks for, sorted by name. Public rooms need one more than private ones.
[[nodiscard]] std::vector<NeededScope> needed_scopes(bool rooms_are_private);

/// Where Slack delivers everything, under the bot's public address, which may name this path already.
[[nodiscard]] std::string request_url(std::string_view url);

/// The app manifest to paste into Slack (Slack contract, section 20), in the order in which it is read.
/// @param url the bot's public https address; everything is delivered to its request_url().
///        Without it the app uses Socket Mode and needs an app-level token with `connections:write`.
[[nodiscard]] nlohmann::ordered_json app_manifest(std::optional<std::string_view> url, bool rooms_are_private);

} // namespace holdfast::slack
