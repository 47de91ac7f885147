#include "bot/deliver/slack_client.hpp"

#include "bot/deliver/form_body.hpp"
#include "bot/slack/json_text.hpp"
#include "bot/slack/method_facts.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace holdfast {

namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr std::size_t ordinary_connections = 8;
constexpr std::size_t urgent_connections = 8;
constexpr int most_tries = 3;
constexpr int most_rests = 3;
constexpr seconds longest_rest_waited_for{60};
constexpr std::size_t most_other_hosts = 8;
constexpr seconds upload_time{30};

std::string_view outcome_of(const CallOutcome& answer) {
    if (answer.rest) return "rate_limited";
    if (answer.result) return "ok";
    switch (answer.result.error().kind) {
    case SlackFailure::Kind::refused: return "refused";
    case SlackFailure::Kind::doubtful: return "doubtful";
    case SlackFailure::Kind::unavailable: return "unavailable";
    }
    return "unavailable";
}

/// A call that may not leave for so long.
SlackFailure limited(steady_clock::duration until_its_turn) {
    SlackFailure failure;
    failure.code = "ratelimited";
    failure.reaction = slack::Reaction::wait;
    failure.rest = std::chrono::ceil<milliseconds>(until_its_turn);
    failure.messages.push_back(
        fmt::format("its turn comes in {} s", std::chrono::ceil<seconds>(until_its_turn).count()));
    return failure;
}

bool may_repeat(const CallOutcome& answer) {
    return !answer.result && answer.result.error().kind == SlackFailure::Kind::unavailable;
}

SlackFailure refused_url(const char* code) {
    SlackFailure failure;
    failure.code = code;
    return failure;
}

/// Slack answers `ok` as plain text or as JSON, and errors as 404 with a JSON body.
CallOutcome read_response_url_answer(const HttpResponse& response) {
    if (response.status == 200) {
        const json body = json::parse(response.body, nullptr, false);
        const bool is_refusal = member(body, "ok") == false;
        if (!is_refusal) return {.result = json::object()};
    }
    if (response.status == 429 || response.status >= 500) return read_answer("response_url", response);
    const json body = json::parse(response.body, nullptr, false);
    SlackFailure failure;
    failure.code = refusal_code(body);
    if (failure.code.empty()) failure.code = fmt::format("http_{}", response.status);
    failure.reaction = slack::Reaction::late;
    return {.result = std::unexpected{std::move(failure)}};
}

} // namespace

SlackClient::SlackClient(asio::any_io_executor executor, SlackClientSettings settings, const Clock& real_time)
    : executor_{std::move(executor)}, settings_{std::move(settings)}, real_time_{real_time},
      ordinary_{connections_to(settings_.api.origin, ordinary_connections)},
      urgent_{connections_to(settings_.api.origin, urgent_connections)} {
    if (!settings_.api.path.ends_with('/')) settings_.api.path += '/';
}

asio::awaitable<SlackResult> SlackClient::call(std::string method, json arguments, Urgency urgency) {
    const slack::MethodFacts facts = slack::method_facts(method);
    const std::string body = form_body(arguments);
    const std::string channel = facts.is_paced_per_channel ? arguments.value("channel", "") : "";
    const bool waits = urgency == Urgency::ordinary;

    const SteadyTime latest = steady_clock::now() + settings_.longest_wait;

    int rests = 0;
    for (int tries = 1;; ++tries) {
        if (waits) {
            auto turn = co_await wait_for_turn(method, channel, latest);
            if (!turn) co_return std::unexpected{std::move(turn).error()};
        }
        CallOutcome answer = co_await exchange(method, body, urgency);
        if (!channel.empty()) limits_.has_posted(channel, steady_clock::now());
        count(method, answer);
        learn_from(method, answer);
        if (answer.rest) {
            limits_.rest(method, steady_clock::now() + *answer.rest + milliseconds{random_() % 500});
            spdlog::warn("Slack limits {} for {} s", method, answer.rest->count());
            // Its turn may be out of reach now.
            if (!waits || ++rests > most_rests) co_return std::move(answer.result);
            continue;
        }
        if (!waits || !may_repeat(answer) || tries >= most_tries) co_return std::move(answer.result);
        const milliseconds pause = settings_.first_repeat_after * (1 << (tries - 1));
        co_await wait_until(steady_clock::now() + pause + pause * (random_() % 100) / 400);
    }
}

/// A rest that begins while the call waits sends it to the end of the queue. A call that would leave after `latest`
/// takes no place in it.
asio::awaitable<std::expected<void, SlackFailure>>
SlackClient::wait_for_turn(std::string_view method, std::string_view channel, SteadyTime latest) {
    do {
        const SteadyTime now = steady_clock::now();
        const SteadyTime turn = limits_.turn(method, channel, now);
        if (turn > latest) co_return std::unexpected{limited(turn - now)};
        (void)limits_.reserve(method, channel, now);
        co_await wait_until(turn);
    } while (limits_.rests(method, steady_clock::now()));
    co_return std::expected<void, SlackFailure>{};
}

asio::awaitable<void> SlackClient::wait_until(SteadyTime when) {
    if (when <= steady_clock::now()) co_return;
    asio::steady_timer timer{executor_, when};
    co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<CallOutcome> SlackClient::exchange(const std::string& method, const std::string& body,
                                                   Urgency urgency) {
    HttpRequest request;
    request.method = "POST";
    request.path = settings_.api.path + method;
    request.headers.add("Authorization", "Bearer " + settings_.token);
    request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    request.headers.add("Accept", "application/json");
    request.body = body;

    CallOptions options;
    options.idempotent = slack::method_facts(method).resend == slack::Resend::safe;
    options.time = urgency == Urgency::urgent ? settings_.urgent_call_time : settings_.call_time;
    HttpClient& client = urgency == Urgency::urgent ? *urgent_ : *ordinary_;
    HttpResult response = co_await client.send(std::move(request), options);
    if (!response) co_return CallOutcome{std::unexpected{failure_of(method, response.error())}};
    learn_from(*response);
    co_return read_answer(method, *response);
}

void SlackClient::learn_from(const HttpResponse& response) {
    if (auto scopes = granted_scopes(response)) scopes_ = std::move(scopes);
    if (const auto theirs = slack_time(response)) clock_skew_ = *theirs - real_time_.now();
}

void SlackClient::learn_from(std::string_view method, const CallOutcome& answer) {
    if (answer.rest) return;
    if (answer.result) {
        if (!lacking_scopes_.empty()) lacking_scopes_.erase(std::string{method});
        return;
    }
    const SlackFailure& failure = answer.result.error();
    if (failure.is_refusal("missing_scope"))
        lacking_scopes_[std::string{method}] = failure.needed.empty() ? "a scope" : failure.needed;
    const bool is_trouble = failure.kind != SlackFailure::Kind::refused || is_about_token(failure);
    if (is_trouble && on_trouble_) on_trouble_();
}

void SlackClient::count(std::string_view method, const CallOutcome& answer) {
    const std::string_view outcome = outcome_of(answer);
    ++counts_[{std::string{method}, std::string{outcome}}];
    if (!answer.result && !answer.rest) spdlog::debug("{} {}: {}", method, outcome, in_words(answer.result.error()));
}

asio::awaitable<std::expected<void, SlackFailure>> SlackClient::post_response(std::string url, json message) {
    const auto target = parse_http_url(url);
    if (!target) co_return std::unexpected{refused_url("invalid_url")};
    HttpClient* const client = client_for(target->origin, "hooks.slack.com");
    if (client == nullptr) co_return std::unexpected{refused_url("foreign_url")};

    HttpRequest request;
    request.method = "POST";
    request.path = target->path;
    request.query = target->query;
    request.headers.add("Content-Type", "application/json; charset=utf-8");
    request.body = json_text(message);

    CallOutcome answer = co_await post_once(*client, request);
    const bool may_wait = !answer.rest || *answer.rest <= longest_rest_waited_for;
    if ((answer.rest || may_repeat(answer)) && may_wait) {
        const milliseconds pause = answer.rest ? milliseconds{*answer.rest} : settings_.first_repeat_after;
        co_await wait_until(steady_clock::now() + pause);
        answer = co_await post_once(*client, std::move(request));
    }
    if (!answer.result) co_return std::unexpected{std::move(answer.result).error()};
    co_return std::expected<void, SlackFailure>{};
}

asio::awaitable<CallOutcome> SlackClient::post_once(HttpClient& client, HttpRequest request) {
    CallOptions options;
    options.time = settings_.call_time;
    const HttpResult response = co_await client.send(std::move(request), options);
    // An unknown method counts as one that must not be sent twice, and so does a post.
    CallOutcome answer{.result = json::object()};
    if (response) answer = read_response_url_answer(*response);
    if (!response) answer.result = std::unexpected{failure_of("response_url", response.error())};
    count("response_url", answer);
    co_return answer;
}

asio::awaitable<std::expected<void, SlackFailure>> SlackClient::upload(std::string url, std::string bytes) {
    const auto target = parse_http_url(url);
    if (!target) co_return std::unexpected{refused_url("invalid_url")};
    HttpClient* const client = client_for(target->origin, "files.slack.com");
    if (client == nullptr) co_return std::unexpected{refused_url("foreign_url")};

    HttpRequest request;
    request.method = "POST";
    request.path = target->path;
    request.query = target->query;
    request.headers.add("Content-Type", "application/octet-stream");
    request.body = std::move(bytes);
    CallOptions options;
    options.idempotent = true;
    options.time = upload_time;
    const HttpResult response = co_await client->send(std::move(request), options);
    CallOutcome outcome{.result = json::object()};
    if (!response || response->status != 200) {
        SlackFailure failure;
        failure.code =
            response ? fmt::format("http_{}", response->status) : std::string{to_text(response.error().kind)};
        failure.reaction = slack::Reaction::retry;
        outcome.result = std::unexpected{std::move(failure)};
    }
    count("upload", outcome);
    if (!outcome.result) co_return std::unexpected{std::move(outcome.result).error()};
    co_return std::expected<void, SlackFailure>{};
}

HttpClient* SlackClient::client_for(const Origin& origin, std::string_view slack_host) {
    const Origin& api = settings_.api.origin;
    const bool is_slack = origin == Origin{.tls = true, .host = std::string{slack_host}, .port = 443};
    const bool is_api_host = origin.host == api.host && (origin.tls || !api.tls);
    if (!is_slack && !is_api_host) return nullptr;

    const auto known = std::ranges::find(named_by_slack_, origin, [](const auto& one) { return one->origin(); });
    if (known != named_by_slack_.end()) return known->get();
    if (named_by_slack_.size() >= most_other_hosts) return nullptr;
    return named_by_slack_.emplace_back(connections_to(origin, urgent_connections)).get();
}

std::unique_ptr<HttpClient> SlackClient::connections_to(const Origin& origin, std::size_t at_a_time) const {
    HttpClientSettings settings;
    settings.connections = at_a_time;
    settings.call_time = settings_.call_time;
    return std::make_unique<HttpClient>(executor_, origin, make_network_dialer(origin, settings_.extra_ca_file),
                                        settings);
}

asio::awaitable<std::expected<BotIdentity, SlackFailure>> SlackClient::identity() {
    if (identity_) co_return *identity_;
    co_return co_await ask_identity();
}

asio::awaitable<std::expected<BotIdentity, SlackFailure>> SlackClient::ask_identity() {
    const SlackResult answer = co_await call("auth.test", json::object());
    if (!answer) co_return std::unexpected{answer.error()};
    BotIdentity found;
    found.user = UserId{text_member(*answer, "user_id")};
    found.bot_id = text_member(*answer, "bot_id");
    found.team_id = text_member(*answer, "team_id");
    found.team_name = text_member(*answer, "team");
    found.enterprise_id = text_member(*answer, "enterprise_id");
    identity_ = std::move(found);
    co_return *identity_;
}

} // namespace holdfast
