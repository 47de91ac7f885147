#include "playbooks/rescue/checkin_commands.hpp"
#include "playbooks/rescue/deciding.hpp"
#include "playbooks/rescue/indicator_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace holdfast::deciding {

namespace {

constexpr std::size_t most_indicators = 3;
constexpr std::string_view example = "/rescue checkin set tue 10:00 indicator:ontime target:95";

/// The indicator that is meant by a name, however it was typed, or chosen before names had one form.
const Indicator* indicator_called(const Case& state, std::string_view typed) {
    const auto name = indicator_name(typed);
    const auto found = std::ranges::find_if(state.indicators,
                                            [&](const Indicator& known) { return indicator_name(known.name) == name; });
    return found == state.indicators.end() ? nullptr : &*found;
}

std::unexpected<Refusal> not_followed(const Case& state, const std::string& typed) {
    std::string known;
    for (const auto& indicator : state.indicators) known += (known.empty() ? "" : ", ") + indicator.name;
    return refuse(fmt::format("\"{}\" is not followed here", typed),
                  known.empty() ? "no indicator has been chosen yet" : fmt::format("the indicators are {}", known),
                  command_to_log(state), "indicator");
}

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
    const auto name = indicator_name(asked.name);
    if (asked.name.empty() || !std::isfinite(asked.target)) {
        return refuse("The indicator is not saved", "it needs a name and a target", std::string{example}, "indicator");
    }
    const auto* known = indicator_called(d.state, name);
    if (known == nullptr && !is_indicator_name(name)) {
        return refuse("The indicator is not saved",
                      fmt::format("\"{}\" cannot be its name: that is {}", asked.name, what_an_indicator_name_is),
                      std::string{example}, "indicator");
    }
    if (known != nullptr && known->target == asked.target && known->at_most == asked.at_most) {
        return std::vector<Event>{};
    }
    if (known == nullptr && d.state.indicators.size() >= most_indicators) {
        return refuse("The indicator is not saved", "three are followed already: more blur the picture",
                      "`/rescue checkin drop ontime why` makes room.", "indicator");
    }
    return std::vector<Event>{
        event::IndicatorChosen{known == nullptr ? name : known->name, asked.target, asked.at_most}};
}

Decision decide(const Deciding& d, const request::LogIndicator& asked) {
    const auto* known = indicator_called(d.state, asked.name);
    if (known == nullptr) return not_followed(d.state, asked.name);
    if (!std::isfinite(asked.value)) {
        return refuse("The value is not saved", "it is not a number", command_to_log(d.state), "value");
    }
    return std::vector<Event>{event::IndicatorLogged{known->name, asked.value}};
}

Decision decide(const Deciding& d, const request::DropIndicator& asked) {
    if (asked.name.empty()) {
        return refuse("Nothing changed", "the name of the indicator is missing",
                      "/rescue checkin drop ontime why it is of no use", "indicator");
    }
    const auto* known = indicator_called(d.state, asked.name);
    if (known == nullptr) return not_followed(d.state, asked.name);
    return std::vector<Event>{event::IndicatorDropped{known->name, asked.reason}};
}

} // namespace holdfast::deciding
