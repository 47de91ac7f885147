#include "playbooks/rescue/deciding.hpp"

#include <fmt/format.h>

#include <cmath>

namespace holdfast::deciding {

namespace {

constexpr std::size_t most_indicators = 3;
constexpr std::string_view example = "/rescue checkin set tue 10:00 indicator:ontime target:95";

} // namespace

Decision decide(const Deciding& d, const request::BookCheckin& asked) {
    if (asked.weekday < 1 || asked.weekday > 7 || asked.minute_of_day < 0 || asked.minute_of_day >= 24 * 60) {
        return refuse("The check-in is not booked", "it needs a weekday and a time", std::string{example}, "weekday");
    }
    const auto& known = d.state.checkin;
    if (known && known->weekday == asked.weekday && known->minute_of_day == asked.minute_of_day &&
        known->zone == asked.zone) {
        return std::vector<Event>{};
    }
    return std::vector<Event>{event::CheckinBooked{asked.weekday, asked.minute_of_day, asked.zone}};
}

Decision decide(const Deciding& d, const request::ChooseIndicator& asked) {
    if (asked.name.empty() || !std::isfinite(asked.target)) {
        return refuse("The indicator is not saved", "it needs a name and a target", std::string{example}, "indicator");
    }
    const auto* known = d.state.indicator(asked.name);
    if (known != nullptr && known->target == asked.target && known->at_most == asked.at_most) {
        return std::vector<Event>{};
    }
    if (known == nullptr && d.state.indicators.size() >= most_indicators) {
        return refuse("The indicator is not saved", "three are followed already: more blur the picture",
                      "`/rescue checkin` shows them.", "indicator");
    }
    return std::vector<Event>{event::IndicatorChosen{asked.name, asked.target, asked.at_most}};
}

Decision decide(const Deciding& d, const request::LogIndicator& asked) {
    if (d.state.indicator(asked.name) == nullptr) {
        std::string known;
        for (const auto& indicator : d.state.indicators) known += (known.empty() ? "" : ", ") + indicator.name;
        return refuse(fmt::format("\"{}\" is not followed here", asked.name),
                      known.empty() ? "no indicator has been chosen yet" : fmt::format("the indicators are {}", known),
                      std::string{example}, "indicator");
    }
    if (!std::isfinite(asked.value)) {
        return refuse("The value is not saved", "it is not a number", "/rescue checkin log ontime:96", "value");
    }
    return std::vector<Event>{event::IndicatorLogged{asked.name, asked.value}};
}

} // namespace holdfast::deciding
