#include "bot/render/case_words.hpp"
#include "bot/render/form_fields.hpp"
#include "playbooks/calendar/day_text.hpp"

#include <fmt/format.h>

namespace holdfast::render {

using slack::operator""_mrkdwn;

namespace {

Checkin tuesday_at_ten() {
    Checkin checkin;
    checkin.weekday = 2;
    checkin.minute_of_day = 10 * 60;
    return checkin;
}

} // namespace

slack::Modal checkin(const FormContext& context, const Case& state) {
    slack::Modal modal = form(slack::modal::checkin, "Weekly check-in", context);
    append_account(modal, context, state.account_name, {});
    append_note(modal, "Ten minutes a week: the number, what was done, what comes next."_mrkdwn);
    const Checkin booked = state.checkin.value_or(tuesday_at_ten());
    slack::StaticSelect weekday{.options = {}, .initial = std::to_string(booked.weekday)};
    for (unsigned day = 1; day <= 7; ++day) {
        weekday.options.push_back(
            {.text = std::string{weekday_name(date::weekday{day % 7})}, .value = std::to_string(day)});
    }
    modal.blocks.emplace_back(
        slack::Input{.block_id = std::string{block::weekday}, .label = "Weekday", .element = std::move(weekday)});
    modal.blocks.emplace_back(
        slack::Input{.block_id = std::string{block::time},
                     .label = "Time",
                     .element = slack::TimePicker{.initial = MinuteOfDay{booked.minute_of_day}},
                     .hint = booked.zone.empty() ? "In your own time zone." : "In the time zone below."});
    if (!booked.zone.empty()) {
        modal.blocks.emplace_back(text_input(block::zone, "Time zone", {.optional = true, .initial = booked.zone}));
    }
    const bool is_first = state.indicators.empty();
    const std::string name = is_first ? std::string{} : state.indicators.front().name;
    const std::string target =
        is_first ? std::string{}
                 : fmt::format("{}{:g}", state.indicators.front().at_most ? "<=" : "", state.indicators.front().target);
    modal.blocks.emplace_back(text_input(
        block::indicator, "Which number do we watch?",
        {.optional = true, .initial = name, .placeholder = "ontime", .hint = "One word: ontime, uptime, defects."}));
    modal.blocks.emplace_back(text_input(block::target, "Its target",
                                         {.optional = true,
                                          .initial = target,
                                          .placeholder = "95",
                                          .hint = "95 means at least 95; <=3 means at most 3."}));
    return modal;
}

slack::Modal checkin_log(const FormContext& context, const Case& state) {
    slack::Modal modal = form(slack::modal::checkin, "Weekly check-in", context);
    append_account(modal, context, state.account_name, {});
    append_note(modal, "The numbers of this week's ten minutes."_mrkdwn);
    for (int line = 1; const Indicator& indicator : state.indicators) {
        const std::string target =
            fmt::format("Target: {} {:g}.", indicator.at_most ? "at most" : "at least", indicator.target);
        modal.blocks.emplace_back(
            text_input(block::numbered("value", line), indicator.name, {.optional = line > 1, .hint = target}));
        ++line;
    }
    return modal;
}

} // namespace holdfast::render
