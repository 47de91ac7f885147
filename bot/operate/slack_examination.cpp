#include "bot/operate/slack_examination.hpp"

#include "bot/operate/address_examination.hpp"
#include "bot/receive/slack_signature.hpp"
#include "bot/slack/manifest.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include <exception>
#include <utility>

namespace holdfast {

namespace {

DoctorFinding examine_token(const InstallationFacts& facts) {
    if (facts.identity) return {true, fmt::format("token: valid, for the workspace {}", facts.identity->team_name), {}};
    const auto& failure = facts.identity.error();
    if (is_about_token(failure))
        return {false, fmt::format("token: Slack refuses it ({})", in_words(failure)),
                "install the app again and set SLACK_BOT_TOKEN to its Bot User OAuth Token"};
    return {false, fmt::format("token: Slack could not be asked ({})", in_words(failure)),
            "check the network, the proxy and SLACK_API_URL"};
}

DoctorFinding examine_scopes(const std::set<std::string>& granted, bool rooms_are_private) {
    const auto needed = slack::needed_scopes(rooms_are_private);
    std::string missing;
    std::string lost;
    for (const auto& scope : needed) {
        if (granted.contains(std::string{scope.name})) continue;
        missing += (missing.empty() ? "" : ", ") + std::string{scope.name};
        lost += fmt::format("{}{} ({})", lost.empty() ? "" : ", ", scope.name, scope.what_for);
    }
    if (missing.empty()) return {true, fmt::format("scopes: all {} granted", needed.size()), {}};
    return {false, "scopes: missing " + lost,
            fmt::format("add {} under OAuth & Permissions and install the app again", missing)};
}

DoctorFinding examine_clock(std::chrono::milliseconds skew) {
    // Half of what signatures allow, so that it is noticed before requests are refused.
    constexpr auto worrying = slack_signature::freshness / 2;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::abs(skew)).count();
    if (std::chrono::abs(skew) <= worrying)
        return {true, fmt::format("clock: within {} s of Slack's", seconds + 1), {}};
    return {false, fmt::format("clock: {} s {} Slack's", seconds, skew.count() > 0 ? "behind" : "ahead of"),
            "let the machine set its clock (NTP): Slack's requests are refused beyond 300 s"};
}

DoctorFinding examine_app_token(const std::expected<HttpUrl, NoSocket>& socket) {
    if (socket) return {true, "app token: valid, Slack gives connections of Socket Mode", {}};
    const auto what = "app token: no connection of Socket Mode: " + socket.error().why;
    if (!socket.error().lasts) return {false, what, "check the network, the proxy and SLACK_API_URL"};
    return {false, what,
            "switch Socket Mode on in the app's settings, make an app-level token with connections:write under Basic "
            "Information and set SLACK_APP_TOKEN to it"};
}

constexpr std::chrono::seconds patience{30};

/// Waits for the answer as long as `time` lasts; afterwards nothing of the question runs any more.
template <class Answer>
std::optional<Answer> answer_within(std::chrono::seconds time, asio::io_context& io, asio::awaitable<Answer> question) {
    std::optional<Answer> given;
    const auto keep = [&given](const std::exception_ptr& failed, Answer answer) {
        if (!failed) given = std::move(answer);
    };
    asio::cancellation_signal give_up;
    asio::co_spawn(io, std::move(question), asio::bind_cancellation_slot(give_up.slot(), keep));
    io.restart();
    io.run_for(time);
    if (given) return given;
    give_up.emit(asio::cancellation_type::terminal);
    // What still runs uses the client.
    io.restart();
    io.run();
    return std::nullopt;
}

std::vector<DoctorFinding> examine_installation(asio::io_context& io, const Settings& settings) {
    const auto api = parse_http_url(settings.slack_api_url);
    const auto& secrets = settings.secrets;
    if (!api || secrets.bot_token.empty())
        return {{false, "token: Slack cannot be asked without a token and an address", "set SLACK_BOT_TOKEN"}};

    const SystemClock clock;
    SlackClient client{io.get_executor(), {.api = *api, .token = secrets.bot_token.reveal()}, clock};
    auto identity = answer_within(patience, io, client.identity());
    if (!identity) {
        return {{false, fmt::format("token: Slack did not answer within {} s", patience.count()),
                 "check the network, the proxy and SLACK_API_URL"}};
    }
    InstallationFacts facts{std::move(*identity), client.scopes(), client.clock_skew()};
    facts.rooms_are_private = settings.room.is_private;
    if (settings.uses_socket_mode()) {
        SlackClient as_app{io.get_executor(), {.api = *api, .token = secrets.app_token.reveal()}, clock};
        facts.socket = answer_within(patience, io, ask_for_socket_address(as_app))
                           .value_or(std::unexpected{NoSocket{"Slack did not answer"}});
    }
    return findings_about_slack(facts);
}

std::optional<DoctorFinding> examine_address(asio::io_context& io, const Settings& settings) {
    constexpr std::chrono::seconds short_patience{5};
    auto question = question_about_address(settings, SystemClock{}.now(), short_patience);
    if (!question) return std::nullopt;
    if (!answer_within(patience, io, is_served(io.get_executor(), settings.listen)).value_or(false)) {
        return DoctorFinding{true,
                             fmt::format("public address: not asked, since holdfast serve does not run at {}; ask "
                                         "again once it does",
                                         question->listens_at),
                             {}};
    }
    const auto url = question->url;
    return answer_within(patience, io, ask_own_address(io.get_executor(), std::move(*question)))
        .value_or(DoctorFinding{false, "public address: asking it failed: " + url, "correct public_url"});
}

} // namespace

std::vector<DoctorFinding> findings_about_slack(const InstallationFacts& facts) {
    std::vector<DoctorFinding> findings{examine_token(facts)};
    // A double names no scopes; then nothing can be said about them.
    if (facts.identity && facts.scopes) findings.push_back(examine_scopes(*facts.scopes, facts.rooms_are_private));
    if (facts.clock_skew) findings.push_back(examine_clock(*facts.clock_skew));
    if (facts.socket) findings.push_back(examine_app_token(*facts.socket));
    return findings;
}

std::vector<DoctorFinding> examine_slack(const Settings& settings) {
    asio::io_context io;
    auto findings = examine_installation(io, settings);
    if (auto address = examine_address(io, settings)) findings.push_back(std::move(*address));
    return findings;
}

} // namespace holdfast
