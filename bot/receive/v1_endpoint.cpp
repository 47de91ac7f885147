#include "bot/receive/v1_endpoint.hpp"

#include "bot/handle/account_health.hpp"
#include "bot/handle/import_rows.hpp"
#include "bot/receive/health_json.hpp"
#include "bot/receive/http_answers.hpp"
#include "bot/receive/openapi.hpp"
#include "bot/slack/json_text.hpp"
#include "playbooks/accounts/name_table.hpp"
#include "playbooks/digest/sha256.hpp"
#include "storage/accounts.hpp"
#include "storage/audit.hpp"
#include "storage/failure.hpp"
#include "storage/inbox.hpp"

#include <boost/url/pct_string_view.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <utility>
#include <vector>

namespace holdfast {

namespace {

using nlohmann::json;

constexpr std::size_t longest_key = 255;
/// That an answer names; it is kept with its key for days.
constexpr std::size_t most_rejections = 1'000;
/// How long a key is known; senders repeat for hours.
constexpr std::chrono::hours key_memory{26};

HttpResponse unauthorized() {
    auto response = error_response(401, "the bearer token is missing or wrong");
    response.headers.add("WWW-Authenticate", "Bearer");
    return response;
}

HttpResponse out_of_scope(const ApiToken& token, ApiScope needed) {
    const auto scope = name_of(api_scope_names, needed);
    auto response = error_response(403, fmt::format("the token \"{}\" lacks the scope {}", token.name, scope));
    response.headers.add("WWW-Authenticate", fmt::format("Bearer error=\"insufficient_scope\", scope=\"{}\"", scope));
    return response;
}

/// The rows of a body, and those that could not be read.
struct Delivered {
    std::vector<NumberedRow> rows;
    Rejections rejected{.most = most_rejections};
};

std::expected<Delivered, std::string> read_body(RecordKind kind, RecordFormat format, std::string_view body) {
    Delivered delivered;
    const RecordSink sink{
        [&](std::size_t line, TypedRow row) { delivered.rows.push_back({line, std::move(row)}); },
        [&](Rejection rejection) { delivered.rejected.add(std::move(rejection)); },
    };
    if (auto totals = read_records(kind, format, body, sink); !totals)
        return std::unexpected{std::move(totals.error())};
    return delivered;
}

std::string fingerprint(std::string_view content_type, std::string_view body) {
    std::string text;
    text.append(content_type).append("\n").append(body);
    return to_hex(sha256(text));
}

/// One delivery, to be carried out in a transaction.
struct Delivery {
    std::string key;         ///< of the inbox; empty without an Idempotency-Key
    std::string earlier_key; ///< what earlier versions remembered it by
    std::string print;       ///< of what was sent
    Delivered delivered;
    RecordKind kind = RecordKind::accounts;
    std::string bearer; ///< name of the token
    Instant now;
};

/// Who delivered how much; what the rows say is no business of the audit.
AuditEntry audit_entry(const Delivery& delivery, const ImportOutcome& outcome) {
    return {delivery.now, "token " + delivery.bearer, fmt::format("{} delivered", to_text(delivery.kind)),
            fmt::format("accepted {}, rejected {}, unchanged {}", outcome.accepted,
                        outcome.rejected.in_all + delivery.delivered.rejected.in_all, outcome.unchanged)};
}

std::string outcome_json(ImportOutcome outcome, Rejections unreadable) {
    auto rejections = std::move(outcome.rejected.first);
    std::ranges::move(unreadable.first, std::back_inserter(rejections));
    std::ranges::sort(rejections, {}, &Rejection::line);
    nlohmann::ordered_json answer{{"accepted", outcome.accepted}};
    answer["rejected"] = nlohmann::ordered_json::array();
    for (const auto& rejection : rejections | std::views::take(most_rejections))
        answer["rejected"].push_back({{"line", rejection.line}, {"error", rejection.reason}});
    const auto in_all = outcome.rejected.in_all + unreadable.in_all;
    if (in_all > most_rejections) answer["rejected_in_all"] = in_all;
    return json_text(answer);
}

/// What is kept under an Idempotency-Key, so that a repetition can be told from a mistake.
std::string kept_text(const std::string& print, const std::string& answer) {
    return json{{"body", print}, {"answer", answer}}.dump();
}

/// What an earlier version answered to the same body. It kept keys without saying whose they were, so that another body
/// tells of another feed there.
std::optional<std::string> earlier_answer(Transaction& tx, const Delivery& delivery) {
    if (!is_remembered(tx, delivery.earlier_key, delivery.now - key_memory)) return std::nullopt;
    const auto answer = kept_answer(tx, delivery.earlier_key);
    if (!answer) return std::nullopt;
    const auto kept = json::parse(*answer);
    if (kept.at("body") != delivery.print) return std::nullopt;
    return kept.at("answer").get<std::string>();
}

HttpResponse carry_out(Transaction& tx, Delivery& delivery, const Zone& company_zone) {
    if (!delivery.key.empty()) {
        if (auto answer = earlier_answer(tx, delivery)) return json_response(200, *std::move(answer));
        const auto receipt = remember(tx, delivery.key, delivery.now, delivery.now - key_memory);
        if (!receipt.first) {
            if (!receipt.answer) throw std::logic_error{"a delivery is remembered without its answer"};
            const auto kept = json::parse(*receipt.answer);
            if (kept.at("body") != delivery.print)
                return error_response(422, "this Idempotency-Key was used for another body");
            return json_response(200, kept.at("answer"));
        }
    }
    auto outcome =
        import_rows(tx, std::move(delivery.delivered.rows), AsOf{delivery.now, &company_zone}, most_rejections);
    const auto entry = audit_entry(delivery, outcome);
    if (outcome.accepted > outcome.unchanged) note_in_audit(tx, entry);
    spdlog::info("/v1: {} by {}: {}", entry.what, entry.who, entry.detail);
    auto answer = outcome_json(std::move(outcome), std::move(delivery.delivered.rejected));
    if (!delivery.key.empty()) keep_answer(tx, delivery.key, kept_text(delivery.print, answer));
    return json_response(200, std::move(answer));
}

bool is_good_key(std::string_view key) {
    return key.size() <= longest_key && std::ranges::all_of(key, [](char c) { return c >= ' ' && c < '\x7f'; });
}

HttpResponse try_again(std::string_view why) {
    auto response = error_response(503, why);
    response.headers.add("Retry-After", "1");
    return response;
}

} // namespace

V1Endpoint::V1Endpoint(Desk& desk, Metrics& metrics, ApiTokens& tokens)
    : desk_{desk}, metrics_{metrics}, tokens_{tokens} {}

/// @param needed none: any token will do
std::expected<ApiToken, HttpResponse> V1Endpoint::admitted(const HttpRequest& request, std::optional<ApiScope> needed) {
    auto token = tokens_.bearer(header(request, "Authorization"), desk_.now());
    if (token) {
        if (needed && !token->may(*needed)) return std::unexpected{out_of_scope(*token, *needed)};
        return std::move(*token);
    }
    if (token.error() == BearerRefusal::wrong) return std::unexpected{unauthorized()};
    return std::unexpected{
        error_response(403, "no token is configured: set HOLDFAST_API_TOKENS_FILE or HOLDFAST_API_TOKEN")};
}

asio::awaitable<HttpResponse> V1Endpoint::take_rows(RecordKind kind, HttpRequest request) {
    auto bearer = admitted(request, ApiScope::write);
    if (!bearer) co_return std::move(bearer.error());
    auto answer = co_await take_rows_of(std::move(*bearer), kind, std::move(request));
    answer.sender_is_known = true;
    co_return answer;
}

asio::awaitable<HttpResponse> V1Endpoint::take_rows_of(ApiToken bearer, RecordKind kind, HttpRequest request) {
    const auto content_type = header(request, "Content-Type");
    const auto format = format_of_content_type(content_type);
    if (!format)
        co_return error_response(415, "send application/json, application/x-ndjson or text/csv as the Content-Type");
    const auto key = header(request, "Idempotency-Key");
    if (!is_good_key(key)) co_return error_response(400, "the Idempotency-Key is longer than 255 visible characters");
    auto delivered = read_body(kind, *format, request.body);
    if (!delivered) co_return error_response(400, delivered.error());

    Delivery delivery;
    if (!key.empty()) {
        // Neither a kind nor the name of a token holds a blank.
        delivery.key = fmt::format("v1/{} {} {}", to_text(kind), bearer.name, key);
        delivery.earlier_key = fmt::format("v1/{}/{}", to_text(kind), key);
    }
    delivery.print = fingerprint(content_type, request.body);
    delivery.delivered = std::move(*delivered);
    delivery.kind = kind;
    delivery.bearer = std::move(bearer.name);
    delivery.now = desk_.now();
    auto work = [delivery = std::move(delivery), zone = desk_.rules().company_zone](Transaction& tx, Ledger&) mutable {
        return carry_out(tx, delivery, *zone);
    };
    std::string failure;
    try {
        co_return co_await desk_.change(std::move(work));
    } catch (const Overloaded&) {
        failure = "too much at once; nothing was stored, try again";
    } catch (const StorageFailure& failed) {
        spdlog::error("rows of /v1/{} could not be stored: {}", to_text(kind), failed.what());
        failure = "the rows could not be stored; try again";
    }
    metrics_.commit_failed();
    co_return try_again(failure);
}

asio::awaitable<HttpResponse> V1Endpoint::account_health(HttpRequest request, std::string encoded_id) {
    if (const auto bearer = admitted(request, ApiScope::read); !bearer) co_return bearer.error();
    auto answer = health_of(encoded_id);
    answer.sender_is_known = true;
    co_return answer;
}

HttpResponse V1Endpoint::health_of(const std::string& encoded_id) {
    const auto encoded = boost::urls::make_pct_string_view(encoded_id);
    if (!encoded) return error_response(400, "the account id is not percent-encoded");
    const AccountId id{encoded->decode()};
    const auto account = find_account(desk_.reader(), id);
    if (!account) return error_response(404, fmt::format("no account has the id \"{}\"", id.value));
    const auto rescue = desk_.book().find_open(desk_.reader(), id);
    const auto report = health_now(desk_, *account, rescue.get());
    return json_response(200, health_json(*account, report, rescue.get(), desk_.now()));
}

asio::awaitable<HttpResponse> V1Endpoint::description(HttpRequest request) {
    if (const auto bearer = admitted(request, std::nullopt); !bearer) co_return bearer.error();
    co_return json_response(200, openapi_document());
}

} // namespace holdfast
