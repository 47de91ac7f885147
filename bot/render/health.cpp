#include "bot/render/answers.hpp"
#include "bot/render/case_words.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/moments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <span>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

std::string_view name_of_detector(Detector detector) {
    switch (detector) {
    case Detector::order_volume: return "Order volume";
    case Detector::order_frequency: return "Order frequency";
    case Detector::payment_terms: return "Payment";
    case Detector::renewal_silent: return "Renewal";
    case Detector::tickets_up: return "Support tickets";
    case Detector::qualitative: return "What people noticed";
    }
    return {};
}

std::string_view in_words(ReadingState state) {
    switch (state) {
    case ReadingState::quiet: return "✅ fine";
    case ReadingState::watch: return "👀 watch";
    case ReadingState::tripped: return "⚠️ tripped";
    case ReadingState::no_data: return "❔ not known";
    }
    return {};
}

Mrkdwn renewal(const HealthReport& report) {
    if (!report.renewal_date) return "renewal date not known"_mrkdwn;
    const int left = report.renewal_days_left.value_or(0);
    const auto days = [](int count) { return counted(static_cast<std::size_t>(count), "day"); };
    if (!report.renewal_days_left) return Mrkdwn::of("renews on {}", shown(*report.renewal_date));
    if (left < 0) return Mrkdwn::of("renewal was on {}, {} ago", shown(*report.renewal_date), days(-left));
    return Mrkdwn::of("renews on {}, in {}", shown(*report.renewal_date), days(left));
}

Mrkdwn revenue(const HealthReport& report) {
    if (!report.revenue) return "revenue not known"_mrkdwn;
    Mrkdwn text = Mrkdwn::of("{} a year", format_money(*report.revenue, report.currency));
    if (report.share) text += Mrkdwn::of(", {} % of our revenue", fmt::format("{:.1f}", report.share->percent));
    return text;
}

std::string stage(const Decline& decline) {
    if (!decline.stage) return "❔ not known";
    switch (*decline.stage) {
    case DeclineStage::none: return "✅ none";
    case DeclineStage::shift: return "⚠️ shift (1 of 3)";
    case DeclineStage::distancing: return "⚠️ distancing (2 of 3)";
    case DeclineStage::crisis: return "⛔ crisis (3 of 3)";
    }
    return {};
}

Mrkdwn rescue_line(const Case* rescue, const ChannelId& room, const Showing& showing) {
    if (rescue == nullptr || !rescue->is_open()) return "*Rescue:* none is open"_mrkdwn;
    Mrkdwn line = Mrkdwn::of("*Rescue:* {}, {} steps earned", stage_in_words(*rescue, showing),
                             earned_of_nine(checklist(*rescue, showing.now, showing.around)));
    if (room) line += Mrkdwn::of(", room {}", slack::channel_link(room));
    return line;
}

std::vector<Mrkdwn> facts(const HealthReport& report) {
    std::vector<Mrkdwn> lines;
    if (report.share && report.share->is_major) lines.push_back("⭐ *Major account*"_mrkdwn);
    lines.push_back(revenue(report));
    lines.push_back(renewal(report));
    lines.push_back(report.days_since_touch
                        ? Mrkdwn::of("last touch {} ago",
                                     counted(static_cast<std::size_t>(std::max(*report.days_since_touch, 0)), "day"))
                        : "no touch on record"_mrkdwn);
    return lines;
}

/// What other systems and people reported beside what is measured here, newest first.
void append_reported(std::vector<Mrkdwn>& lines, std::span<const Signal> reported) {
    constexpr std::size_t most = 5;
    const auto shown = reported.last(std::min(reported.size(), most));
    for (const Signal& signal : std::views::reverse(shown)) {
        lines.push_back(Mrkdwn::of("⚠️ live · *What was reported*: {}", Mrkdwn{in_words(signal)}.cut(400)));
    }
    if (reported.size() > most) lines.push_back(Mrkdwn::of("and {} more reported", reported.size() - most));
}

} // namespace

slack::Message health(const Account& account, const HealthReport& report, const Case* rescue, const ChannelId& room,
                      const Showing& showing) {
    const Mrkdwn name = Mrkdwn{account.name}.cut(100);
    slack::Message message;
    message.text = report.tripped()
                       ? Mrkdwn::of("Health of {}: ⚠️ {}", name, counted(report.live_signals.size(), "live signal"))
                       : Mrkdwn::of("Health of {}: no live signal", name);
    message.blocks.emplace_back(slack::Header{.text = "Health: " + account.name});
    message.blocks.emplace_back(slack::Context{.lines = facts(report)});

    std::vector<Mrkdwn> lines{"*Signals*"_mrkdwn};
    for (const Reading& reading : report.readings) {
        lines.push_back(Mrkdwn::of("{} · *{}*: {}", in_words(reading.state), name_of_detector(reading.detector),
                                   Mrkdwn{reading.words}.cut(400)));
    }
    append_reported(lines, report.reported);
    lines.push_back(
        Mrkdwn::of("*Stage of decline:* {}. {}", stage(report.decline), Mrkdwn{report.decline.words}.cut(300)));
    lines.push_back(rescue_line(rescue, room, showing));
    append(message.blocks, sections(lines));

    if (!report.unknown.empty()) {
        std::vector<Mrkdwn> unknown;
        for (const std::string& what : report.unknown) unknown.push_back(Mrkdwn::of("❔ {}", Mrkdwn{what}.cut(200)));
        message.blocks.emplace_back(slack::Context{.lines = std::move(unknown)});
    }
    slack::Actions row{.elements = {command_button("Flag a warning sign", command_for("flag", account.id))}};
    const bool is_open = rescue != nullptr && rescue->is_open();
    row.elements.emplace_back(is_open ? command_button("Status of the rescue", command_for("status", account.id))
                                      : command_button("Open a rescue", command_for("open", account.id)));
    row.elements.emplace_back(command_button("Picture of the trend", command_for("health", account.id, "history:12m")));
    message.blocks.emplace_back(std::move(row));
    return message;
}

} // namespace holdfast::render
