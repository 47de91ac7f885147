#include "bot/render/moments.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/wording/duration.hpp"

#include <fmt/format.h>

namespace holdfast::render {

namespace {

slack::Mrkdwn written_out(Instant at, const Showing& showing) {
    const Zone* zone = showing.zone != nullptr ? showing.zone : showing.around.zone_of({});
    return slack::Mrkdwn{
        date::format("%a %e %b, %H:%M %Z", date::make_zoned(zone, date::floor<std::chrono::minutes>(at)))};
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
    if (showing.around.policy->plain_dates) return slack::Mrkdwn{duration_in_words(showing.now - at) + " ago"};
    return slack::date_token(at, slack::DateStyle::distance, showing.zone);
}

std::string counted(std::size_t count, std::string_view thing) {
    return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

} // namespace holdfast::render
