#include "bot/handle/colleagues.hpp"

#include "bot/decode/slack_user.hpp"

#include <fmt/format.h>

namespace holdfast {

boost::asio::awaitable<std::optional<std::string>> why_unfit(Desk& desk, UserId who) {
    if (who.empty()) co_return std::nullopt;
    const auto known = co_await desk.look_up(who);
    if (!known && known.error() == NotIdentified::unanswered) co_return std::nullopt;
    if (!known) {
        const bool is_address = who.value.contains('@');
        co_return fmt::format("nobody in Slack has the {} {}", is_address ? "address" : "id", who.value);
    }
    const auto reason = unfit_because(*known);
    if (reason.empty()) co_return std::nullopt;
    co_return fmt::format("{} {}", known->name.empty() ? who.value : known->name, reason);
}

} // namespace holdfast
