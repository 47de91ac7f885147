#include "bot/picture/stakeholder_map.hpp"

#include "bot/picture/canvas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <tuple>
#include <utility>

namespace holdfast::picture {

namespace {

constexpr std::size_t most_people = 40;

constexpr double page_width = 800;
constexpr double head = 84; ///< above the rows
constexpr double left = 24; ///< where the names of the rows stand
constexpr double unknown_x = 112;
constexpr double unknown_width = 176;
constexpr double scale_x = unknown_x + unknown_width + 8;
constexpr double scale_right = page_width - 20;
constexpr double column = (scale_right - scale_x) / 10;
constexpr double lane_height = 40;
constexpr double row_padding = 10;
constexpr double legend_height = 122;
constexpr double radius = 12;
constexpr double widest_label = 196;
constexpr double label_gap = radius + 11;

constexpr TextStyle title_style{.size = 20, .weight = Weight::bold};
constexpr TextStyle small_style{.size = 11.5, .colour = colour::quiet_ink};
constexpr TextStyle head_style{.size = 12, .weight = Weight::bold, .colour = colour::quiet_ink};
constexpr TextStyle name_style{.size = 13, .weight = Weight::bold};
constexpr TextStyle missing_style{.size = 11.5, .weight = Weight::bold, .colour = colour::bad};
constexpr TextStyle gone_style{.size = 13, .weight = Weight::bold, .colour = colour::unknown};

std::string_view in_words(BuyingRole role) {
    switch (role) {
    case BuyingRole::economic_buyer: return "economic buyer";
    case BuyingRole::technical_buyer: return "technical buyer";
    case BuyingRole::user_buyer: return "user buyer";
    case BuyingRole::champion: return "champion";
    case BuyingRole::saboteur: return "saboteur";
    case BuyingRole::influencer: return "influencer";
    case BuyingRole::other: return "other part";
    }
    return {};
}

std::string_view letter_of(BuyingRole role) {
    constexpr std::array<std::string_view, 7> letters{"E", "T", "U", "C", "S", "I", "·"};
    return letters[static_cast<std::size_t>(role)];
}

std::string_view in_words(Influence influence) {
    switch (influence) {
    case Influence::high: return "high";
    case Influence::medium: return "medium";
    case Influence::low: return "low";
    case Influence::unknown: return "not known";
    }
    return {};
}

Colour colour_of(int relationship) {
    if (relationship <= 3) return colour::bad;
    return relationship <= 6 ? colour::fair : colour::good;
}

std::string relationship_of(const MapPerson& person) {
    return person.relationship ? fmt::format("{}/10", *person.relationship) : "relationship not known";
}

std::string part_of(const MapPerson& person) {
    if (person.left) return fmt::format("left · {}", in_words(person.role));
    return fmt::format("{}{} · {}", person.sponsor ? "sponsor · " : "", in_words(person.role),
                       person.relationship ? fmt::format("{}/10", *person.relationship) : "?");
}

std::vector<Point> corners(Point centre, double size, int count, double first_angle) {
    std::vector<Point> points;
    for (int i = 0; i < count; ++i) {
        const double angle = first_angle + 2 * std::numbers::pi * i / count;
        points.push_back({centre.x + size * std::cos(angle), centre.y + size * std::sin(angle)});
    }
    return points;
}

/// A shape for each part in the decision, with its letter.
void draw_shape(Canvas& canvas, Point centre, BuyingRole role, const Paint& paint, Colour letter) {
    constexpr double up = -std::numbers::pi / 2;
    constexpr double quarter = std::numbers::pi / 4;
    switch (role) {
    case BuyingRole::economic_buyer: canvas.polygon(corners(centre, radius * 1.3, 4, quarter), paint); break;
    case BuyingRole::technical_buyer: canvas.polygon(corners(centre, radius * 1.3, 4, up), paint); break;
    case BuyingRole::user_buyer: canvas.circle(centre, radius, paint); break;
    case BuyingRole::champion: canvas.polygon(corners(centre, radius * 1.2, 5, up), paint); break;
    case BuyingRole::saboteur: canvas.polygon(corners(centre, radius * 1.35, 3, -up), paint); break;
    case BuyingRole::influencer: canvas.polygon(corners(centre, radius * 1.15, 6, up), paint); break;
    case BuyingRole::other: canvas.circle(centre, radius * 0.8, paint); break;
    }
    const TextStyle style{.size = 12, .weight = Weight::bold, .colour = letter};
    const double lift = role == BuyingRole::saboteur ? 9.5 : 7.7;
    canvas.text({centre.x, centre.y - lift}, letter_of(role), style, Align::centre);
}

void draw_person(Canvas& canvas, Point at, const MapPerson& person) {
    if (person.left) {
        draw_shape(canvas, at, person.role, {.fill = colour::paper, .outline = Stroke{colour::unknown, 1.2, true}},
                   colour::unknown);
        return;
    }
    const double width = person.influence == Influence::high ? 3 : person.influence == Influence::medium ? 2 : 1;
    if (person.sponsor) canvas.circle(at, radius + 6.5, {.fill = {}, .outline = Stroke{colour::ink, 1.6}});
    if (!person.relationship) {
        draw_shape(canvas, at, person.role, {.fill = colour::paper, .outline = Stroke{colour::unknown, width, true}},
                   colour::ink);
        return;
    }
    const bool is_fair = *person.relationship > 3 && *person.relationship <= 6;
    draw_shape(canvas, at, person.role,
               {.fill = colour_of(*person.relationship), .outline = Stroke{colour::ink, width}},
               is_fair ? colour::ink : colour::paper);
}

/// Somebody with their place in a row.
struct Placed {
    const MapPerson* person = nullptr;
    double x = 0;
    bool label_is_left = false;
    Box label; ///< relative to the row's upper edge
    std::size_t lane = 0;
};

struct Row {
    Influence influence = Influence::unknown;
    std::vector<Placed> people;
    double top = 0;
    double height = 0;
};

double x_of(const MapPerson& person) {
    if (!person.relationship) return unknown_x + radius + 8;
    return scale_x + (std::clamp(*person.relationship, 1, 10) - 0.5) * column;
}

double label_width(Canvas& canvas, const MapPerson& person) {
    const double widest = person.relationship ? widest_label : unknown_width - radius - label_gap - 14;
    return std::max(canvas.text_width(person.name, name_style, widest),
                    canvas.text_width(part_of(person), small_style, widest));
}

/// Everybody gets the uppermost lane in which nobody stands in the way: what is drawn never overlaps.
Row placed(Canvas& canvas, Influence influence, std::vector<const MapPerson*> people) {
    std::ranges::sort(people, {},
                      [](const MapPerson* person) { return std::pair{person->relationship.value_or(0), person}; });
    Row row{.influence = influence};
    std::vector<std::vector<Box>> lanes;
    for (const auto* person : people) {
        Placed one{.person = person, .x = x_of(*person)};
        const double width = label_width(canvas, *person);
        one.label_is_left = one.x + label_gap + width > scale_right;
        one.label = {one.label_is_left ? one.x - label_gap - width : one.x + label_gap, 0, width, lane_height};
        const double from = std::min(one.label.x, one.x - radius - 8) - 4;
        const double to = std::max(one.label.right(), one.x + radius + 8) + 4;
        const Box taken{from, 0, to - from, lane_height};
        const auto is_free = [&](const std::vector<Box>& lane) {
            return std::ranges::none_of(lane, [&](const Box& other) { return other.overlaps(taken); });
        };
        const auto lane = std::ranges::find_if(lanes, is_free);
        one.lane = static_cast<std::size_t>(lane - lanes.begin());
        if (lane == lanes.end()) lanes.emplace_back();
        lanes[one.lane].push_back(taken);
        row.people.push_back(one);
    }
    const std::size_t least_lanes = influence == Influence::unknown ? 1 : 2;
    row.height = static_cast<double>(std::max(lanes.size(), least_lanes)) * lane_height + 2 * row_padding;
    return row;
}

std::vector<const MapPerson*> most_influential(const StakeholderMap& map) {
    std::vector<const MapPerson*> people;
    for (const auto& person : map.people) people.push_back(&person);
    std::ranges::sort(people, {}, [](const MapPerson* person) {
        return std::tuple{person->left, !person->sponsor, -std::to_underlying(person->influence), person};
    });
    if (people.size() > most_people) people.resize(most_people);
    return people;
}

std::vector<Row> rows_of(Canvas& canvas, const std::vector<const MapPerson*>& people) {
    std::vector<Row> rows;
    double top = head;
    for (const auto influence : {Influence::high, Influence::medium, Influence::low, Influence::unknown}) {
        std::vector<const MapPerson*> here;
        std::ranges::copy_if(people, std::back_inserter(here),
                             [&](const MapPerson* person) { return person->influence == influence; });
        if (here.empty() && influence == Influence::unknown) continue;
        rows.push_back(placed(canvas, influence, std::move(here)));
        rows.back().top = top;
        top += rows.back().height;
    }
    return rows;
}

void draw_head(Canvas& canvas, const StakeholderMap& map) {
    canvas.text({left, 14}, fmt::format("People at {}", map.account_name), title_style, Align::left, page_width - 48);
    canvas.text({left, 41},
                fmt::format("Influence by rows, relationship with us by columns: 1 weak, 10 strong · {}", map.as_of),
                small_style, Align::left, page_width - 48);
    canvas.text({unknown_x + unknown_width / 2, head - 19}, "relationship not known", head_style, Align::centre,
                unknown_width);
    for (int level = 1; level <= 10; ++level)
        canvas.text({scale_x + (level - 0.5) * column, head - 19}, std::to_string(level), head_style, Align::centre);
}

void draw_grid(Canvas& canvas, const std::vector<Row>& rows) {
    const double bottom = rows.back().top + rows.back().height;
    const double height = bottom - head;
    canvas.box({unknown_x, head, unknown_width, height}, {.fill = colour::unknown_tint});
    canvas.box({scale_x, head, 3 * column, height}, {.fill = colour::bad_tint});
    canvas.box({scale_x + 3 * column, head, 3 * column, height}, {.fill = colour::fair_tint});
    canvas.box({scale_x + 6 * column, head, 4 * column, height}, {.fill = colour::good_tint});
    for (int level = 1; level < 10; ++level) {
        const double x = scale_x + level * column;
        canvas.line({x, head}, {x, bottom}, {colour::paper, 1});
    }
    for (const auto& row : rows) {
        if (row.top > head) canvas.line({left, row.top}, {scale_right, row.top}, {colour::unknown, 1});
        const double middle = row.top + row.height / 2;
        canvas.text({left, middle - 15}, in_words(row.influence), name_style);
        canvas.text({left, middle + 2}, "influence", small_style);
    }
}

void draw_label(Canvas& canvas, const Placed& placed, double top) {
    const auto& person = *placed.person;
    const double y = top + static_cast<double>(placed.lane) * lane_height;
    const Align align = placed.label_is_left ? Align::right : Align::left;
    const double x = placed.label_is_left ? placed.label.right() : placed.label.x;
    const double widest = placed.label.width + 0.5;
    const Box name = canvas.text({x, y + 3}, person.name, person.left ? gone_style : name_style, align, widest);
    if (person.left) {
        const double middle = name.y + name.height / 2;
        canvas.line({name.x, middle}, {name.right(), middle}, {colour::unknown, 1.2});
    }
    canvas.text({x, y + 20}, part_of(person), small_style, align, widest);
}

void draw_legend(Canvas& canvas, const StakeholderMap& map, std::size_t drawn, double top) {
    constexpr std::array roles{BuyingRole::economic_buyer, BuyingRole::technical_buyer, BuyingRole::user_buyer,
                               BuyingRole::champion,       BuyingRole::influencer,      BuyingRole::saboteur};
    const auto is_wanted = [](BuyingRole role) {
        return role != BuyingRole::influencer && role != BuyingRole::saboteur;
    };
    double x = left;
    for (const auto role : roles) {
        const bool somebody = std::ranges::any_of(
            map.people, [&](const MapPerson& person) { return person.role == role && !person.left; });
        const bool is_missing = !somebody && is_wanted(role);
        draw_shape(canvas, {x + radius + 3, top + 26}, role,
                   {.fill = colour::paper, .outline = Stroke{colour::ink, 1.4, is_missing}}, colour::ink);
        const Point words{x + 2 * radius + 10, top + (is_missing ? 11 : 18)};
        x = canvas.text(words, in_words(role), small_style).right() + 16;
        if (is_missing) canvas.text({words.x, top + 27}, "nobody yet", missing_style);
    }
    struct Sample {
        Colour fill;
        std::string_view words;
    };
    constexpr std::array samples{Sample{colour::bad, "1 to 3: weak"}, Sample{colour::fair, "4 to 6: fair"},
                                 Sample{colour::good, "7 to 10: strong"}};
    x = left + radius + 3;
    for (const auto& sample : samples) {
        canvas.circle({x, top + 62}, 7, {.fill = sample.fill, .outline = Stroke{}});
        x = canvas.text({x + 13, top + 54}, sample.words, small_style).right() + 26;
    }
    canvas.circle({x, top + 62}, 7, {.fill = colour::paper, .outline = Stroke{colour::unknown, 1.2, true}});
    x = canvas.text({x + 13, top + 54}, "not known", small_style).right() + 28;
    canvas.circle({x, top + 62}, 6, {.fill = colour::faint, .outline = Stroke{}});
    canvas.circle({x, top + 62}, 10, {.fill = {}, .outline = Stroke{colour::ink, 1.6}});
    x = canvas.text({x + 17, top + 54}, "ring: the sponsor", small_style).right() + 26;
    canvas.text({x, top + 54}, "thick outline: high influence", small_style, Align::left, scale_right - x);
    const std::size_t hidden = map.people.size() - drawn;
    if (hidden > 0)
        canvas.text({left, top + 86}, fmt::format("and {} more on record, with less influence", hidden), small_style);
}

} // namespace

Influence influence_from(std::string_view text) {
    if (text == "high") return Influence::high;
    if (text == "medium") return Influence::medium;
    return text == "low" ? Influence::low : Influence::unknown;
}

std::string draw(const StakeholderMap& map) {
    const auto people = most_influential(map);
    Canvas measure{1, 1};
    const auto rows = rows_of(measure, people);
    const double bottom = rows.back().top + rows.back().height;
    const double legend = people.size() < map.people.size() ? legend_height : legend_height - 24;

    Canvas canvas{page_width, bottom + legend};
    draw_head(canvas, map);
    draw_grid(canvas, rows);
    for (const auto& row : rows) {
        for (const auto& one : row.people) {
            const double lane = row.top + row_padding + static_cast<double>(one.lane) * lane_height;
            draw_person(canvas, {one.x, lane + lane_height / 2}, *one.person);
            draw_label(canvas, one, row.top + row_padding);
        }
    }
    if (people.empty()) {
        canvas.text({(unknown_x + scale_right) / 2, head + 120},
                    "Nobody is on record yet. Begin with the person who decides.", {.size = 15, .weight = Weight::bold},
                    Align::centre);
    }
    draw_legend(canvas, map, people.size(), bottom);
    return canvas.png();
}

std::string alt_text(const StakeholderMap& map) {
    std::string text = fmt::format("Map of the people at {}, {}: ", map.account_name, map.as_of);
    const auto people = most_influential(map);
    if (people.empty()) return text + "nobody is on record yet.";
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto& person = *people[i];
        text += fmt::format("{}{}, {}{}, influence {}, {}{}", i == 0 ? "" : "; ", person.name,
                            person.sponsor ? "the sponsor, " : "", in_words(person.role), in_words(person.influence),
                            person.relationship ? "relationship " : "", relationship_of(person));
        if (person.left) text += ", left";
    }
    return text + ".";
}

} // namespace holdfast::picture
