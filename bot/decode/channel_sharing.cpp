#include "bot/decode/channel_sharing.hpp"

#include "bot/slack/json_members.hpp"

namespace holdfast {

std::optional<bool> is_shared_outside(const nlohmann::json& answer) {
    const auto& channel = member(answer, "channel");
    if (text_member(channel, "id").empty()) return std::nullopt;
    return is_true(channel, "is_ext_shared") || is_true(channel, "is_pending_ext_shared");
}

} // namespace holdfast
