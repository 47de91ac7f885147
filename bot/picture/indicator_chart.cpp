#include "bot/picture/indicator_chart.hpp"

#include "bot/picture/axis.hpp"
#include "bot/picture/canvas.hpp"
#include "bot/picture/moment_words.hpp"
#include "playbooks/calendar/sprint_week.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace holdfast::picture {

namespace {

constexpr std::size_t most_indicators = 6;
constexpr int usual_weeks = 8;
constexpr int most_weeks = 26;

constexpr double page_width = 800;
constexpr double head = 72;
constexpr double foot = 58;
constexpr double panel_height = 200;
constexpr double panel_head = 30;
constexpr double week_names = 34;
constexpr double left = 24;
constexpr double plot_x = 76;
constexpr double plot_right = page_width - 28;

constexpr TextStyle title_style{.size = 20, .weight = Weight::bold};
constexpr TextStyle small_style{.size = 11.5, .colour = colour::quiet_ink};
constexpr TextStyle name_style{.size = 14, .weight = Weight::bold};
constexpr TextStyle value_style{.size = 12, .weight = Weight::bold};

std::string target_of(const ChartIndicator& indicator) {
    return fmt::format("{} {}", indicator.at_most ? "at most" : "at least", short_number(indicator.target));
}

std::string_view verdict_on(const ChartIndicator& indicator, double value) {
    return indicator.on_target(value) ? "on target" : "not on target";
}

/// The weeks that are shown, and where a moment lies among them.
class Weeks {
public:
    explicit Weeks(const IndicatorChart& chart)
        : zone_{*chart.zone}, opened_{day_of(chart.opened_at, zone_)},
          last_{std::max(sprint_week(chart.opened_at, chart.as_of, zone_), usual_weeks)},
          first_{std::max(1, last_ - most_weeks + 1)} {}

    [[nodiscard]] int first() const { return first_; }
    [[nodiscard]] int last() const { return last_; }
    [[nodiscard]] Day begin_of(int week) const { return opened_ + date::days{7 * (week - 1)}; }
    [[nodiscard]] double x_of_week(int week) const {
        return plot_x + (plot_right - plot_x) * (week - first_) / (last_ - first_ + 1);
    }
    [[nodiscard]] bool shows(Instant at) const { return day_of(at, zone_) >= begin_of(first_); }
    [[nodiscard]] double x_of(Instant at) const {
        const auto days = (day_of(at, zone_) - begin_of(first_)).count();
        const double minutes = static_cast<double>(minute_of_day(at, zone_).count()) / (24 * 60);
        const double weeks = (static_cast<double>(days) + minutes) / 7;
        return plot_x + (plot_right - plot_x) * std::clamp(weeks / (last_ - first_ + 1), 0.0, 1.0);
    }

private:
    const Zone& zone_;
    Day opened_;
    int last_;
    int first_;
};

/// On target: a disc; not on target: a triangle that stands out.
void draw_mark(Canvas& canvas, Point at, bool on_target) {
    if (on_target) {
        canvas.circle(at, 5, {.fill = colour::good, .outline = Stroke{colour::paper, 1.2}});
        return;
    }
    const Point corners[] = {{at.x, at.y - 7}, {at.x + 7, at.y + 5.5}, {at.x - 7, at.y + 5.5}};
    canvas.polygon(corners, {.fill = colour::bad, .outline = Stroke{colour::paper, 1.2}});
}

/// One indicator with its scale, its target and its values.
class Panel {
public:
    Panel(Canvas& canvas, const ChartIndicator& indicator, const Weeks& weeks, double top)
        : canvas_{canvas}, indicator_{indicator}, weeks_{weeks},
          plot_{plot_x, top + panel_head, plot_right - plot_x, panel_height - panel_head - week_names} {
        std::vector<double> values{indicator.target};
        for (const auto& point : indicator.points) {
            if (!weeks.shows(point.at)) continue;
            shown_.push_back(point);
            values.push_back(point.value);
        }
        axis_ = axis_for(values);
    }

    void draw() {
        draw_head();
        draw_grid();
        draw_values();
    }

private:
    [[nodiscard]] double y_of(double value) const { return plot_.bottom() - plot_.height * axis_.share_of(value); }

    void draw_head() {
        const double y = plot_.y - panel_head + 4;
        const Box name = canvas_.text({left, y}, indicator_.name, name_style, Align::left, 330);
        std::string words = fmt::format("target {}", target_of(indicator_));
        if (!indicator_.points.empty()) {
            const double value = indicator_.points.back().value;
            words = fmt::format("now {}, {} · {}", short_number(value), verdict_on(indicator_, value), words);
        }
        canvas_.text({name.right() + 14, y + 2}, words, {.size = 12.5, .colour = colour::quiet_ink}, Align::left,
                     plot_right - name.right() - 14);
    }

    void draw_grid() {
        canvas_.box(plot_, {.fill = colour::unknown_tint});
        for (const double mark : axis_.marks) {
            const double y = y_of(mark);
            canvas_.line({plot_.x, y}, {plot_.right(), y}, {colour::paper, 1});
            canvas_.text({plot_.x - 8, y - 8}, short_number(mark), small_style, Align::right, plot_.x - 16);
        }
        const int weeks = weeks_.last() - weeks_.first() + 1;
        const int every = weeks > 13 ? 2 : 1;
        for (int week = weeks_.first(); week <= weeks_.last(); ++week) {
            const double x = weeks_.x_of_week(week);
            canvas_.line({x, plot_.y}, {x, plot_.bottom()}, {colour::paper, 1});
            if ((week - weeks_.first()) % every != 0) continue;
            const double middle = (x + weeks_.x_of_week(week + 1)) / 2;
            const double width = weeks_.x_of_week(week + every) - x - 4;
            canvas_.text({middle, plot_.bottom() + 3}, fmt::format("week {}", week), small_style, Align::centre, width);
            canvas_.text({middle, plot_.bottom() + 17}, day_and_month(weeks_.begin_of(week)), small_style,
                         Align::centre, width);
        }
        const double y = y_of(indicator_.target);
        canvas_.line({plot_.x, y}, {plot_.right(), y}, {colour::ink, 1.4, true});
    }

    void draw_values() {
        if (shown_.empty()) {
            const Point above_target{plot_.centre().x, plot_.y + plot_.height / 4};
            canvas_.text(above_target, "no value logged yet", small_style, Align::centre);
            return;
        }
        std::vector<Point> places;
        for (const auto& point : shown_) places.push_back({weeks_.x_of(point.at), y_of(point.value)});
        canvas_.path(places, {colour::line, 2});
        for (std::size_t i = 0; i < places.size(); ++i) {
            draw_mark(canvas_, places[i], indicator_.on_target(shown_[i].value));
        }
        // The latest value is the one people ask for; older ones are written where there is room.
        std::vector<Box> taken;
        for (std::size_t i = places.size(); i-- > 0;) write_value(places, i, taken);
    }

    void write_value(std::span<const Point> places, std::size_t which, std::vector<Box>& taken) {
        const Point at = places[which];
        const std::string words = short_number(shown_[which].value);
        const double width = canvas_.text_width(words, value_style);
        const double x = std::clamp(at.x - width / 2, plot_.x, plot_.right() - width);
        const double height = Canvas::line_height(value_style);
        for (const double y : {at.y - 8 - height, at.y + 8}) {
            const Box place{x - 2, y, width + 4, height};
            const auto covers_mark = [&](const Point& mark) {
                return place.overlaps({mark.x - 6, mark.y - 6, 12, 12});
            };
            const bool is_free = y >= plot_.y - 2 && place.bottom() <= plot_.bottom() + 2 &&
                                 std::ranges::none_of(taken, [&](const Box& one) { return one.overlaps(place); }) &&
                                 std::ranges::none_of(places, covers_mark);
            if (!is_free) continue;
            // The target's line does not run through the number.
            canvas_.box({place.x, place.y + 3, place.width, place.height - 5}, {.fill = colour::unknown_tint});
            canvas_.text({x, y}, words, value_style);
            taken.push_back(place);
            return;
        }
    }

    Canvas& canvas_;
    const ChartIndicator& indicator_;
    const Weeks& weeks_;
    Box plot_;
    Axis axis_;
    std::vector<ChartIndicator::Point> shown_;
};

void draw_foot(Canvas& canvas, const IndicatorChart& chart, double top) {
    draw_mark(canvas, {left + 7, top + 12}, true);
    double x = canvas.text({left + 18, top + 4}, "on target", small_style).right() + 22;
    draw_mark(canvas, {x + 7, top + 12}, false);
    x = canvas.text({x + 18, top + 4}, "not on target", small_style).right() + 22;
    canvas.line({x, top + 12}, {x + 26, top + 12}, {colour::ink, 1.4, true});
    canvas.text({x + 32, top + 4}, "target", small_style);
    canvas.text({plot_right, top + 4},
                fmt::format("Weeks of the rescue, from {}. Times in {}.",
                            day_in_words(day_of(chart.opened_at, *chart.zone)), chart.zone->name()),
                small_style, Align::right, 470);
}

} // namespace

std::string draw(const IndicatorChart& chart) {
    const auto indicators = std::span{chart.indicators}.first(std::min(chart.indicators.size(), most_indicators));
    const double panels = static_cast<double>(std::max<std::size_t>(indicators.size(), 1)) * panel_height;
    Canvas canvas{page_width, head + panels + foot};
    canvas.text({left, 14}, fmt::format("Leading indicators of {}", chart.account_name), title_style, Align::left,
                page_width - 2 * left);
    canvas.text({left, 41}, fmt::format("Logged values by week, as of {}", moment_in_words(chart.as_of, *chart.zone)),
                small_style, Align::left, page_width - 2 * left);
    const Weeks weeks{chart};
    double top = head;
    for (const auto& indicator : indicators) {
        Panel{canvas, indicator, weeks, top}.draw();
        top += panel_height;
    }
    if (indicators.empty()) {
        canvas.text({page_width / 2, head + 80}, "No number is followed yet.", name_style, Align::centre);
    }
    draw_foot(canvas, chart, head + panels + 10);
    return canvas.png();
}

std::string alt_text(const IndicatorChart& chart) {
    constexpr std::size_t most_values = 12;
    std::string text = fmt::format("Chart of the leading indicators of {} by week:", chart.account_name);
    if (chart.indicators.empty()) return text + " no number is followed yet.";
    for (const auto& indicator : chart.indicators) {
        text += fmt::format(" {}, target {}: ", indicator.name, target_of(indicator));
        if (indicator.points.empty()) text += "no value yet.";
        const auto count = std::min(indicator.points.size(), most_values);
        if (count < indicator.points.size()) text += "latest ";
        for (const auto& point : std::span{indicator.points}.last(count)) {
            const bool is_last = &point == &indicator.points.back();
            text += fmt::format("{} on {}{}", short_number(point.value), day_and_month(day_of(point.at, *chart.zone)),
                                is_last ? "" : ", ");
            if (is_last) text += fmt::format(", {}.", verdict_on(indicator, point.value));
        }
    }
    return text + fmt::format(" Days in {}.", chart.zone->name());
}

} // namespace holdfast::picture
