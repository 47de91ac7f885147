#pragma once

#include "bot/decode/record_kinds.hpp"
#include "bot/handle/desk.hpp"
#include "bot/metrics/metrics.hpp"
#include "bot/net/http_handler.hpp"
#include "bot/receive/api_tokens.hpp"

#include <expected>
#include <optional>
#include <string>

namespace holdfast {

/// `/v1`: where other systems deliver rows about accounts and ask how an account is doing. Every answer wants a bearer
/// token: one that may write for deliveries, one that may read for questions, any for the description.
class V1Endpoint {
public:
    /// @param tokens what callers must show one of; none: everything is answered with 403
    V1Endpoint(Desk& desk, Metrics& metrics, ApiTokens& tokens);

    /// `POST /v1/<kind>`: answers after the rows are durable.
    [[nodiscard]] asio::awaitable<HttpResponse> take_rows(RecordKind kind, HttpRequest request);
    /// `GET /v1/accounts/<id>/health`
    /// @param encoded_id as in the path, percent-encoded
    [[nodiscard]] asio::awaitable<HttpResponse> account_health(HttpRequest request, std::string encoded_id);
    /// `GET /v1/openapi.json`
    [[nodiscard]] asio::awaitable<HttpResponse> description(HttpRequest request);

private:
    [[nodiscard]] std::expected<ApiToken, HttpResponse> admitted(const HttpRequest& request,
                                                                 std::optional<ApiScope> needed);
    asio::awaitable<HttpResponse> take_rows_of(ApiToken bearer, RecordKind kind, HttpRequest request);
    [[nodiscard]] HttpResponse health_of(const std::string& encoded_id);

    Desk& desk_;
    Metrics& metrics_;
    ApiTokens& tokens_;
};

} // namespace holdfast
