#include "storage/event_codec.hpp"
#include "tests/playbooks/rescue/every_kind.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <set>
#include <stdexcept>

namespace holdfast {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

std::string error_of(std::string_view type, std::string_view body) {
    try {
        static_cast<void>(decode_event(type, body));
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "no error";
}

/// Encoded again it is the same: with every field away from its default, nothing was lost on the way.
void expect_round_trip(const Event& event) {
    const auto encoded = encode(event);
    const auto decoded = decode_event(encoded.type, encoded.body);
    EXPECT_EQ(decoded.index(), event.index()) << encoded.type;
    EXPECT_EQ(encode(decoded).body, encoded.body);
}

TEST(EventCodec, every_kind_comes_back_as_it_was) {
    std::set<std::string> types;
    for (const auto& event : test::one_of_every_kind("Größe „x“ \n\t\"quoted\" \\ 🚚")) {
        expect_round_trip(event);
        EXPECT_TRUE(types.insert(encode(event).type).second) << "two kinds share the name " << encode(event).type;
        EXPECT_EQ(type_name(event), encode(event).type);
    }
    EXPECT_EQ(types.size(), std::variant_size_v<Event>);
}

TEST(EventCodec, nothing_of_an_event_is_left_out_of_its_body) {
    // Every field of the samples differs from its default, so a field that is not written shows up as a default here.
    const auto kinds = test::one_of_every_kind("text");
    const auto opened = std::get<event::RescueOpened>(decode_event("rescue-opened", encode(kinds[0]).body));
    const auto original = std::get<event::RescueOpened>(kinds[0]);
    EXPECT_EQ(opened.signals, original.signals);
    EXPECT_EQ(opened.sponsor, original.sponsor);
    EXPECT_EQ(opened.call, original.call);
    EXPECT_EQ(opened.number, original.number);
    const auto touch = std::get<event::TouchLogged>(decode_event("touch-logged", encode(kinds[8]).body));
    EXPECT_EQ(touch.touch, std::get<event::TouchLogged>(kinds[8]).touch);
    EXPECT_TRUE(touch.with_sponsor);
    EXPECT_TRUE(touch.draft_shown);
    EXPECT_TRUE(touch.lacks_progress && touch.lacks_next && touch.lacks_dates);
    EXPECT_FALSE(std::get<event::RoleTaken>(decode_event("role-taken", encode(kinds[12]).body)).former.empty());
    EXPECT_FALSE(std::get<event::RoleDropped>(decode_event("role-dropped", encode(kinds[13]).body)).former.empty());
    const auto review = std::get<event::ReviewHeld>(decode_event("review-held", encode(kinds[30]).body));
    EXPECT_EQ(review.safeguards, std::get<event::ReviewHeld>(kinds[30]).safeguards);
    const auto fired = std::get<event::ReminderFired>(decode_event("reminder-fired", encode(kinds[33]).body));
    EXPECT_TRUE(fired.late);
    EXPECT_TRUE(fired.pointless);
}

TEST(EventCodec, the_stored_form_is_a_contract) {
    EXPECT_EQ(
        encode(event::PlanRowAdded{1, "Move the night shift", UserId{"U0KIM"}, Day{date::year{2026} / 3 / 6}}).body,
        R"({"due":"2026-03-06","owner":"U0KIM","row":1,"text":"Move the night shift"})");
    EXPECT_EQ(encode(event::StepChanged{6, event::StepMark::skipped, {}, {}, "why"}).body,
              R"({"due":null,"mark":"skipped","note":"why","owner":"","step":6,"was":"none"})");
    EXPECT_EQ(encode(event::RescueClosed{event::Outcome::false_alarm, "", ""}).body,
              R"({"evidence":"","loss":null,"outcome":"false-alarm","reason":""})");
    EXPECT_EQ(encode(event::ContactShared{}).body, "{}");
}

TEST(EventCodec, a_body_of_an_older_version_reads_with_defaults) {
    for (const auto& event : test::one_of_every_kind()) {
        EXPECT_EQ(decode_event(type_name(event), "{}").index(), event.index()) << type_name(event);
        // Each field missing on its own.
        const auto whole = json::parse(encode(event).body);
        for (const auto& [key, value] : whole.items()) {
            auto part = whole;
            part.erase(key);
            EXPECT_EQ(decode_event(type_name(event), part.dump()).index(), event.index()) << type_name(event) << key;
        }
    }
    const auto opened = std::get<event::RescueOpened>(decode_event("rescue-opened", R"({"account":"acme"})"));
    EXPECT_EQ(opened.account, AccountId{"acme"});
    EXPECT_EQ(opened.number, 1);
    EXPECT_TRUE(opened.call.same_day);
}

TEST(EventCodec, S1_18_a_lead_from_before_the_right_to_approve_was_written_down_has_it_only_from_somebody_else) {
    const auto may_approve = [](std::string_view body, const char* actor) {
        return std::get<event::RoleTaken>(decode_event("role-taken", body, UserId{actor})).may_approve;
    };
    const auto* const lead = R"({"holder":"U0KIM","role":"lead"})";
    EXPECT_FALSE(may_approve(lead, "U0KIM"));
    EXPECT_TRUE(may_approve(lead, "U0MANAGER"));
    EXPECT_TRUE(may_approve(lead, "")) << "given by Holdfast";
    EXPECT_TRUE(may_approve(R"({"holder":"U0KIM","role":"support"})", "U0KIM")) << "that role approves nothing";
    EXPECT_TRUE(may_approve(R"({"holder":"U0KIM","may_approve":true,"role":"lead"})", "U0KIM"));
    EXPECT_FALSE(may_approve(R"({"holder":"U0KIM","may_approve":false,"role":"lead"})", "U0MANAGER"));
}

TEST(EventCodec, S1_24_who_is_in_charge_from_before_the_accounts_zone_was_written_down_leaves_the_zone_alone) {
    const auto zone_in = [](std::string_view body) {
        const auto type = type_name(event::InChargeChanged{});
        return std::get<event::InChargeChanged>(decode_event(type, body)).account_zone;
    };
    EXPECT_EQ(zone_in(R"({"executive_sponsor":"","manager":"U0KIM","owner":"U0KIM"})"), std::nullopt);
    EXPECT_EQ(zone_in(R"({"account_zone":null})"), std::nullopt);
    EXPECT_EQ(zone_in(R"({"account_zone":""})"), "") << "not known any more";
    EXPECT_EQ(zone_in(R"({"account_zone":"Asia/Tokyo"})"), "Asia/Tokyo");
}

TEST(EventCodec, a_field_of_a_newer_version_is_passed_over) {
    EXPECT_EQ(std::get<event::SummarySent>(decode_event("summary-sent", R"({"touch":3,"channel":"mail"})")).touch, 3);
}

TEST(EventCodec, an_unknown_kind_is_named) {
    EXPECT_THAT(error_of("teleported", "{}"), AllOf(HasSubstr("unknown kind"), HasSubstr("teleported")));
    EXPECT_THAT(error_of("", "{}"), HasSubstr("unknown kind"));
}

TEST(EventCodec, a_damaged_body_is_reported_with_its_kind) {
    struct Example {
        std::string_view type;
        std::string_view body;
    };
    for (const auto& [type, body] : {
             Example{"touch-logged", ""},
             Example{"touch-logged", R"({"touch":{"number":1)"},
             Example{"touch-logged", "[]"},
             Example{"contact-shared", "5"},
             Example{"touch-logged", R"({"touch":7})"},
             Example{"touch-logged", R"({"touch":{"kind":"pigeon"}})"},
             Example{"touch-logged", R"({"touch":{"mood":"purple"}})"},
             Example{"touch-logged", R"({"touch":{"direction":"sideways"}})"},
             Example{"touch-logged", R"({"touch":{"at":"noon"}})"},
             Example{"rescue-closed", R"({"outcome":"won"})"},
             Example{"step-changed", R"({"mark":"half"})"},
             Example{"role-taken", R"({"role":"wizard"})"},
             Example{"signal-added", R"({"signal":{"kind":"omen"}})"},
             Example{"plan-row-added", R"({"due":"2026-02-30"})"},
             Example{"plan-row-added", R"({"due":"2026-03-06x"})"},
             Example{"plan-row-added", R"({"row":"one"})"},
             Example{"plan-row-added", R"({"row":1.5})"},
             Example{"signal-added", R"({"signal":{"at":1e113}})"},
         }) {
        EXPECT_THAT(error_of(type, body), AllOf(HasSubstr("cannot be read"), HasSubstr(std::string{type}))) << body;
    }
}

TEST(EventCodec, bytes_that_are_no_utf8_do_not_lose_the_event) {
    const auto encoded = encode(event::TimelineNoted{"caf\xe9 \xff\xfe", Instant{}, ""});
    EXPECT_EQ(std::get<event::TimelineNoted>(decode_event(encoded.type, encoded.body)).text, "caf\uFFFD \uFFFD\uFFFD");
}

RC_GTEST_PROP(EventCodec, any_text_any_time_and_any_number_come_back,
              (std::string text, std::int64_t raw, double value)) {
    const auto event = *rc::gen::elementOf(test::one_of_every_kind(text));
    const auto encoded = encode(event);
    RC_ASSERT(encode(decode_event(encoded.type, encoded.body)).body == encoded.body);

    const Instant at{std::chrono::milliseconds{raw}};
    const auto moved = encode(event::SponsorCallMoved{at, text});
    RC_ASSERT(std::get<event::SponsorCallMoved>(decode_event(moved.type, moved.body)).to == at);
    const auto logged = encode(event::IndicatorLogged{"ontime", value});
    RC_ASSERT(std::get<event::IndicatorLogged>(decode_event(logged.type, logged.body)).value == value);
}

} // namespace
} // namespace holdfast
