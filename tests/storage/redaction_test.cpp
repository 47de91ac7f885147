#include "storage/event_codec.hpp"
#include "storage/redaction.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace holdfast {
namespace {

Redaction of_dana() {
    return {{.name = "Dana Weber", .name_parts = {"Dana", "Weber"}, .addresses = {"dana@acme.example", "+49 30 1234"}},
            "a former contact"};
}

TEST(Redaction, takes_the_name_its_parts_and_the_addresses_out_of_texts_in_any_case) {
    const auto redaction = of_dana();
    EXPECT_EQ(redaction.applied_to("Dana Weber called"), "a former contact called");
    EXPECT_EQ(redaction.applied_to("dana WEBER called"), "a former contact called");
    EXPECT_EQ(redaction.applied_to("weber said: ask Dana's team"),
              "a former contact said: ask a former contact's team");
    EXPECT_EQ(redaction.applied_to("write to Dana@Acme.example or ring +49 30 1234."),
              "write to a former contact or ring a former contact.");
    EXPECT_EQ(redaction.applied_to("<mailto:dana.weber@home.example>"),
              "<mailto:a former contact.a former contact@home.example>");
}

TEST(Redaction, leaves_other_words_alone) {
    const auto redaction = of_dana();
    for (const auto* text : {"", "Weberei", "Danae Webers", "a bandana", "call 49 30", "Übergabe 👩‍💻"})
        EXPECT_EQ(redaction.applied_to(text), text);
    const Redaction button{{.name = "Call Button", .name_parts = {"Call", "Button"}}, "a former contact"};
    EXPECT_EQ(button.applied_to("call"), "call") << "a word of the program";
    EXPECT_EQ(button.applied_to("Button"), "a former contact");
    EXPECT_EQ(button.applied_to("the call was short"), "the a former contact was short");
    const Redaction berlin{{.name = "Iris Berlin", .name_parts = {"Iris", "Berlin"}}, "a former contact"};
    EXPECT_EQ(berlin.applied_to("Europe/Berlin"), "Europe/Berlin") << "a time zone";
}

TEST(Redaction, knows_every_alphabet) {
    const Redaction redaction{{.name = "Jörg Ünal", .name_parts = {"Jörg", "Ünal"}}, "a former contact"};
    EXPECT_EQ(redaction.applied_to("mit JÖRG ÜNAL telefoniert"), "mit a former contact telefoniert");
    EXPECT_EQ(redaction.applied_to("ünal, Jörgs Chef"), "a former contact, Jörgs Chef");
}

TEST(Redaction, compares_letters_however_they_are_composed) {
    const Redaction composed{{.name = "Jörg Ünal", .name_parts = {"Jörg", "Ünal"}}, "a former contact"};
    EXPECT_EQ(composed.applied_to("mit Jo\u0308rg U\u0308nal und Mu\u0308ller"),
              "mit a former contact und Mu\u0308ller");
    EXPECT_EQ(composed.applied_to("Jo\u0308rg"), "a former contact");
    EXPECT_EQ(composed.applied_to("Jo\u0308rgs Chef"), "Jo\u0308rgs Chef");
    const Redaction decomposed{{.name = "Jo\u0308rg U\u0308nal"}, "a former contact"};
    EXPECT_EQ(decomposed.applied_to("mit Jörg Ünal"), "mit a former contact");
}

TEST(Redaction, reads_texts_as_slack_shows_them) {
    const Redaction redaction{{.name = "Weber & Sons", .name_parts = {"Weber"}, .addresses = {"d_zz77@acme.example"}},
                              "a former contact"};
    EXPECT_EQ(redaction.applied_to("write to d_\u200Bzz77@acme.example."), "write to a former contact.");
    EXPECT_EQ(redaction.applied_to("*\u200BWeber &amp; Sons*\u200B called"), "*\u200Ba former contact*\u200B called");
    EXPECT_EQ(redaction.applied_to("We\u00ADber, \uFEFFWeb\u200D\u200Cer"), "a former contact, \uFEFFa former contact");
    EXPECT_EQ(redaction.applied_to("ask\u200BWeber\u200Bagain"), "ask\u200Ba former contact\u200Bagain")
        << "what nobody sees divides words as well";
    const auto* untouched = "a_\u200Bb &amp; <b> We\u00ADberei";
    EXPECT_EQ(redaction.applied_to(untouched), untouched);
}

TEST(Redaction, knows_a_telephone_number_by_its_digits) {
    const Redaction redaction{{.name = "Dana Weber", .addresses = {"+49 30 9998877"}}, "a former contact"};
    for (const auto* written :
         {"+49 30 9998877", "+49309998877", "+49 (30) 999-88-77", "49.30/9998877", "+49 30 999 88 77"})
        EXPECT_EQ(redaction.applied_to(std::string{"ring "} + written + "."), "ring a former contact.");
    EXPECT_EQ(redaction.applied_to("<tel:+49309998877|+49 30 9998877>"), "<tel:a former contact|a former contact>");
    for (const auto* other : {"49309998", "+493099988771", "149309998877", "49, 30, 9998877", "4930 x 9998877"})
        EXPECT_EQ(redaction.applied_to(other), other);
    const Redaction short_ones{{.name = "Dana Weber", .addresses = {"12 345", "-"}}, "a former contact"};
    EXPECT_EQ(short_ones.applied_to("ring 12 345 - or 12345"), "ring a former contact - or 12345");
}

TEST(Redaction, leaves_words_of_the_program_where_it_holds_nothing_else) {
    const Redaction call{{.name = "Call", .addresses = {"call@acme.example"}}, "a former contact"};
    EXPECT_EQ(call.applied_to(R"({"action_id":"call.reached","kind":"call","text":"call me"})"),
              R"({"action_id":"call.reached","kind":"call","text":"a former contact me"})");
    EXPECT_EQ(call.applied_to_program_words("call/U0KIM"), "call/U0KIM");
    const Redaction kim{{.name = "Person", .addresses = {"U0KIM", "kim@example.com"}}, "a former colleague"};
    EXPECT_EQ(kim.applied_to_program_words("person:U0KIM"), "person:a former colleague");
    EXPECT_EQ(kim.applied_to_program_words("call/kim@example.com"), "call/a former colleague");
}

TEST(Redaction, leaves_every_word_that_an_event_is_read_by) {
    const std::vector<Event> events{
        event::TouchLogged{.touch = {.mood = Mood::good}},
        event::SignalAdded{.signal = {.kind = SignalKind::imported}},
        event::RoleTaken{.role = RescueRole::support_lead},
        event::ContactAdded{.role = BuyingRole::champion},
        event::StepChanged{.mark = event::StepMark::blocked, .was = event::StepMark::skipped},
        event::RescueClosed{.outcome = event::Outcome::lost, .loss = LossReason::rival},
        event::ReminderFired{.key = "plan/1/late"}};
    for (const std::string name : {"Call", "out", "GOOD", "Imported", "Support", "lead", "Champion", "blocked",
                                   "skipped", "lost", "rival", "plan", "late"}) {
        const Redaction redaction{{.name = name}, "a former contact"};
        for (const auto& event : events) {
            const auto body = encode(event).body;
            EXPECT_EQ(redaction.applied_to(body), body) << name;
        }
    }
}

TEST(Redaction, looks_into_json_value_by_value) {
    const auto redaction = of_dana();
    EXPECT_EQ(redaction.applied_to(R"({"kind":"call","text":"Dana \"D\" Weber","n":1.5})"),
              R"({"kind":"call","text":"a former contact \"D\" a former contact","n":1.5})");
    EXPECT_EQ(redaction.applied_to(R"({"answer":"{\"error\":\"no Dana Weber\"}"})"),
              R"({"answer":"{\"error\":\"no a former contact\"}"})");
    const auto* untouched = R"({"b" : 1.50, "a":["x"]})";
    EXPECT_EQ(redaction.applied_to(untouched), untouched) << "what does not change keeps its bytes";
}

TEST(Redaction, looks_at_the_names_of_members_that_people_are_known_by) {
    const Redaction kim{{.name = "Text", .addresses = {"U0KIM", "kim@example.com"}}, "a former colleague"};
    EXPECT_EQ(kim.applied_to(R"({"topic":"x","failures":{"U0ANA":"left","kim@example.com":"is not found"}})"),
              R"({"topic":"x","failures":{"U0ANA":"left","a former colleague":"is not found"}})");
    EXPECT_EQ(kim.applied_to(R"([{"Kim@Example.com":{"U0KIM":1}}])"),
              R"([{"a former colleague":{"a former colleague":1}}])");
    EXPECT_EQ(kim.applied_to(R"({"U0KIM":"is a guest","kim@example.com":"is not found","U0LEE":"left"})"),
              R"({"a former colleague":"is a guest","U0LEE":"left"})")
        << "known by both";
    EXPECT_EQ(kim.applied_to(R"({"text":"mail kim@example.com"})"), R"({"text":"mail a former colleague"})")
        << "a word of the program";
    const auto* untouched = R"({"U0ANA" : {"text":"x"}})";
    EXPECT_EQ(kim.applied_to(untouched), untouched);
}

TEST(Redaction, empties_what_stands_beside_the_name) {
    const auto redaction = of_dana();
    EXPECT_EQ(redaction.applied_to(R"({"contact":{"name":"dana weber","phone":"0170","title":"COO"}})"),
              R"({"contact":{"name":"a former contact","phone":"","title":"COO"}})");
    EXPECT_EQ(redaction.applied_to(R"({"sponsor":{"name":"Dana Weber","phone":"0170","email":"x","zone":"UTC"}})"),
              R"({"sponsor":{"name":"","phone":"","email":"","zone":""}})");
    EXPECT_EQ(redaction.applied_to(R"({"sponsor":{"name":"Ann","phone":"0170"}})"),
              R"({"sponsor":{"name":"Ann","phone":"0170"}})");
}

TEST(TellingParts, are_those_that_nobody_else_has) {
    EXPECT_EQ(telling_parts("Dana Weber", {"Acme"}), (std::vector<std::string>{"Dana", "Weber"}));
    EXPECT_EQ(telling_parts("Dana Weber", {"Weber GmbH", "Tom dana"}), std::vector<std::string>{});
    EXPECT_EQ(telling_parts("Dr. Al-Li O'Neil", {}), (std::vector<std::string>{"Neil"})) << "three letters and more";
}

} // namespace
} // namespace holdfast
