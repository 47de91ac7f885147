#include "config/settings_file.hpp"
#include "tests/config/shown_settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <ostream>
#include <string>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using namespace date::literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(SettingsFile, an_empty_file_leaves_every_default) {
    const auto defaults = shown(Settings{});
    EXPECT_EQ(shown(read_settings("", "holdfast.yaml")), defaults);
    EXPECT_EQ(shown(read_settings("# only a comment\n", "holdfast.yaml")), defaults);
    EXPECT_EQ(shown(read_settings("tickets:\n  # floor: 4\n", "holdfast.yaml")), defaults);
}

TEST(SettingsFile, takes_values_of_every_shape) {
    const auto settings = read_settings(R"(
time_zone: Pacific/Auckland
working_hours: {start: "08:30", end: 16:45, days: [sun, mon]}
holidays: [2026-12-25, 2026-12-24, 2026-12-25]
leaders: [U012AB3CD, kim@example.com, S0LEADERS]
company_revenue: 12.5m
decline: {shift_percent: 12.5}
room: {private: false, prefix: save_}
listen: "[::1]:8080"
database: /var/lib/holdfast/holdfast.db
playbooks: ~
)",
                                        "holdfast.yaml");

    ASSERT_TRUE(settings) << to_text(settings.error());
    EXPECT_EQ(settings->time_zone, "Pacific/Auckland");
    EXPECT_EQ(settings->working_hours.start, 8h + 30min);
    EXPECT_EQ(settings->working_hours.end, 16h + 45min);
    EXPECT_EQ(settings->working_hours.days, Weekdays{0b0000011});
    EXPECT_THAT(settings->working_hours.holidays, ElementsAre(Day{2026_y / 12 / 24}, Day{2026_y / 12 / 25}));
    EXPECT_THAT(settings->leaders, ElementsAre(UserId{"U012AB3CD"}, UserId{"kim@example.com"}, UserId{"S0LEADERS"}));
    EXPECT_EQ(settings->company_revenue, Money{1'250'000'000});
    EXPECT_EQ(settings->decline.shift_percent, 12.5);
    EXPECT_FALSE(settings->room.is_private);
    EXPECT_EQ(settings->room.prefix, "save_");
    EXPECT_EQ(settings->listen, (ListenAddress{.host = "::1", .port = 8080}));
    EXPECT_EQ(settings->database, "/var/lib/holdfast/holdfast.db");
    EXPECT_EQ(settings->playbooks, std::nullopt);
}

TEST(SettingsFile, Q4_tickets_floor_of_zero_switches_the_floor_off) {
    const auto settings = read_settings("tickets: {floor: 0}", "holdfast.yaml");
    ASSERT_TRUE(settings) << to_text(settings.error());
    EXPECT_EQ(settings->thresholds.tickets.floor, 0);
}

/// A file that must be refused, and where the refusal must point.
struct Refused {
    std::string why;
    std::string yaml;
    int line;
    std::string key;
    std::string message; ///< part of it

    friend std::ostream& operator<<(std::ostream& out, const Refused& example) { return out << example.why; }
};

class RefusedSettings : public testing::TestWithParam<Refused> {};

TEST_P(RefusedSettings, name_file_line_and_key) {
    const auto settings = read_settings(GetParam().yaml, "some/holdfast.yaml");

    ASSERT_FALSE(settings.has_value());
    EXPECT_EQ(settings.error().file, "some/holdfast.yaml");
    EXPECT_EQ(settings.error().line, GetParam().line);
    EXPECT_EQ(settings.error().key, GetParam().key);
    EXPECT_THAT(settings.error().message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    UnknownKeys, RefusedSettings,
    testing::Values(
        Refused{"a misspelt key", "tickets:\n  flor: 3\n", 2, "tickets.flor", "did you mean tickets.floor?"},
        Refused{"a misspelt section", "tikets: {floor: 3}", 1, "tikets", "did you mean tickets?"},
        Refused{"a key in the wrong place", "\nclose_of_day: \"17:00\"", 2, "close_of_day",
                "did you mean sponsor_call.close_of_day?"},
        Refused{"a key nobody knows", "favourite_colour: blue", 1, "favourite_colour", "holdfast.example.yaml"},
        Refused{"a section inside itself", "tickets: &t {tickets: *t}", 1, "tickets.tickets", "is not a key"},
        Refused{"a key written twice", "watch: {days: 90}\nwatch: {days: 30}", 2, "watch", "written twice"},
        Refused{"a list as a key", "tickets: {[a, b]: 1}", 1, "", "a key must be a plain word, not a list"}));

INSTANTIATE_TEST_SUITE_P(
    WrongTypes, RefusedSettings,
    testing::Values(
        Refused{"a text for a number", "tickets: {floor: four}", 1, "tickets.floor", "whole number, not \"four\""},
        Refused{"a quoted number", "tickets: {floor: \"4\"}", 1, "tickets.floor", "whole number, not \"4\""},
        Refused{"a fraction for a whole number", "tickets: {floor: 4.5}", 1, "tickets.floor", "whole number"},
        Refused{"nothing for a number", "tickets: {floor: }", 1, "tickets.floor", "whole number, not nothing"},
        Refused{"nothing for a number, long before the next key", "tickets:\n  floor:\n\n\n\nroom: {private: true}", 2,
                "tickets.floor", "whole number, not nothing"},
        Refused{"a number too large to hold", "tickets: {floor: 99999999999}", 1, "tickets.floor", "whole number"},
        Refused{"not a number at all", "decline: {shift_percent: .nan}", 1, "decline.shift_percent", "a number"},
        Refused{"a word for a truth value", "room: {private: maybe}", 1, "room.private", "true or false"},
        Refused{"a text for a section", "tickets: 4", 1, "tickets", "rise_percent, floor, window_days"},
        Refused{"a list for a section", "signals: {order_volume: [1]}", 1, "signals.order_volume", "drop_percent"},
        Refused{"a section for a value", "tickets: {floor: {of: 4}}", 1, "tickets.floor", "whole number"},
        Refused{"a text for a list", "leaders: U012AB3CD", 1, "leaders", "must be a list"},
        Refused{"a list for a text", "time_zone: [UTC]", 1, "time_zone", "must be a text"},
        Refused{"no keys at all", "just words", 1, "", "must hold keys"}));

INSTANTIATE_TEST_SUITE_P(
    ImpossibleValues, RefusedSettings,
    testing::Values(
        Refused{"an hour 25", "sponsor_call:\n  close_of_day: \"25:00\"", 2, "sponsor_call.close_of_day",
                "\"25:00\" is not a time of day"},
        Refused{"a minute 60", "reminders: {digest: \"09:60\"}", 1, "reminders.digest", "not a time of day"},
        Refused{"a time without minutes", "reminders: {digest: 9}", 1, "reminders.digest", "not a time of day"},
        Refused{"a negative floor", "tickets: {floor: -1}", 1, "tickets.floor", "must be from 0"},
        Refused{"a percentage of zero", "decline: {shift_percent: 0}", 1, "decline.shift_percent", "percentage"},
        Refused{"a percentage above 100", "signals: {order_volume: {drop_percent: 101}}", 1,
                "signals.order_volume.drop_percent", "percentage"},
        Refused{"a zone that does not exist", "time_zone: Europe/Atlantis", 1, "time_zone", "not a time zone"},
        Refused{"the 30th of February", "holidays: [2026-02-28, 2026-02-30]", 1, "holidays", "not a date"},
        Refused{"a date with a tail", "holidays: [2026-02-28T10:00]", 1, "holidays", "not a date"},
        Refused{"a day that is none", "working_hours: {days: [mon, funday]}", 1, "working_hours.days",
                "\"funday\" is not a day of the week"},
        Refused{"a week without work", "working_hours: {days: []}", 1, "working_hours.days", "at least one"},
        Refused{"a leader without id or address", "leaders: [Kim]", 1, "leaders", "neither a Slack id"},
        Refused{"capitals in a room's prefix", "room: {prefix: Rescue-}", 1, "room.prefix", "a to z"},
        Refused{"a prefix that leaves no room", "room: {prefix: " + std::string(41, 'x') + "}", 1, "room.prefix",
                "at most 40"},
        Refused{"a port too large", "listen: 127.0.0.1:65536", 1, "listen", "address and port"},
        Refused{"no port", "listen: localhost", 1, "listen", "address and port"},
        Refused{"a name instead of an address", "listen: localhost:3000", 1, "listen", "IP address and port"},
        Refused{"an IPv6 address without brackets", "listen: \"::1:3000\"", 1, "listen", "address and port"},
        Refused{"an address that is no web address", "public_url: example.com", 1, "public_url", "not a web address"},
        Refused{"a company without revenue", "company_revenue: 0", 1, "company_revenue", "more than 0"},
        Refused{"a sprint of nine weeks", "sprint: {weeks: 9}", 1, "sprint.weeks", "must be from 6 to 8, not 9"}));

INSTANTIATE_TEST_SUITE_P(
    ValuesThatDisagree, RefusedSettings,
    testing::Values(Refused{"an end before the start", "working_hours:\n  start: \"10:00\"\n  end: \"09:00\"", 3,
                            "working_hours.end", "later than working_hours.start"},
                    Refused{"a start after the default end", "\nworking_hours: {start: \"20:00\"}", 2,
                            "working_hours.end", "later than working_hours.start"},
                    Refused{"stages out of order", "decline: {crisis_percent: 15}", 1, "decline.crisis_percent",
                            "more than decline.distancing_percent"},
                    Refused{"rungs out of order", "sponsor_call: {rungs: {last_call: \"18:00\"}}", 1,
                            "sponsor_call.rungs.day_ended", "later than sponsor_call.rungs.last_call"},
                    Refused{"more kinds of contacts than contacts", "new_contacts: {total: 1}", 1, "new_contacts.total",
                            "at least"}));

INSTANTIATE_TEST_SUITE_P(NotYaml, RefusedSettings,
                         testing::Values(Refused{"a comma at the beginning", ", tickets", 1, "", "is not YAML"},
                                         Refused{"an open bracket", "tickets:\n  floor: 4\nleaders: [", 3, "",
                                                 "is not YAML"},
                                         Refused{"two documents", "tickets: {floor: 4}\n---\ntickets: {floor: 5}", 3,
                                                 "", "second document"}));

class SecretsInTheFile : public testing::TestWithParam<std::string> {};

TEST_P(SecretsInTheFile, are_refused_without_repeating_them) {
    const auto settings = read_settings("watch: {days: 90}\n" + GetParam(), "holdfast.yaml");

    ASSERT_FALSE(settings.has_value());
    EXPECT_EQ(settings.error().line, 2);
    EXPECT_THAT(settings.error().key, Not(IsEmpty()));
    EXPECT_THAT(settings.error().message, HasSubstr("SLACK_BOT_TOKEN"));
    EXPECT_THAT(to_text(settings.error()), Not(HasSubstr("12-34")));
}

INSTANTIATE_TEST_SUITE_P(Anywhere, SecretsInTheFile,
                         testing::Values("slack_bot_token: \"12-34\"", "SLACK_SIGNING_SECRET: 12-34",
                                         "watch_token: {of: 12-34}", "listen: xoxb-12-34", "room: {prefix: xapp-12-34}",
                                         "leaders: [xoxb-12-34]", "anything: xoxp-12-34", "xoxb-12-34: 5",
                                         "room: {xapp-12-34: 5}", "\"Bearer 12-34\": 5", "listen: Bearer 12-34",
                                         "leaders: [Bearer 12-34]", "public_url: https://example.com/?t=xoxe.12-34"));

TEST(SettingsFile, repeats_no_secret_where_it_is_not_YAML) {
    const auto settings = read_settings("listen: *xoxb-12-34", "holdfast.yaml");
    ASSERT_FALSE(settings.has_value());
    EXPECT_THAT(to_text(settings.error()), AllOf(HasSubstr("is not YAML"), Not(HasSubstr("12-34"))));
}

TEST(ConfigError, reads_as_one_line_that_says_where) {
    const ConfigError in_file{
        .file = "holdfast.yaml", .line = 12, .column = 3, .key = "tickets.floor", .message = "no"};
    const ConfigError in_environment{.file = "environment", .key = "HOLDFAST_LISTEN", .message = "no"};
    EXPECT_EQ(to_text(in_file), "holdfast.yaml:12:3: tickets.floor: no");
    EXPECT_EQ(to_text(in_environment), "environment: HOLDFAST_LISTEN: no");
    EXPECT_EQ(to_text(read_settings("\"na\\nme\\e[31m\": 1", "a.yaml").error()),
              "a.yaml:1:1: na?me?[31m: is not a key; config/holdfast.example.yaml lists them all");
}

} // namespace
} // namespace holdfast
