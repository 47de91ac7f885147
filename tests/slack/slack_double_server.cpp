#include "tests/slack/slack_double_server.hpp"

#include "tests/slack/arguments.hpp"
#include "tests/slack/control.hpp"
#include "tests/slack/http_client.hpp"
#include "tests/slack/response_urls.hpp"
#include "tests/slack/signature.hpp"
#include "tests/slack/web_api.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

namespace holdfast::slack_double {

using nlohmann::json;
using std::chrono::steady_clock;

namespace {

constexpr std::string_view response_url_calls = "response_url";
constexpr std::string_view upload_calls = "upload";

std::string http_date(std::int64_t seconds) {
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

HttpReply too_many_requests(std::chrono::seconds retry_after) {
    return {.status = 429,
            .body = refusal("ratelimited").dump(),
            .headers = {{"Retry-After", std::to_string(retry_after.count())}}};
}

/// What the bot gets to see of a fault that prevents the effect.
HttpReply reply_of(const Fault& fault) {
    switch (fault.kind) {
    case Fault::Kind::refuse: {
        const bool is_response_url = fault.method == response_url_calls;
        return {.status = is_response_url ? 404U : 200U, .body = refusal(fault.error_code).dump()};
    }
    case Fault::Kind::rate_limit: return too_many_requests(fault.retry_after);
    case Fault::Kind::http_error:
        return {.status = fault.status,
                .content_type = "text/html; charset=utf-8",
                .body = "<html><body>Slack is having trouble</body></html>"};
    case Fault::Kind::drop_request:
    case Fault::Kind::lose_reply:
    case Fault::Kind::delay:
    case Fault::Kind::delay_reply: break;
    }
    return {.hang_up = true};
}

/// JSON the way Slack writes it into requests: ASCII only, slashes escaped (contract 1).
std::string as_slack_writes(const json& payload) {
    return boost::algorithm::replace_all_copy(payload.dump(-1, ' ', true), "/", "\\/");
}

} // namespace

SlackDouble::Server::Announcement::~Announcement() {
    ++server.changes_;
    server.changed_.notify_all();
}

SlackDouble::Server::Server(Settings settings, SlackDouble& owner)
    : workspace_(std::move(settings)), dump_(workspace_.settings.payload_dir),
      signing_secret_(workspace_.settings.signing_secret), owner_(owner) {
    const std::scoped_lock lock(mutex_);
    http_.emplace(workspace_.settings.port, [this](const HttpRequest& request) { return handle(request); });
    workspace_.base_url = fmt::format("http://127.0.0.1:{}", http_->port());
    sockets_.emplace(socket_listening());
    workspace_.socket_url = fmt::format("ws://127.0.0.1:{}/link/", sockets_->port());
}

SlackDouble::Server::~Server() {
    const std::scoped_lock lock(mutex_);
    is_stopping_ = true;
    changed_.notify_all();
}

void SlackDouble::Server::change_faults(const std::function<void(Faults&)>& change) {
    const std::scoped_lock lock(mutex_);
    const Announcement announcement{*this};
    change(faults_);
}

void SlackDouble::Server::enforce_post_rate(unsigned burst) {
    const std::scoped_lock lock(mutex_);
    post_burst_ = burst;
}

std::vector<Call> SlackDouble::Server::calls() const {
    const std::scoped_lock lock(mutex_);
    return calls_;
}

std::size_t SlackDouble::Server::held(const std::string& method) const {
    const std::scoped_lock lock(mutex_);
    const auto found = held_.find(method);
    return found == held_.end() ? 0 : found->second;
}

bool SlackDouble::Server::wait_until(const std::function<bool()>& holds, std::chrono::milliseconds timeout) const {
    const auto deadline = steady_clock::now() + timeout;
    while (true) {
        std::unique_lock lock(mutex_);
        const std::uint64_t seen = changes_;
        lock.unlock();
        if (holds()) return true;
        lock.lock();
        if (!changed_.wait_until(lock, deadline, [&] { return changes_ != seen; })) return false;
    }
}

HttpReply SlackDouble::Server::handle(const HttpRequest& request) {
    HttpReply reply{.status = 404, .body = refusal("not_found").dump()};
    if (request.path.starts_with("/api/")) reply = handle_api(request);
    if (request.path.starts_with("/_response/")) reply = handle_response_url(request);
    if (request.path.starts_with("/_upload/")) reply = handle_upload(request);
    if (request.path.starts_with("/_control/")) reply = control(owner_, request);
    reply.headers.emplace("Date", http_date(read([](const Workspace& workspace) { return workspace.now_seconds(); })));
    return reply;
}

HttpReply SlackDouble::Server::handle_api(const HttpRequest& request) {
    const std::string name = request.path.substr(std::string_view{"/api/"}.size());
    const Method* const method = find_method(name);
    const Arguments arguments = read_arguments(request, method == nullptr || method->accepts_json);
    return carry_out(name, arguments.values, [&] {
        Effect effect = api_effect(request, name, arguments.values, arguments.refusal);
        if (effect.reply.status != 200) return effect;
        for (const std::string& warning : arguments.warnings) warn(effect.answer, warning);
        effect.reply.body = effect.answer.dump();
        const bool as_app = method != nullptr && method->takes_app_token;
        const auto& scopes = as_app ? workspace_.settings.app_scopes : workspace_.settings.scopes;
        effect.reply.headers["x-oauth-scopes"] = boost::algorithm::join(scopes, ",");
        return effect;
    });
}

SlackDouble::Server::Effect SlackDouble::Server::api_effect(const HttpRequest& request, const std::string& name,
                                                            const json& arguments, const std::string& unreadable) {
    const Method* const method = find_method(name);
    json refused = token_refusal(request, method != nullptr && method->takes_app_token);
    if (!refused.is_null()) return {.reply = {}, .answer = refused};
    if (method == nullptr) return {.reply = {}, .answer = refusal("unknown_method")};
    if (!unreadable.empty()) return {.reply = {}, .answer = refusal(unreadable)};
    if (posts_too_fast(name, arguments)) {
        return {.reply = too_many_requests(std::chrono::seconds{1}), .answer = refusal("ratelimited")};
    }
    try {
        return {.reply = {}, .answer = call_method(workspace_, *method, arguments)};
    } catch (const json::exception& error) {
        return {.reply = {}, .answer = refusal("invalid_arguments", {error.what()})};
    }
}

json SlackDouble::Server::token_refusal(const HttpRequest& request, bool takes_app_token) const {
    const auto header = request.headers.find("authorization");
    if (header == request.headers.end() || header->second.empty()) return refusal("not_authed");
    const Settings& settings = workspace_.settings;
    const bool is_other = header->second == "Bearer " + (takes_app_token ? settings.bot_token : settings.app_token);
    if (is_other) return refusal("not_allowed_token_type");
    const std::string& wanted = takes_app_token ? settings.app_token : settings.bot_token;
    if (header->second != "Bearer " + wanted) return refusal("invalid_auth");
    return workspace_.token_is_revoked ? refusal("token_revoked") : json();
}

bool SlackDouble::Server::posts_too_fast(const std::string& method, const json& arguments) const {
    if (post_burst_ == 0 || method != "chat.postMessage") return false;
    const std::string target = text_argument(arguments, "channel");
    const Channel* const direct = workspace_.direct_message_of(target);
    const auto found = workspace_.post_times.find(direct == nullptr ? target : direct->id);
    if (found == workspace_.post_times.end()) return false;
    const auto since = steady_clock::now() - std::chrono::seconds{post_burst_};
    return std::ranges::count_if(found->second, [&](auto at) { return at > since; }) >= std::ptrdiff_t{post_burst_};
}

HttpReply SlackDouble::Server::handle_response_url(const HttpRequest& request) {
    const json parsed = json::parse(request.body, nullptr, false);
    const json body = parsed.is_discarded() ? json() : parsed;
    return carry_out(std::string{response_url_calls}, body, [&] {
        const ResponseUrlAnswer answer = use_response_url(workspace_, request.path, body);
        return Effect{.reply = {.status = answer.status, .content_type = answer.content_type, .body = answer.body},
                      .answer = {{"status", answer.status}, {"body", answer.body}}};
    });
}

HttpReply SlackDouble::Server::handle_upload(const HttpRequest& request) {
    const std::string id = request.path.substr(request.path.rfind('/') + 1);
    return carry_out(std::string{upload_calls}, {{"file", id}, {"length", request.body.size()}}, [&] {
        const auto found = workspace_.files.find(id);
        if (found == workspace_.files.end()) {
            return Effect{.reply = {.status = 404, .body = refusal("file_not_found").dump()}, .answer = {}};
        }
        found->second.bytes = request.body;
        found->second.is_uploaded = true;
        const std::string text = fmt::format("OK - {}", request.body.size());
        return Effect{.reply = {.content_type = "text/plain", .body = text}, .answer = text};
    });
}

HttpReply SlackDouble::Server::carry_out(const std::string& method, const json& arguments,
                                         const std::function<Effect()>& effect) {
    std::size_t index = 0;
    {
        const std::scoped_lock lock(mutex_);
        const Announcement announcement{*this};
        index = calls_.size();
        calls_.push_back({.order = static_cast<unsigned>(index + 1),
                          .method = method,
                          .arguments = arguments,
                          .at = workspace_.settings.clock(),
                          .arrived = steady_clock::now()});
        if (method == response_url_calls) dump_.write("message", arguments);
        if (method != response_url_calls && method != upload_calls) dump_.write_call(method, arguments);
    }
    if (!wait_out(method, Fault::Kind::delay)) return {.hang_up = true};
    HttpReply reply;
    {
        const std::scoped_lock lock(mutex_);
        const Announcement announcement{*this};
        const std::optional<Fault> fault = faults_.take(method);
        const bool prevents_effect = fault && fault->kind != Fault::Kind::lose_reply;
        calls_[index].is_settled = true;
        if (fault) calls_[index].fault = name_of(fault->kind);
        if (prevents_effect) return reply_of(*fault);
        Effect done = effect();
        calls_[index].answer = std::move(done.answer);
        reply = std::move(done.reply);
        reply.hang_up = fault.has_value();
    }
    if (!wait_out(method, Fault::Kind::delay_reply)) return {.hang_up = true};
    return reply;
}

bool SlackDouble::Server::wait_out(const std::string& method, Fault::Kind kind) {
    std::unique_lock lock(mutex_);
    const std::optional<Fault> fault = faults_.take_delay(method, kind);
    if (!fault) return !is_stopping_;
    const unsigned releases = faults_.releases(method);
    const auto is_over = [&] { return is_stopping_ || faults_.releases(method) != releases; };
    ++held_[method];
    ++changes_;
    changed_.notify_all();
    if (fault->wait) changed_.wait_for(lock, *fault->wait, is_over);
    if (!fault->wait) changed_.wait(lock, is_over);
    --held_[method];
    ++changes_;
    changed_.notify_all();
    return !is_stopping_;
}

Answer SlackDouble::Server::send(const std::string& body, const std::string& content_type,
                                 const std::map<std::string, std::string>& headers) {
    std::unique_lock lock(mutex_);
    const std::string url = workspace_.settings.bot_url;
    const auto deadline = workspace_.settings.answer_deadline;
    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    const std::int64_t timestamp = (now + signature_shift_).time_since_epoch().count();
    std::map<std::string, std::string> all{{"User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)"},
                                           {"Accept", "application/json,*/*"},
                                           {"X-Slack-Signature", sign(signing_secret_, timestamp, body)},
                                           {"X-Slack-Request-Timestamp", std::to_string(timestamp)},
                                           {"Content-Type", content_type}};
    lock.unlock();
    for (const auto& [name, value] : headers) all[name] = value;
    HttpResponse response = send_http("POST", url, all, body, deadline);
    Answer answer{.status = response.status,
                  .headers = std::move(response.headers),
                  .body = std::move(response.body),
                  .failure = std::move(response.failure),
                  .took = response.took,
                  .sent_body = body,
                  .sent_type = content_type};
    answer.json = json::parse(answer.body, nullptr, false);
    if (answer.json.is_discarded()) answer.json = nullptr;
    return answer;
}

Answer SlackDouble::Server::deliver(const Interaction& interaction) {
    Answer answer;
    if (delivers_over_sockets()) {
        answer = send_envelope(envelope_of(interaction));
    } else {
        const Fields form =
            interaction.form.empty() ? Fields{{"payload", as_slack_writes(interaction.payload)}} : interaction.form;
        answer = send(encode_form(form), "application/x-www-form-urlencoded", {});
    }
    answer.trigger_id = interaction.trigger_id;
    answer.response_url = interaction.response_url;
    return answer;
}

Answer SlackDouble::Server::deliver_event(const json& event, unsigned retry, const std::string& reason) {
    Answer answer;
    if (delivers_over_sockets()) {
        answer = send_envelope({{"type", "events_api"},
                                {"payload", event},
                                {"accepts_response_payload", false},
                                {"retry_attempt", retry},
                                {"retry_reason", reason}});
    } else {
        std::map<std::string, std::string> headers;
        if (retry > 0) headers = {{"X-Slack-Retry-Num", std::to_string(retry)}, {"X-Slack-Retry-Reason", reason}};
        answer = send(as_slack_writes(event), "application/json", headers);
    }
    answer.event_id = event.at("event_id");
    return answer;
}

void SlackDouble::Server::dump(std::string_view kind, const json& payload) {
    const std::scoped_lock lock(mutex_);
    dump_.write(kind, payload);
}

void SlackDouble::Server::sign_with(std::chrono::seconds shift, std::string secret) {
    const std::scoped_lock lock(mutex_);
    signature_shift_ = shift;
    signing_secret_ = std::move(secret);
}

} // namespace holdfast::slack_double
