#include "bot/render/moments.hpp"

#include "playbooks/calendar/day_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::render {

namespace {

slack::Mrkdwn written_out(Instant at, const Showing& showing) {
    const Zone* zone = showing.zone != nullptr ? showing.zone : showing.around.zone_of({});
    return slack::Mrkdwn{date::format("%a %e %b, %H:%M %Z", date::make_zoned(zone, date::floor<std::chrono::minutes>(at)))};
}

} // namespace

slack::Mrkdwn shown(Instant at, const Showing& showing) {
    if (showing.around.policy->plain_dates) return written_out(at, showing);
    return slack::date_token(at, slack::DateStyle::moment, showing.zone);
}

slack::Mrkdwn shown(Day day) {
    return slack::Mrkdwn{format_day_long(day)};
}

slack::Mrkdwn how_long_ago(Instant at, const Showing& showing) {
    if (showing.around.policy->plain_dates) return slack::Mrkdwn{in_words(showing.now - at) + " ago"};
    return slack::date_token(at, slack::DateStyle::distance, showing.zone);
}

std::string in_words(std::chrono::milliseconds span) {
    using namespace std::chrono_literals;
    const auto minutes = std::max<std::int64_t>(std::chrono::duration_cast<std::chrono::minutes>(span).count(), 0);
    const auto two_units = [](std::int64_t large, std::string_view large_name, std::int64_t small,
                              std::string_view small_name) {
        auto text = counted(static_cast<std::size_t>(large), large_name);
        if (small > 0) text += ' ' + counted(static_cast<std::size_t>(small), small_name);
        return text;
    };
    if (minutes < 120) return counted(static_cast<std::size_t>(minutes), "minute");
    const auto hours = minutes / 60;
    if (hours < 48) return two_units(hours, "hour", minutes % 60, "minute");
    return two_units(hours / 24, "day", hours % 24, "hour");
}

std::string counted(std::size_t count, std::string_view thing) {
    return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

} // namespace holdfast::render
