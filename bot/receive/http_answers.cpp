#include "bot/receive/http_answers.hpp"

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
    return json_response(status, body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

std::string_view header(const HttpRequest& request, std::string_view name) {
    return request.headers.find(name).value_or(std::string_view{});
}

} // namespace holdfast
