#include "bot/decode/view_state.hpp"

#include "bot/decode/plain_values.hpp"

#include <algorithm>

namespace holdfast {

const EnteredValue* ViewState::find(std::string_view block_id) const {
    const auto found = std::ranges::find(values_, block_id, &EnteredValue::block_id);
    return found == values_.end() ? nullptr : &*found;
}

std::optional<std::string> ViewState::text(std::string_view block_id) const {
    const auto* value = find(block_id);
    if (value == nullptr || value->chosen.empty() || value->chosen.front().empty()) return std::nullopt;
    return value->chosen.front();
}

std::optional<std::string> ViewState::option(std::string_view block_id) const {
    return text(block_id);
}

std::vector<std::string> ViewState::options(std::string_view block_id) const {
    const auto* value = find(block_id);
    return value == nullptr ? std::vector<std::string>{} : value->chosen;
}

std::optional<UserId> ViewState::user(std::string_view block_id) const {
    return text(block_id).transform([](std::string id) { return UserId{std::move(id)}; });
}

std::optional<Day> ViewState::date(std::string_view block_id) const {
    return text(block_id).and_then([](const std::string& entered) { return iso_day(entered); });
}

std::optional<MinuteOfDay> ViewState::time(std::string_view block_id) const {
    return text(block_id).and_then([](const std::string& entered) { return clock_time(entered); });
}

} // namespace holdfast
