#include "bot/render/moments.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/wording/duration.hpp"

#include <fmt/format.h>

namespace holdfast::render {

namespace {

/// `Mon 2 Mar, 10:12 CET`
slack::Mrkdwn written_out(Instant at, const Showing& showing) {
    const Zone* zone = showing.zone != nullptr ? showing.zone : showing.around.zone_of({});
    const auto local = date::make_zoned(zone, date::floor<std::chrono::minutes>(at));
    // No sign for the day of the month goes without a blank or a zero before a single digit.
    const date::year_month_day day{date::floor<date::days>(local.get_local_time())};
    return slack::Mrkdwn{fmt::format("{} {} {}", date::format("%a", local), static_cast<unsigned>(day.day()),
                                     date::format("%b, %H:%M %Z", local))};
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
