#include "bot/receive/http_answers.hpp"

#include "bot/slack/json_text.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace holdfast {

HttpResponse json_response(unsigned status, std::string body) {
    HttpResponse response;
    response.status = status;
    response.content_type = "application/json";
    response.body = std::move(body);
    return response;
}

HttpResponse error_response(unsigned status, std::string_view error) {
    const nlohmann::json body{{"error", error}};
    return json_response(status, json_text(body));
}

std::string_view header(const HttpRequest& request, std::string_view name) {
    return request.headers.find(name).value_or(std::string_view{});
}

} // namespace holdfast
