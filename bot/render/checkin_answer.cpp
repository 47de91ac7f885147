#include "bot/render/answers.hpp"
#include "bot/render/case_words.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "bot/render/moments.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/checkin_commands.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "playbooks/rescue/figures.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

Mrkdwn meeting(const Case& state) {
    if (!state.checkin) return "⬜ The weekly ten minutes are not booked yet."_mrkdwn;
    const auto weekday = date::weekday{static_cast<unsigned>(state.checkin->weekday % 7)};
    return Mrkdwn::of("✅ Every {} at {} ({})", weekday_name(weekday),
                      format_minute_of_day(MinuteOfDay{state.checkin->minute_of_day}),
                      Mrkdwn{state.checkin->zone}.cut(60));
}

/// The last values, oldest first, each with a sign that says whether it kept the target.
Mrkdwn indicator_line(const Indicator& indicator) {
    constexpr std::size_t most = 6;
    Mrkdwn line = Mrkdwn::of("*{}*, target {}", Mrkdwn{indicator.name}.cut(60), target_in_words(indicator));
    if (indicator.points.empty()) return line + ": no value yet"_mrkdwn;
    const std::size_t first = indicator.points.size() > most ? indicator.points.size() - most : 0;
    line += ": "_mrkdwn;
    for (std::size_t i = first; i < indicator.points.size(); ++i) {
        if (i > first) line += " → "_mrkdwn;
        line += Mrkdwn{number_text(indicator.points[i].value)};
    }
    const bool is_good = indicator.on_target(indicator.points.back().value);
    return line + (is_good ? " · ✅ on target"_mrkdwn : " · ⏰ not on target"_mrkdwn);
}

} // namespace

slack::Message checkin(const Case& state, const Showing& showing) {
    constexpr std::size_t most = 10;
    slack::Message message{.text = Mrkdwn::of("Weekly check-in of {}", Mrkdwn{state.account_name}.cut(100))};
    std::vector<Mrkdwn> lines{Mrkdwn::of("*{}*", message.text), meeting(state)};
    if (const auto next = next_meeting(state, showing.around))
        lines.push_back(Mrkdwn::of("Next: {}", shown(*next, showing)));
    if (state.indicators.empty()) lines.push_back("⬜ No number is followed yet."_mrkdwn);
    for (const Indicator& indicator : std::span{state.indicators}.first(std::min(state.indicators.size(), most))) {
        lines.push_back(indicator_line(indicator));
    }
    if (state.indicators.size() > most) lines.push_back(Mrkdwn::of("and {} more", state.indicators.size() - most));
    message.blocks = sections(lines);
    if (!state.is_open()) return message;
    auto how = with_account("Ten minutes: the number, what was done, what comes next. "
                            "`/rescue checkin set tue 10:00 indicator:ontime target:95` books it",
                            state.account);
    how += state.indicators.empty() ? "." : fmt::format(", `{}` logs a value.", command_to_log(state));
    message.blocks.emplace_back(small_print(text_with_commands(how)));
    return message;
}

} // namespace holdfast::render
