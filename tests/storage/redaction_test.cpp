#include "storage/redaction.hpp"

#include <gtest/gtest.h>

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
