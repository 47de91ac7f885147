#include "playbooks/rescue/checkin_commands.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

constexpr int tuesday = 2;
constexpr int friday = 5;
constexpr int ten_o_clock = 10 * 60;

/// `tue 10:00`
/// @param weekday ISO, 1 = Monday … 7 = Sunday
std::string typed_time(int weekday, int minute_of_day) {
    constexpr std::size_t letters = 3;
    const auto name = weekday_name(date::weekday{static_cast<unsigned>(weekday % 7)});
    return fmt::format("{} {}", lower_case(name.substr(0, letters)), format_minute_of_day(MinuteOfDay{minute_of_day}));
}

} // namespace

std::string command_to_log(const Case& state) {
    if (!state.indicators.empty()) {
        const auto& indicator = state.indicators.front();
        return fmt::format("/rescue checkin {} log {}:{}", typed(state.account), indicator.name,
                           number_text(indicator.target));
    }
    // A time is read in the zone of whoever types it, so that one which stands already may not be printed again.
    const auto meeting = state.checkin ? std::string{} : typed_time(tuesday, ten_o_clock) + " ";
    return fmt::format("/rescue checkin {} set {}indicator:ontime target:95", typed(state.account), meeting);
}

std::string command_to_move_the_meeting(const Case& state) {
    const auto& booked = state.checkin;
    const int weekday = booked ? booked->weekday : tuesday - 1;
    const int next = weekday >= friday ? 1 : weekday + 1;
    return fmt::format("/rescue checkin {} set {}", typed(state.account),
                       typed_time(next, booked ? booked->minute_of_day : ten_o_clock));
}

} // namespace holdfast
