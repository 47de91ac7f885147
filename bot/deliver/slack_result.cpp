#include "bot/deliver/slack_result.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace holdfast {

std::string refusal_code(const nlohmann::json& object) {
    const auto belongs_to_code = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    auto code = text_member(object, "error");
    code.erase(std::ranges::find_if_not(code, belongs_to_code), code.end());
    return code;
}

std::string in_words(const SlackFailure& failure) {
    std::string words = failure.code;
    if (!failure.needed.empty()) words += fmt::format(" (needs the scope {})", failure.needed);
    if (!failure.messages.empty()) words += fmt::format(": {}", fmt::join(failure.messages, "; "));
    return words;
}

bool is_about_token(const SlackFailure& failure) {
    using enum slack::Reaction;
    if (failure.kind != SlackFailure::Kind::refused) return false;
    return failure.reaction == auth || failure.reaction == refresh;
}

std::string next_cursor(const nlohmann::json& answer) {
    return text_member(member(answer, "response_metadata"), "next_cursor");
}

} // namespace holdfast
