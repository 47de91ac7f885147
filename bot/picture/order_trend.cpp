#include "bot/picture/order_trend.hpp"

#include "bot/picture/axis.hpp"
#include "bot/picture/canvas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace holdfast::picture {

namespace {

constexpr std::size_t most_months = 24;
constexpr double page_width = 800;
constexpr double page_height = 420;
constexpr double left = 24;
constexpr Box plot{76, 78, 596, 262};

constexpr TextStyle title_style{.size = 20, .weight = Weight::bold};
constexpr TextStyle small_style{.size = 11.5, .colour = colour::quiet_ink};
constexpr TextStyle value_style{.size = 11.5, .weight = Weight::bold};

std::string name_of(date::year_month month) {
    return fmt::format("{} {}", date::format("%b", month.month()), static_cast<int>(month.year()));
}

std::string against_usual(double amount, double usual) {
    const double percent = (1 - amount / usual) * 100;
    return fmt::format("{:.0f} % {} usual", std::abs(percent), percent < 0 ? "above" : "below");
}

std::span<const OrderTrend::Month> shown_months(const OrderTrend& trend) {
    return std::span{trend.months}.last(std::min(trend.months.size(), most_months));
}

/// The stages of decline as areas below what is usual, each with its name beside it.
void draw_bands(Canvas& canvas, const OrderTrend::Bands& bands, double usual, const auto& y_of) {
    struct Band {
        std::string_view name;
        double from;
        double to;
        Colour tint;
    };
    const std::array areas{Band{"shift", bands.shift, bands.distancing, colour::fair_tint},
                           Band{"distancing", bands.distancing, bands.crisis, colour::bad_tint},
                           Band{"crisis", bands.crisis, 100, colour::worse_tint}};
    for (const auto& area : areas) {
        const double top = y_of(usual * (1 - area.from / 100));
        const double bottom = y_of(usual * (1 - area.to / 100));
        canvas.box({plot.x, top, plot.width, bottom - top}, {.fill = area.tint});
        if (bottom - top < 13) continue;
        const double middle = (top + bottom) / 2;
        const std::string from = fmt::format("from {:.4g} % below", area.from);
        const bool has_two_lines = bottom - top >= 30;
        canvas.text({plot.right() + 8, middle - (has_two_lines ? 15 : 8)}, area.name, value_style);
        if (has_two_lines) canvas.text({plot.right() + 8, middle}, from, small_style, Align::left, 112);
    }
}

void draw_months(Canvas& canvas, std::span<const OrderTrend::Month> months, const auto& y_of) {
    const double step = plot.width / static_cast<double>(months.size());
    const auto place = [&](std::size_t i) {
        return Point{plot.x + (static_cast<double>(i) + 0.5) * step, y_of(months[i].amount)};
    };
    std::vector<Point> complete;
    for (std::size_t i = 0; i < months.size(); ++i)
        if (!months[i].running) complete.push_back(place(i));
    canvas.path(complete, {colour::line, 2.2});
    const std::size_t every = months.size() > 13 ? 2 : 1;
    for (std::size_t i = 0; i < months.size(); ++i) {
        const Point at = place(i);
        const auto& month = months[i];
        if (month.running) canvas.circle(at, 4.5, {.fill = colour::paper, .outline = Stroke{colour::line, 1.6}});
        if (!month.running) canvas.circle(at, 4.5, {.fill = colour::line, .outline = Stroke{colour::paper, 1.2}});
        // Counted from the latest, whose number is the one that people ask for.
        if ((months.size() - 1 - i) % every != 0) continue;
        canvas.text({at.x, at.y - 22}, short_number(month.amount), value_style, Align::centre,
                    step * static_cast<double>(every));
        canvas.text({at.x, plot.bottom() + 5}, date::format("%b", month.month.month()), small_style, Align::centre);
        const bool names_year = i < every || month.month.month() <= date::month{static_cast<unsigned>(every)};
        if (names_year)
            canvas.text({at.x, plot.bottom() + 20}, std::to_string(static_cast<int>(month.month.year())), small_style,
                        Align::centre);
    }
}

} // namespace

std::string draw(const OrderTrend& trend) {
    Canvas canvas{page_width, page_height};
    canvas.text({left, 14}, fmt::format("Orders of {}", trend.account_name), title_style, Align::left,
                page_width - 2 * left);
    canvas.text({left, 41},
                fmt::format("Amount ordered a month{}{} · {}", trend.currency.empty() ? "" : " in ", trend.currency,
                            trend.as_of),
                small_style, Align::left, page_width - 2 * left);
    const auto months = shown_months(trend);
    std::vector<double> values;
    for (const auto& month : months) values.push_back(month.amount);
    if (trend.usual) values.push_back(*trend.usual);
    const Axis axis = axis_for(values, true);
    const auto y_of = [&axis](double value) { return plot.bottom() - plot.height * axis.share_of(value); };

    canvas.box(plot, {.fill = colour::unknown_tint});
    if (trend.usual && *trend.usual > 0) draw_bands(canvas, trend.bands, *trend.usual, y_of);
    for (const double mark : axis.marks) {
        canvas.line({plot.x, y_of(mark)}, {plot.right(), y_of(mark)}, {colour::paper, 1});
        canvas.text({plot.x - 8, y_of(mark) - 8}, short_number(mark), small_style, Align::right, plot.x - 16);
    }
    if (trend.usual) {
        const double y = y_of(*trend.usual);
        canvas.line({plot.x, y}, {plot.right(), y}, {colour::ink, 1.4, true});
        canvas.text({plot.right() + 8, y - 10}, "usual", value_style);
        canvas.text({plot.right() + 46, y - 10}, short_number(*trend.usual), small_style);
    }
    if (months.empty()) {
        canvas.text(plot.centre(), "No orders are on record.", {.size = 15, .weight = Weight::bold}, Align::centre);
    } else {
        draw_months(canvas, months, y_of);
    }
    canvas.text({left, page_height - 34},
                trend.usual
                    ? "Dashed: the usual month. Open circle: the month that is still running. Shaded: stages of "
                      "decline."
                    : "What is usual is not known yet. Open circle: the month that is still running.",
                small_style, Align::left, page_width - 2 * left);
    return canvas.png();
}

std::string alt_text(const OrderTrend& trend) {
    std::string text = fmt::format("Chart of what {} ordered a month{}{}, {}: ", trend.account_name,
                                   trend.currency.empty() ? "" : " in ", trend.currency, trend.as_of);
    const auto months = shown_months(trend);
    if (months.empty()) return text + "no orders are on record.";
    constexpr std::size_t most_named = 12;
    const auto named = months.last(std::min(months.size(), most_named));
    for (std::size_t i = 0; i < named.size(); ++i) {
        text += fmt::format("{}{} {}", i == 0 ? "" : ", ", name_of(named[i].month), short_number(named[i].amount));
        if (named[i].running) text += " so far";
    }
    if (!trend.usual) return text + ". What is usual is not known yet.";
    text += fmt::format(". Usual is {}", short_number(*trend.usual));
    const auto last = std::ranges::find(named.rbegin(), named.rend(), false, &OrderTrend::Month::running);
    if (last != named.rend() && *trend.usual > 0)
        text += fmt::format("; {} was {}", name_of(last->month), against_usual(last->amount, *trend.usual));
    return text + ".";
}

} // namespace holdfast::picture
