#include "bot/operate/address_examination.hpp"

#include "bot/net/http_client.hpp"
#include "bot/operate/chosen_clock.hpp"
#include "bot/receive/slack_signature.hpp"
#include "bot/slack/manifest.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace holdfast {

namespace {

using Kind = TransportError::Kind;

DoctorFinding good(std::string_view what) {
    return {true, fmt::format("public address: {}", what), {}};
}

DoctorFinding bad(std::string_view what, std::string fix) {
    return {false, fmt::format("public address: {}", what), std::move(fix)};
}

std::string host_of(const AddressQuestion& question) {
    const auto url = parse_http_url(question.url);
    return url ? url->origin.host : question.url;
}

std::string pass_on_to(const AddressQuestion& question) {
    return fmt::format("let whatever answers there pass /slack/events on to {}, and see whether holdfast serve runs",
                       question.listens_at);
}

DoctorFinding finding_about_silence(const AddressQuestion& question, const TransportError& error) {
    const auto host = host_of(question);
    switch (error.kind) {
    case Kind::resolve:
        return bad(fmt::format("the name {} is not found", host),
                   fmt::format("correct public_url, or make {} known to the name servers", host));
    case Kind::connect:
        return bad(fmt::format("nobody answers at {}: {}", question.url, error.message),
                   "start the reverse proxy that ends TLS, and open the firewall for it");
    case Kind::tls:
        return bad(error.message, fmt::format("install a certificate for {} that Slack can check, together with "
                                              "those that it was issued under",
                                              host));
    case Kind::timeout:
        return bad(fmt::format("{} did not answer within {:.1f} s", question.url,
                               std::chrono::duration<double>{question.patience}.count()),
                   pass_on_to(question));
    case Kind::closed:
    case Kind::protocol: break;
    }
    return bad(fmt::format("what answers at {} ends the conversation: {}", question.url, error.message),
               pass_on_to(question));
}

bool repeats(const HttpResponse& response, const std::string& challenge) {
    const auto body = nlohmann::json::parse(response.body, nullptr, false);
    return body.is_object() && body.contains("challenge") && body["challenge"] == challenge;
}

} // namespace

std::optional<AddressQuestion> question_about_address(const Settings& settings, Instant real_now,
                                                      std::chrono::milliseconds patience) {
    const auto& secrets = settings.secrets.signing_secrets;
    if (!settings.public_url || secrets.empty()) return std::nullopt;
    return AddressQuestion{.url = slack::request_url(*settings.public_url),
                           .signing_secret = secrets.front().reveal(),
                           .listens_at = fmt::format("{}:{}", settings.listen.host, settings.listen.port),
                           .needs_tls = is_real_slack(settings),
                           .now = real_now,
                           .patience = patience};
}

asio::awaitable<DoctorFinding> ask_own_address(asio::any_io_executor executor, AddressQuestion question) {
    const auto url = parse_http_url(question.url);
    if (!url) co_return bad(url.error(), "correct public_url");
    if (question.needs_tls && !url->origin.tls)
        co_return bad("Slack delivers to https addresses only", "set public_url to the https address of the proxy");
    const auto seconds = std::chrono::floor<std::chrono::seconds>(question.now.time_since_epoch()).count();
    const auto timestamp = fmt::to_string(seconds);
    const auto challenge = fmt::format("the doctor asks at {}", timestamp);

    HttpRequest request;
    request.method = "POST";
    request.path = url->path;
    request.query = url->query;
    request.body = nlohmann::json{{"type", "url_verification"}, {"challenge", challenge}}.dump();
    request.headers.add("Content-Type", "application/json");
    request.headers.add("X-Slack-Request-Timestamp", timestamp);
    request.headers.add("X-Slack-Signature",
                        slack_signature::signature_of(request.body, timestamp, question.signing_secret));
    HttpClient client{std::move(executor), url->origin, make_network_dialer(url->origin)};
    CallOptions options;
    options.idempotent = true;
    options.time = question.patience;
    const HttpResult answer = co_await client.send(std::move(request), options);
    co_return finding_about_address(question, challenge, answer);
}

DoctorFinding finding_about_address(const AddressQuestion& question, const std::string& challenge,
                                    const HttpResult& answer) {
    if (!answer) return finding_about_silence(question, answer.error());
    const auto status = answer->status;
    if (status == 200 && repeats(*answer, challenge))
        return good(fmt::format("Slack's requests reach Holdfast at {}", question.url));
    if (status == 401)
        return bad(fmt::format("what answers at {} knows another signing secret", question.url),
                   "set the SLACK_SIGNING_SECRET of this app there, or correct public_url if another bot answers");
    if (status >= 300 && status < 400)
        return bad(fmt::format("{} leads elsewhere (status {}), and Slack does not follow", question.url, status),
                   "set public_url to where it leads");
    if (status == 502 || status == 503 || status == 504)
        return bad(fmt::format("the proxy at {} does not reach Holdfast (status {})", question.url, status),
                   pass_on_to(question));
    return bad(fmt::format("something else answers at {} (status {})", question.url, status), pass_on_to(question));
}

asio::awaitable<bool> is_served(asio::any_io_executor executor, ListenAddress address) {
    const Origin origin{.tls = false, .host = address.host, .port = address.port};
    HttpRequest request;
    request.method = "GET";
    request.path = "/healthz";
    CallOptions options;
    options.time = std::chrono::seconds{1};
    HttpClient client{std::move(executor), origin, make_network_dialer(origin)};
    const HttpResult answer = co_await client.send(std::move(request), options);
    co_return answer.has_value();
}

} // namespace holdfast
