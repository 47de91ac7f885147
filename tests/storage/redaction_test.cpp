#include "storage/event_codec.hpp"
#include "storage/redaction.hpp"

#include <gtest/gtest.h>

#include <tuple>
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
    for (const auto* text : {"", "Weberei", "Danae Weberin", "a bandana", "call 49 30", "Übergabe 👩‍💻"})
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
    EXPECT_EQ(redaction.applied_to("ünal, Jörgs Chef"), "a former contact, a former contact's Chef");
}

TEST(Redaction, compares_letters_however_they_are_composed) {
    const Redaction composed{{.name = "Jörg Ünal", .name_parts = {"Jörg", "Ünal"}}, "a former contact"};
    EXPECT_EQ(composed.applied_to("mit Jo\u0308rg U\u0308nal und Mu\u0308ller"),
              "mit a former contact und Mu\u0308ller");
    EXPECT_EQ(composed.applied_to("Jo\u0308rg"), "a former contact");
    EXPECT_EQ(composed.applied_to("Jo\u0308rgen, Jo\u0308rgsen"), "Jo\u0308rgen, Jo\u0308rgsen");
    const Redaction decomposed{{.name = "Jo\u0308rg U\u0308nal"}, "a former contact"};
    EXPECT_EQ(decomposed.applied_to("mit Jörg Ünal"), "mit a former contact");
}

TEST(Redaction, takes_the_genitive_of_a_name_for_the_name) {
    const auto dana = of_dana();
    EXPECT_EQ(dana.applied_to("Danas Vorschlag, Webers Budget"),
              "a former contact's Vorschlag, a former contact's Budget");
    EXPECT_EQ(dana.applied_to("DANA WEBERS Budget"), "a former contact's Budget");
    EXPECT_EQ(dana.applied_to("Danas-Weber-Idee, (Danas)"),
              "a former contact's-a former contact-Idee, (a former contact's)");
    EXPECT_EQ(dana.applied_to("Dana's, Dana\u2019s, Dana\u00B4s, Dana\u02BCs and DANA'S plan"),
              "a former contact's, a former contact\u2019s, a former contact\u00B4s, a former contact\u02BCs and "
              "a former contact'S plan");
    EXPECT_EQ(dana.applied_to("the Webers' house"), "the a former contact's house");
    EXPECT_EQ(dana.applied_to(R"({"text":"Danas Rat","with":"Ann"})"),
              R"({"text":"a former contact's Rat","with":"Ann"})");
    const Redaction whole_name{{.name = "Dana Weber"}, "a former contact"};
    EXPECT_EQ(whole_name.applied_to("Dana Webers Rat, Webers Rat"), "a former contact's Rat, Webers Rat");
}

TEST(Redaction, takes_a_genitive_without_an_apostrophe_only_with_a_capital) {
    const auto dana = of_dana();
    EXPECT_EQ(dana.applied_to("danas webers, DANAS WEBERS"), "danas webers, a former contact's a former contact's");
    EXPECT_EQ(dana.applied_to("dana's and weber"), "a former contact's and a former contact") << "no everyday word";
    EXPECT_EQ(dana.applied_to("dana webers Rat, dana Webers Rat"),
              "a former contact webers Rat, a former contact's Rat")
        << "the last word has the ending";
    const Redaction everyday{{.name = "Dan Doe", .name_parts = {"Dan", "Doe", "Thi", "Day"}}, "a former contact"};
    for (const auto* text : {"this does take days, dans ce cas", "he does", "This and Thus", "Does it?", "Days later",
                             "Dans ce cas", "DOES THIS TAKE DAYS"})
        EXPECT_EQ(everyday.applied_to(text), text);
    EXPECT_EQ(everyday.applied_to("Dan does, Dan Does, Doe's"),
              "a former contact does, a former contact Does, a former contact's");
    const Redaction one_word{{.name = "Doe"}, "a former contact"};
    EXPECT_EQ(one_word.applied_to("doe does, Does"), "a former contact does, Does");
    const Redaction small{{.name = "dana weber", .name_parts = {"dana", "weber"}}, "a former contact"};
    EXPECT_EQ(small.applied_to("danas Rat, Webers Rat"), "a former contact's Rat, a former contact's Rat")
        << "a name without a capital";
    const Redaction decomposed{{.name = "U\u0308nal", .name_parts = {}}, "a former contact"};
    EXPECT_EQ(decomposed.applied_to("Ünals, ünals, U\u0308nals, u\u0308nals"),
              "a former contact's, ünals, a former contact's, u\u0308nals");
}

TEST(Redaction, takes_single_words_of_some_names_only_with_a_capital) {
    const Redaction will{{.name = "Will Price",
                          .name_parts = {"Will", "Price"},
                          .addresses = {"price@us.example"},
                          .parts_want_capital = true},
                         "a former colleague"};
    EXPECT_EQ(will.applied_to("will the price be Will's or WILLS?"),
              "will the price be a former colleague's or a former colleague's?");
    EXPECT_EQ(will.applied_to("will's price' wills"), "will's price' wills");
    EXPECT_EQ(will.applied_to("will price, Price@us.example"), "a former colleague, a former colleague")
        << "in full, and addresses";
    EXPECT_EQ(will.applied_to(R"({"text":"Will wrote: it will"})"), R"({"text":"a former colleague wrote: it will"})");
    const Redaction small{{.name = "kim Lee", .name_parts = {"kim", "Lee"}, .parts_want_capital = true}, "somebody"};
    EXPECT_EQ(small.applied_to("kim, Kim, lee, Lee"), "somebody, somebody, lee, somebody");
    const Redaction mark{{.name = "Mark", .parts_want_capital = true}, "somebody"};
    EXPECT_EQ(mark.applied_to("mark Mark"), "mark somebody") << "a whole name of one word";
}

TEST(Redaction, tells_which_words_it_takes_and_how_often) {
    const Redaction dana{
        {.name = "Dana Weber", .name_parts = {"Dana", "Weber"}, .addresses = {"dana@acme.example", "+49 30 9998877"}},
        "a former contact"};
    TakenWords taken;
    EXPECT_EQ(dana.applied_to("Dana Weber, Danas Rat, dana, We\u00ADber", &taken),
              dana.applied_to("Dana Weber, Danas Rat, dana, We\u00ADber"));
    EXPECT_EQ(taken, (TakenWords{{"Dana Weber", 1}, {"Danas", 1}, {"dana", 1}, {"Weber", 1}})) << "as one sees them";
    std::ignore =
        dana.applied_to(R"({"text":"Dana\nDana's +49 30\n9998877","nested":"{\"with\":\"Dana Weber\"}"})", &taken);
    EXPECT_EQ(taken.at("Dana"), 2);
    EXPECT_EQ(taken.at("Dana Weber"), 2);
    EXPECT_EQ(taken.at("+49 30 9998877"), 1) << "on one line";
    taken.clear();
    std::ignore = dana.applied_to(R"({"name":"Dana Weber","phone":"0170","email":"","kind":"Weber"})", &taken);
    EXPECT_EQ(taken, (TakenWords{{"Dana Weber", 1}, {"0170", 1}})) << "with what stands beside the name";
    taken.clear();
    std::ignore = dana.applied_to(R"({"text":"nobody"})", &taken);
    EXPECT_TRUE(taken.empty());
}

TEST(Redaction, takes_an_apostrophe_after_s_x_and_z_for_a_genitive) {
    const Redaction redaction{{.name = "Klaus Groß", .name_parts = {"Klaus", "Groß", "Max", "Heinz"}},
                              "a former contact"};
    for (const auto* name : {"Klaus", "Groß", "GROSS", "Max", "Heinz", "Klaus Groß"}) {
        EXPECT_EQ(redaction.applied_to(name + std::string{"' Mail"}), "a former contact's Mail") << name;
        EXPECT_EQ(redaction.applied_to(name + std::string{"\u2019 Mail"}), "a former contact\u2019s Mail") << name;
        EXPECT_EQ(redaction.applied_to(name + std::string{"'s Mail"}), "a former contact's Mail") << name;
    }
    EXPECT_EQ(redaction.applied_to("Das ist Klaus\u2018."), "Das ist a former contact\u2018s.");
    EXPECT_EQ(redaction.applied_to("Klaus\u00B4 Mail, Klaus\u02BC Mail"),
              "a former contact\u00B4s Mail, a former contact\u02BCs Mail");
    EXPECT_EQ(redaction.applied_to("Klaus' Mail, Max' Rat"), "a former contact's Mail, a former contact's Rat");
    for (const auto* other : {"Klauss", "Krauss", "Großs"}) EXPECT_EQ(redaction.applied_to(other), other);
}

TEST(Redaction, takes_the_end_of_a_quotation_for_no_genitive) {
    const Redaction redaction{{.name = "Dana Klaus", .name_parts = {"Dana", "Klaus"}}, "a former contact"};
    EXPECT_EQ(redaction.applied_to("he wrote 'ask Klaus' again"), "he wrote 'ask a former contact' again");
    EXPECT_EQ(redaction.applied_to("\u2018Klaus\u2019 and \u201AKlaus\u2018"),
              "\u2018a former contact\u2019 and \u201Aa former contact\u2018");
    EXPECT_EQ(redaction.applied_to("'Danas' Rat"), "'a former contact's' Rat");
    EXPECT_EQ(redaction.applied_to("Dana' "), "a former contact' ");
    EXPECT_EQ(redaction.applied_to("Klaus' 'ask Klaus' Klaus' 'Klaus'"),
              "a former contact's 'ask a former contact' a former contact's 'a former contact'");
}

TEST(Redaction, compares_genitives_however_they_are_composed) {
    const Redaction redaction{{.name = "Jörg Ünal", .name_parts = {"Jörg", "Ünal"}}, "a former contact"};
    EXPECT_EQ(redaction.applied_to("Jo\u0308rgs Chef"), "a former contact's Chef");
    EXPECT_EQ(redaction.applied_to("\uFF2A\u00F6rg\uFF07\uFF53 Chef"), "a former contact\uFF07\uFF53 Chef")
        << "of full width";
    EXPECT_EQ(redaction.applied_to("Jörg\u017F Chef"), "a former contact's Chef") << "long s";
    EXPECT_EQ(redaction.applied_to("Jörg\u200Bs Chef"), "a former contact\u200Bs Chef")
        << "what nobody sees divides words";
    EXPECT_EQ(redaction.applied_to("*Jörgs\u200B* Chef"), "*a former contact's\u200B* Chef");
    const Redaction halved{{.name = "Ida Gro", .name_parts = {"Ida", "Gro"}}, "a former contact"};
    EXPECT_EQ(halved.applied_to("Groß, Gross"), "Groß, Gross") << "half of a letter is no ending";
}

TEST(Redaction, compares_apostrophes_however_they_are_typed) {
    const Redaction redaction{{.name = "Dana O'Neil"}, "a former contact"};
    EXPECT_EQ(redaction.applied_to("Dana O\u2019Neil, Dana O\u02BCNeils Rat"),
              "a former contact, a former contact's Rat");
}

TEST(Redaction, leaves_words_that_look_like_a_genitive_and_are_none) {
    const auto dana = of_dana();
    for (const auto* text :
         {"danach", "webern", "Danast", "Webersche Idee", "Adanas", "Danass", "Webers1", "ask Webers@acme.example"})
        EXPECT_EQ(dana.applied_to(text), text);
    const Redaction al{{.name = "Al", .addresses = {"U0AL", "al@acme.example"}}, "a former contact"};
    EXPECT_EQ(al.applied_to("als U0ALs al@acme.examples"), "als U0ALs a former contact@acme.examples")
        << "too short, and addresses have no genitive";
}

TEST(Redaction, leaves_a_genitive_that_is_a_word_of_somebody_else) {
    const Redaction dana{
        {.name = "Dana Weber", .name_parts = {"Dana", "Weber"}, .other_names = {"WEBERS GmbH", "Tom Danas"}},
        "a former contact"};
    EXPECT_EQ(dana.applied_to("Webers and Tom Danas"), "Webers and Tom Danas");
    EXPECT_EQ(dana.applied_to("Weber, Dana's"), "a former contact, a former contact's");
    EXPECT_EQ(dana.applied_to("Dana Webers Rat"), "a former contact's Rat") << "nobody else is called so in full";
    const Redaction beside{{.name = "Dana Weber", .other_names = {"Dr. Dana Webers"}}, "a former contact"};
    EXPECT_EQ(beside.applied_to("Dana Webers, Dana Weber"), "Dana Webers, a former contact");
}

TEST(Redaction, leaves_a_genitive_that_may_be_a_word_of_the_program) {
    const Redaction button{{.name = "Call Step", .name_parts = {"Call", "Step"}}, "a former contact"};
    EXPECT_EQ(button.applied_to("steps"), "steps");
    EXPECT_EQ(button.applied_to("steps.open"), "steps.open");
    EXPECT_EQ(button.applied_to("Steps"), "a former contact's");
    EXPECT_EQ(button.applied_to_program_words("Steps"), "Steps");
    EXPECT_EQ(button.applied_to(R"({"kind":"Calls","state":"calls"})"), R"({"kind":"Calls","state":"calls"})");
    const Redaction step{{.name = "Step"}, "a former contact"};
    EXPECT_EQ(step.applied_to("steps"), "steps");
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

} // namespace
} // namespace holdfast
