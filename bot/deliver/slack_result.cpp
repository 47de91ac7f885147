#include "bot/deliver/slack_result.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace holdfast {

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
