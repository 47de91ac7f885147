#include "bot/render/case_words.hpp"
#include "bot/render/form_fields.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/figures.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::render {

using slack::operator""_mrkdwn;

namespace {

/// Between the names of indicators in a form's context: none of them has several lines.
constexpr char between_names = '\n';

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
        modal.blocks.emplace_back(text_input(block::zone, "Time zone",
                                             {.optional = true,
                                              .initial = booked.zone,
                                              .placeholder = "Europe/Berlin",
                                              .hint = "Region and city. Empty: your own."}));
    }
    const bool is_first = state.indicators.empty();
    const std::string name = is_first ? std::string{} : state.indicators.front().name;
    const std::string target =
        is_first ? std::string{}
                 : (state.indicators.front().at_most ? "<=" : "") + number_text(state.indicators.front().target);
    modal.blocks.emplace_back(text_input(block::indicator, "Which number do we watch?",
                                         {.optional = true,
                                          .initial = name,
                                          .placeholder = "ontime",
                                          .hint = "A short name: on-time, uptime, defects."}));
    modal.blocks.emplace_back(text_input(block::target, "Its target",
                                         {.optional = true,
                                          .initial = target,
                                          .placeholder = "95",
                                          .hint = "95 means at least 95; <=3 means at most 3."}));
    return modal;
}

slack::Modal checkin_log(FormContext context, const Case& state) {
    context.subject.clear();
    for (const Indicator& indicator : state.indicators) {
        if (!context.subject.empty()) context.subject += between_names;
        context.subject += indicator.name;
    }
    slack::Modal modal = form(slack::modal::checkin, "Weekly check-in", context);
    append_account(modal, context, state.account_name, {});
    append_note(modal, "The numbers of this week's ten minutes."_mrkdwn);
    for (int line = 1; const Indicator& indicator : state.indicators) {
        const std::string target =
            fmt::format("Target: {} {}.", indicator.at_most ? "at most" : "at least", number_text(indicator.target));
        modal.blocks.emplace_back(
            text_input(block::numbered("value", line), indicator.name, {.optional = line > 1, .hint = target}));
        ++line;
    }
    return modal;
}

std::vector<std::string> indicators_asked_for(const FormContext& context) {
    std::vector<std::string> names;
    std::string_view rest = context.subject;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(between_names), rest.size());
        names.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return names;
}

} // namespace holdfast::render
