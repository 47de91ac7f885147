#include "bot/files/indicators_file.hpp"

#include "bot/files/wished_case.hpp"
#include "bot/picture/indicator_chart.hpp"
#include "bot/render/case_words.hpp"
#include "bot/slack/mrkdwn.hpp"
#include "bot/slack/text.hpp"
#include "bot/slack/views.hpp"
#include "playbooks/rescue/figures.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

/// `ontime 96 ✅ on target (95)`
Mrkdwn latest(const Indicator& indicator) {
    const Mrkdwn name = Mrkdwn{indicator.name}.cut(60);
    if (indicator.points.empty()) return Mrkdwn::of("{}: no value yet", name);
    const double value = indicator.points.back().value;
    return Mrkdwn::of("{} {} {} ({})", name, number_text(value),
                      indicator.on_target(value) ? "✅ on target" : "⏰ not on target",
                      render::target_in_words(indicator));
}

Mrkdwn latest_values(const Case& rescue) {
    std::vector<Mrkdwn> values;
    for (const auto& indicator : rescue.indicators) values.push_back(latest(indicator));
    return slack::joined(values, " · "_mrkdwn).cut(900);
}

} // namespace

std::expected<FileContent, std::string> indicators_file(Connection& db, const Rules& rules,
                                                        const slack::FileWish& wish) {
    const auto rescue = wished_case(db, wish);
    if (!rescue) return std::unexpected{"the rescue is not on record"};
    picture::IndicatorChart chart;
    chart.account_name = slack::one_line(rescue->account_name);
    chart.opened_at = rescue->opened_at;
    chart.as_of = wish.as_of;
    chart.zone = &zone_of(wish, rules);
    for (const auto& indicator : rescue->indicators) {
        picture::ChartIndicator drawn{slack::one_line(indicator.name), indicator.target, indicator.at_most, {}};
        for (const auto& point : indicator.points) drawn.points.push_back({point.at, point.value});
        chart.indicators.push_back(std::move(drawn));
    }

    FileContent file;
    file.ending = "png";
    file.title = fmt::format("Leading indicators of {}", chart.account_name);
    file.alt_text = picture::alt_text(chart);
    file.comment = Mrkdwn::of("Check-in: {}", latest_values(*rescue)).text();
    file.bytes = picture::draw(chart);
    file.instead = slack::payload(slack::Message{.text = Mrkdwn{file.alt_text}.cut(2'800)});
    return file;
}

} // namespace holdfast
