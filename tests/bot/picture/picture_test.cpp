// Pictures are looked at by people; here it is checked that they are pictures of the right size with something on
// them, whatever the data, and that their alternative text says what they show.
#include "bot/picture/axis.hpp"
#include "bot/picture/indicator_chart.hpp"
#include "bot/picture/order_trend.hpp"
#include "bot/picture/stakeholder_map.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <cairo.h>
#include <cmath>
#include <cstring>
#include <set>

namespace holdfast::picture {

namespace {

using testing::AllOf;
using testing::HasSubstr;

struct Decoded {
    int width = 0;
    int height = 0;
    std::set<std::uint32_t> colours;
};

/// What a viewer makes of the bytes; width 0 when it cannot read them.
Decoded decoded(const std::string& png) {
    std::string_view rest = png;
    const auto read = [](void* from, unsigned char* into, unsigned int size) {
        auto& unread = *static_cast<std::string_view*>(from);
        if (unread.size() < size) return CAIRO_STATUS_READ_ERROR;
        std::memcpy(into, unread.data(), size);
        unread.remove_prefix(size);
        return CAIRO_STATUS_SUCCESS;
    };
    cairo_surface_t* const surface = cairo_image_surface_create_from_png_stream(read, &rest);
    Decoded picture;
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
        picture.width = cairo_image_surface_get_width(surface);
        picture.height = cairo_image_surface_get_height(surface);
        const unsigned char* const bytes = cairo_image_surface_get_data(surface);
        const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
        std::uint32_t before = 0;
        for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
            for (std::size_t x = 0; x < static_cast<std::size_t>(picture.width); ++x) {
                std::uint32_t pixel = 0;
                std::memcpy(&pixel, bytes + y * stride + 4 * x, sizeof pixel);
                if (pixel != before) picture.colours.insert(pixel & 0xffffff);
                before = pixel;
            }
        }
    }
    cairo_surface_destroy(surface);
    return picture;
}

MapPerson person(std::string name, BuyingRole role, Influence influence, std::optional<int> relationship) {
    return {.name = std::move(name), .role = role, .influence = influence, .relationship = relationship};
}

StakeholderMap acme() {
    StakeholderMap map{.account_name = "Acme GmbH", .people = {}, .as_of = "3 Mar 2026, 09:12 (Europe/Berlin)"};
    map.people.push_back(person("Dana Fox", BuyingRole::economic_buyer, Influence::high, 8));
    map.people.back().sponsor = true;
    map.people.push_back(person("Ines Roth", BuyingRole::user_buyer, Influence::medium, std::nullopt));
    map.people.push_back(person("Bo Li", BuyingRole::technical_buyer, Influence::low, 2));
    map.people.back().left = true;
    return map;
}

Instant march(int day, int hour = 9) {
    return date::sys_days{date::year{2026} / 3 / day} + std::chrono::hours{hour};
}

IndicatorChart indicators() {
    IndicatorChart chart{.account_name = "Acme GmbH",
                         .opened_at = march(3),
                         .as_of = march(17),
                         .zone = find_zone("Europe/Berlin"),
                         .indicators = {}};
    chart.indicators.push_back({"ontime", 95, false, {{march(3), 88}, {march(10), 91.5}, {march(17), 96}}});
    return chart;
}

OrderTrend orders() {
    OrderTrend trend{.account_name = "Acme GmbH",
                     .currency = "EUR",
                     .months = {},
                     .usual = 40'000,
                     .bands = {},
                     .as_of = "3 Mar 2026, 09:12 (Europe/Berlin)"};
    auto month = date::year{2025} / 10;
    for (const double amount : {41'000.0, 40'200.0, 35'600.0, 34'800.0, 900.0}) {
        trend.months.push_back({month, amount, amount < 1'000});
        month += date::months{1};
    }
    return trend;
}

bool has(const Decoded& picture, std::uint32_t colour) {
    return picture.colours.contains(colour);
}

TEST(StakeholderMap, S0_30_shows_people_in_the_colour_of_the_relationship_and_grows_with_them) {
    const auto few = decoded(draw(acme()));
    EXPECT_EQ(few.width, 1600);
    EXPECT_TRUE(has(few, 0x009e73)) << "a strong relationship";
    auto crowded = acme();
    for (int i = 0; i < 30; ++i)
        crowded.people.push_back(person("Somebody", BuyingRole::user_buyer, Influence::high, 8));
    EXPECT_GT(decoded(draw(crowded)).height, few.height + 1'000);
}

TEST(StakeholderMap, S0_30_nobody_on_record_is_a_picture_too) {
    const auto picture = decoded(draw(StakeholderMap{.account_name = "Acme", .people = {}, .as_of = "today"}));
    EXPECT_EQ(picture.width, 1600);
    EXPECT_THAT(alt_text({.account_name = "Acme", .people = {}, .as_of = "today"}), HasSubstr("nobody is on record"));
}

TEST(StakeholderMap, its_alternative_text_says_who_stands_where) {
    EXPECT_THAT(alt_text(acme()),
                AllOf(HasSubstr("Dana Fox, the sponsor, economic buyer, influence high, relationship 8/10"),
                      HasSubstr("Ines Roth, user buyer, influence medium, relationship not known"),
                      HasSubstr("relationship 2/10, left"), HasSubstr("Europe/Berlin")));
}

TEST(StakeholderMap, at_most_forty_people_are_drawn) {
    StakeholderMap map{.account_name = "Acme", .people = {}, .as_of = "today"};
    for (int i = 0; i < 40; ++i) map.people.push_back(person("Somebody", BuyingRole::other, Influence::low, 5));
    const auto forty = decoded(draw(map));
    for (int i = 0; i < 400; ++i) map.people.push_back(person("Somebody", BuyingRole::other, Influence::low, 5));
    EXPECT_LT(decoded(draw(map)).height, forty.height + 100);
}

TEST(IndicatorChart, S1_07_marks_values_on_and_off_their_target) {
    const auto picture = decoded(draw(indicators()));
    EXPECT_EQ(picture.width, 1600);
    EXPECT_TRUE(has(picture, 0x009e73));
    EXPECT_TRUE(has(picture, 0xd55e00));
    auto two = indicators();
    two.indicators.push_back({"tickets", 3, true, {}});
    EXPECT_EQ(decoded(draw(two)).height, picture.height + 400);
}

TEST(IndicatorChart, S1_07_its_alternative_text_says_the_numbers_and_the_zone) {
    EXPECT_THAT(alt_text(indicators()),
                AllOf(HasSubstr("ontime, target at least 95: 88 on 3 Mar, 91.5 on 10 Mar, 96 on 17 Mar, on target."),
                      HasSubstr("Europe/Berlin")));
}

TEST(OrderTrend, S0_13_has_the_three_bands_of_decline) {
    const auto picture = decoded(draw(orders()));
    EXPECT_TRUE(has(picture, 0xfdf5e3));
    EXPECT_TRUE(has(picture, 0xfbeadf));
    EXPECT_TRUE(has(picture, 0xf6d9c8));
    EXPECT_THAT(alt_text(orders()),
                AllOf(HasSubstr("Jan 2026 34.8k"), HasSubstr("Usual is 40k"),
                      HasSubstr("Jan 2026 was 13 % below usual"), HasSubstr("Feb 2026 900 so far")));
}

TEST(OrderTrend, without_a_usual_month_or_any_order_there_is_still_a_picture) {
    auto trend = orders();
    trend.usual.reset();
    EXPECT_EQ(decoded(draw(trend)).width, 1600);
    trend.months.clear();
    EXPECT_EQ(decoded(draw(trend)).width, 1600);
    EXPECT_THAT(alt_text(trend), HasSubstr("no orders are on record"));
}

TEST(Pictures, the_same_data_give_the_same_bytes) {
    EXPECT_EQ(draw(acme()), draw(acme()));
    EXPECT_EQ(draw(indicators()), draw(indicators()));
    EXPECT_EQ(draw(orders()), draw(orders()));
}

TEST(Pictures, hostile_names_are_drawn_on_one_line_and_break_nothing) {
    auto map = acme();
    for (const std::string& name :
         {std::string(100'000, 'W'), std::string{"line\nbreak\ttab"}, std::string{"\xff\xfe\x80 broken"},
          std::string{"\xe2\x80\xaereversed"}, std::string{"a\0b", 3}, std::string{"<b>&amp;</b>"}, std::string{}}) {
        map.people.push_back(person(name, BuyingRole::champion, Influence::high, 5));
    }
    std::string accents = "Z";
    for (int i = 0; i < 120; ++i) accents += "\xcc\x81";
    map.account_name = accents;
    EXPECT_EQ(decoded(draw(map)).width, 1600);
}

/// Drawing takes time: fewer examples than a property usually gets, always the same ones.
class AnyPicture : public testing::TestWithParam<int> {
protected:
    template <class T>
    [[nodiscard]] T any(const rc::Gen<T>& gen) {
        constexpr int size = 60;
        return gen(random_.split(), size).value();
    }
    [[nodiscard]] std::string text() { return any(rc::gen::arbitrary<std::string>()); }
    [[nodiscard]] int between(int least, int end) { return any(rc::gen::inRange(least, end)); }
    [[nodiscard]] bool maybe() { return any(rc::gen::arbitrary<bool>()); }
    [[nodiscard]] double number() { return between(-9'999, 9'999) * std::pow(10.0, between(-300, 300)); }

private:
    rc::Random random_{static_cast<std::uint64_t>(GetParam())};
};

TEST_P(AnyPicture, any_people_can_be_drawn) {
    StakeholderMap map{.account_name = text(), .people = {}, .as_of = "today"};
    for (int left = between(0, 20); left > 0; --left) {
        auto one = person(text(), static_cast<BuyingRole>(between(0, 7)), static_cast<Influence>(between(0, 4)), {});
        if (maybe()) one.relationship = between(-3, 14);
        one.sponsor = maybe();
        one.left = maybe();
        map.people.push_back(one);
    }
    EXPECT_TRUE(draw(map).starts_with("\x89PNG"));
}

TEST_P(AnyPicture, any_values_can_be_drawn) {
    auto chart = indicators();
    chart.indicators.clear();
    for (int left = between(0, 4); left > 0; --left) {
        ChartIndicator one{text(), number(), maybe(), {}};
        for (int values = between(0, 40); values > 0; --values)
            one.points.push_back({march(1) + std::chrono::hours{between(-500, 9'000)}, number()});
        chart.indicators.push_back(std::move(one));
    }
    EXPECT_TRUE(draw(chart).starts_with("\x89PNG"));
    EXPECT_FALSE(alt_text(chart).empty());
}

TEST_P(AnyPicture, any_orders_can_be_drawn) {
    auto trend = orders();
    trend.account_name = text();
    trend.months.clear();
    for (int left = between(0, 30); left > 0; --left)
        trend.months.push_back({date::year{2024} / 1 + date::months{30 - left}, number(), maybe()});
    if (maybe()) trend.usual = number();
    EXPECT_TRUE(draw(trend).starts_with("\x89PNG"));
    EXPECT_FALSE(alt_text(trend).empty());
}

INSTANTIATE_TEST_SUITE_P(Examples, AnyPicture, testing::Range(0, 8));

RC_GTEST_PROP(Axis, its_marks_are_few_and_lie_within_it, (const std::vector<int>& drawn, bool from_zero)) {
    const std::vector<double> values{drawn.begin(), drawn.end()};
    const Axis axis = axis_for(values, from_zero);
    RC_ASSERT(axis.least < axis.most);
    RC_ASSERT(axis.marks.size() <= 6U);
    for (const double mark : axis.marks) RC_ASSERT(mark >= axis.least && mark <= axis.most);
    for (const double value : values) RC_ASSERT(axis.share_of(value) >= 0 && axis.share_of(value) <= 1);
}

TEST(Axis, numbers_beside_points_are_short) {
    EXPECT_EQ(short_number(96), "96");
    EXPECT_EQ(short_number(99.95), "99.95");
    EXPECT_EQ(short_number(34'800), "34.8k");
    EXPECT_EQ(short_number(1'250'000), "1.25M");
    EXPECT_EQ(short_number(-0.5), "-0.5");
}

} // namespace

} // namespace holdfast::picture
