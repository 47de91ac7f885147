#pragma once

#include "bot/clock/clock.hpp"
#include "bot/deliver/rate_limits.hpp"
#include "bot/deliver/slack_answer.hpp"
#include "bot/deliver/slack_result.hpp"
#include "bot/net/http_client.hpp"
#include "bot/net/http_url.hpp"
#include "playbooks/accounts/ids.hpp"

#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast {

struct SlackClientSettings {
    HttpUrl api{.origin = {.tls = true, .host = "slack.com", .port = 443}, .path = "/api/", .query = {}};
    std::string token;                           ///< a secret: goes into the Authorization header and nowhere else
    std::string extra_ca_file;                   ///< PEM, for a proxy that answers in Slack's name; empty: none
    std::chrono::milliseconds call_time{10'000}; ///< for one exchange
    std::chrono::milliseconds urgent_call_time{3'000}; ///< a trigger_id lives no longer
    std::chrono::milliseconds first_repeat_after{500}; ///< where repeating does no harm; then twice, four times that
    std::chrono::milliseconds longest_wait{60'000};    ///< of one call for its turn, whatever keeps it from leaving
};

/// How long a call may wait.
enum class Urgency {
    ordinary, ///< waits a while for its turn; repeated where that does no harm
    urgent    ///< somebody looks at a screen: leaves at once over connections of its own, and is sent once
};

/// Who the token belongs to.
struct BotIdentity {
    UserId user;
    std::string bot_id;
    std::string team_id;
    std::string team_name;
    std::string enterprise_id = {}; ///< empty outside organisations
};

/// Calls Slack. Keeps the rate limits, repeats what may be repeated, and never follows a redirect with the token.
/// Used from the network thread; must outlive its calls.
class SlackClient {
public:
    /// How often a method came to an end so: `ok`, `refused`, `rate_limited`, `doubtful`, `unavailable`.
    using Counts = std::map<std::pair<std::string, std::string>, std::uint64_t>;

    /// @param real_time what Slack's clock is compared with; never a simulated clock
    SlackClient(asio::any_io_executor executor, SlackClientSettings settings, const Clock& real_time);

    /// Calls a method of the Web API. Waits for the method's turn, and where Slack limits the call all the same, for
    /// the next one. A call whose turn is not within SlackClientSettings::longest_wait does not hold up whoever made
    /// it: it is refused with Reaction::wait, and SlackFailure::rest says when to ask again.
    [[nodiscard]] asio::awaitable<SlackResult> call(std::string method, nlohmann::json arguments,
                                                    Urgency urgency = Urgency::ordinary);

    /// Posts to the response_url of an interaction (Slack contract, section 4), a second time where the first certainly
    /// came to nothing. Only to hooks.slack.com or the host of the API: whatever else a payload names is refused.
    [[nodiscard]] asio::awaitable<std::expected<void, SlackFailure>> post_response(std::string url,
                                                                                   nlohmann::json message);

    /// Posts the bytes of a file to where files.getUploadURLExternal said (Slack contract, section 17), without the
    /// token. Only to files.slack.com or the host of the API. Nobody sees the file before it is completed, so that a
    /// failure is always one that may be tried again.
    [[nodiscard]] asio::awaitable<std::expected<void, SlackFailure>> upload(std::string url, std::string bytes);

    /// auth.test, asked until it has succeeded once.
    [[nodiscard]] asio::awaitable<std::expected<BotIdentity, SlackFailure>> identity();
    /// The same as far as it is known already.
    [[nodiscard]] const std::optional<BotIdentity>& known_identity() const { return identity_; }
    /// auth.test, asked now: whether Slack can be reached and takes the token.
    [[nodiscard]] asio::awaitable<std::expected<BotIdentity, SlackFailure>> ask_identity();

    /// Called whenever a call shows that Slack cannot be reached or no longer takes the token, each time.
    void tell_of_trouble(std::function<void()> on_trouble) { on_trouble_ = std::move(on_trouble); }

    /// Where the Web API is.
    [[nodiscard]] const Origin& origin() const { return settings_.api.origin; }
    /// Scopes of the token; none before the first answer that named them.
    [[nodiscard]] const std::optional<std::set<std::string>>& scopes() const { return scopes_; }
    /// The scopes that methods were refused for, by method, until the method succeeds again.
    [[nodiscard]] const std::map<std::string, std::string>& lacking_scopes() const { return lacking_scopes_; }
    /// How far Slack's clock is ahead of ours, to about a second; none before the first answer.
    [[nodiscard]] std::optional<std::chrono::milliseconds> clock_skew() const { return clock_skew_; }
    [[nodiscard]] const Counts& counts() const { return counts_; }

private:
    asio::awaitable<std::expected<void, SlackFailure>> wait_for_turn(std::string_view method, std::string_view channel,
                                                                     SteadyTime latest);
    asio::awaitable<void> wait_until(SteadyTime when);
    asio::awaitable<CallOutcome> exchange(const std::string& method, const std::string& body, Urgency urgency);
    asio::awaitable<CallOutcome> post_once(HttpClient& client, HttpRequest request);
    void learn_from(const HttpResponse& response);
    void count(std::string_view method, const CallOutcome& answer);
    void learn_from(std::string_view method, const CallOutcome& answer);
    /// The client for an address that Slack named; null where nothing may be sent to its origin.
    /// @param slack_host the host of Slack that such addresses have
    [[nodiscard]] HttpClient* client_for(const Origin& origin, std::string_view slack_host);
    [[nodiscard]] std::unique_ptr<HttpClient> connections_to(const Origin& origin, std::size_t at_a_time) const;

    asio::any_io_executor executor_;
    SlackClientSettings settings_;
    const Clock& real_time_;
    std::unique_ptr<HttpClient> ordinary_;
    std::unique_ptr<HttpClient> urgent_;
    std::vector<std::unique_ptr<HttpClient>> named_by_slack_; ///< for response_urls and uploads
    RateLimits limits_;
    std::minstd_rand random_{std::random_device{}()};
    std::optional<BotIdentity> identity_;
    std::optional<std::set<std::string>> scopes_;
    std::optional<std::chrono::milliseconds> clock_skew_;
    std::map<std::string, std::string> lacking_scopes_;
    std::function<void()> on_trouble_;
    Counts counts_;
};

} // namespace holdfast
