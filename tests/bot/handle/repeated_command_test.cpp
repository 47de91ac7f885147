// The same command by the same person within ten seconds is one command.
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

namespace {

const std::string manager = "U0MANAGER";
const std::string note = "timeline acme add they told us about a rival";

void open_rescue(Office& office) {
    office.at_berlin("2026-03-03T09:12");
    office.type(manager, "open acme late deliveries");
}

} // namespace

TEST(RepeatedCommand, gets_the_same_answer_and_has_no_second_effect) {
    Office office;
    open_rescue(office);
    const auto first = office.type(manager, note);
    office.wait(std::chrono::seconds{9});
    EXPECT_EQ(office.type(manager, note), first);
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(1));
    office.wait(std::chrono::seconds{2});
    office.type(manager, note);
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(2));
}

TEST(RepeatedCommand, is_recognised_with_other_commands_in_between) {
    Office office;
    open_rescue(office);
    const auto first = office.type(manager, note);
    office.type(manager, "status acme");
    office.type(manager, "timeline acme add something else");
    EXPECT_EQ(office.type(manager, note), first);
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(2));
}

TEST(RepeatedCommand, that_is_not_true_any_more_says_so_and_has_no_second_effect) {
    Office office;
    open_rescue(office);
    office.type("U0OWNER", "promise acme \"a week of storage\"");
    const std::string approve = "promise acme approve 1";
    EXPECT_THAT(office.type(manager, approve), HasSubstr("approved"));
    office.type(manager, "promise acme refuse 1 too dear");
    const auto version = office.rescue("acme")->version;
    for (int again = 0; again < 2; ++again)
        EXPECT_THAT(office.type(manager, approve), AllOf(HasSubstr("is not approved"), HasSubstr("too dear")));
    EXPECT_EQ(office.rescue("acme")->promises.front().state, Promise::State::refused);
    EXPECT_EQ(office.rescue("acme")->version, version);
}

TEST(RepeatedCommand, of_somebody_else_or_elsewhere_is_another_command) {
    Office office;
    open_rescue(office);
    office.type(manager, note);
    office.type("U0OWNER", note);
    office.type(manager, note, "C0OTHER");
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(3));
}

TEST(RepeatedCommand, that_arrives_while_the_first_is_being_answered_waits_for_its_answer) {
    Office office;
    open_rescue(office);
    const auto [first, second] = office.type_twice_at_once(manager, note);
    EXPECT_EQ(first, second);
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(1));
}

TEST(RepeatedCommand, what_was_refused_or_only_read_is_answered_anew) {
    Office office;
    open_rescue(office);
    EXPECT_THAT(office.type(manager, "summary acme 1"), HasSubstr("There is no summary 1"));
    office.type(manager, "touch acme kind:call with:\"Ines Roth\" a new carrier");
    EXPECT_THAT(office.type(manager, "summary acme 1"), HasSubstr("new carrier"));
    EXPECT_THAT(office.type(manager, "summary acme 7 sent"), HasSubstr("There is no summary 7"));
}

TEST(RepeatedCommand, after_a_restart_still_has_no_second_effect) {
    Office office;
    open_rescue(office);
    office.type(manager, note);
    office.restart();
    office.type(manager, note);
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(1));
}

TEST(RepeatedCommand, that_is_sent_again_later_with_its_trigger_has_no_second_effect) {
    for (const bool restarts : {false, true}) {
        Office office;
        open_rescue(office);
        SlashCommand sent;
        sent.text = note;
        sent.user = UserId{manager};
        sent.channel = ChannelId{"C0SALES"};
        sent.trigger_id = "13345224609.738474920.8088930838d88f008e0";
        office.send(sent);
        for (const auto later : {std::chrono::minutes{1}, std::chrono::minutes{60}}) {
            office.wait(later);
            if (restarts) office.restart();
            office.send(sent);
            EXPECT_THAT(office.rescue("acme")->notes, SizeIs(1)) << "restarted: " << restarts;
        }
        office.type(manager, note);
        EXPECT_THAT(office.rescue("acme")->notes, SizeIs(2)) << "typed anew: what was sent again is none of its kind";
    }
}

TEST(RepeatedCommand, that_was_refused_is_heard_when_it_is_sent_again_with_its_trigger) {
    Office office;
    open_rescue(office);
    SlashCommand sent;
    sent.text = "people acme add \"Ines Roth\" dept:finance";
    sent.user = UserId{"U0KIM"};
    sent.channel = ChannelId{"C0SALES"};
    sent.trigger_id = "13345224609.738474920.8088930838d88f008e0";
    office.send(sent);
    EXPECT_THAT(office.rescue("acme")->contacts, SizeIs(0));
    office.type(manager, "role acme lead <@U0KIM>");
    office.wait(std::chrono::minutes{1});
    office.send(sent);
    EXPECT_THAT(office.rescue("acme")->contacts, SizeIs(1));
}

TEST(RepeatedCommand, that_was_refused_is_accepted_once_the_cause_is_gone) {
    const std::string add = "people acme add \"Ines Roth\" dept:finance";
    for (const bool restarts : {false, true}) {
        Office office;
        open_rescue(office);
        EXPECT_THAT(office.type("U0KIM", add), HasSubstr("You cannot do this"));
        if (restarts) office.restart();
        office.type(manager, "role acme lead <@U0KIM>");
        EXPECT_THAT(office.type("U0KIM", add), HasSubstr("Ines Roth"));
        ASSERT_THAT(office.rescue("acme")->contacts, SizeIs(1)) << "restarted: " << restarts;
        EXPECT_EQ(office.rescue("acme")->contacts.front().name, "Ines Roth");
    }
}

TEST(ChangeOnce, what_was_done_is_not_done_again_and_what_was_refused_is_asked_again) {
    Office office;
    int asked = 0;
    bool allowed = false;
    const auto ask = [&](Once once) {
        auto repeated = [](Transaction&, Ledger&) { return Change{std::make_shared<const Case>(), {}}; };
        auto work = [&](Transaction&, Ledger&) -> Changed {
            ++asked;
            if (!allowed) return std::unexpected{Refusal{"Nothing was done", "it is too early", "Wait.", {}}};
            return Change{};
        };
        return office.run(office.desk().change_once(std::move(once), repeated, work));
    };
    EXPECT_FALSE(ask(Once{"one"}));
    EXPECT_FALSE(ask(Once{"one"}));
    EXPECT_EQ(asked, 2);
    allowed = true;
    EXPECT_EQ(ask(Once{"one"}).value().after, nullptr);
    EXPECT_NE(ask(Once{"one"}).value().after, nullptr) << "answered as a repetition";
    EXPECT_EQ(asked, 3);
    EXPECT_TRUE(ask(Once{"another"}));
    EXPECT_TRUE(ask(Once{}));
    EXPECT_TRUE(ask(Once{}));
    EXPECT_EQ(asked, 6);
}

TEST(ChangeOnce, a_request_without_an_id_is_told_from_no_other_and_counts) {
    EXPECT_EQ(Once::of("act/", "T1").key, "act/T1");
    EXPECT_EQ(Once::of("act/", "T1").memory, Once{}.memory);
    EXPECT_EQ(Once::of("act/", "").key, "");

    Office office;
    open_rescue(office);
    office.give_room("acme", "C0ROOM");
    const auto keep = [&](const std::string& text, const std::string& id) {
        Shortcut shortcut;
        shortcut.kind = Shortcut::Kind::message;
        shortcut.callback_id = "message.timeline";
        shortcut.user = UserId{manager};
        shortcut.channel = ChannelId{"C0ROOM"};
        shortcut.trigger_id = id;
        shortcut.message = Shortcut::Message{text, "1772525000.000100", {}, {}};
        office.send(shortcut);
    };
    keep("the pallets came back", "");
    keep("the carrier has no truck", "");
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(2));
    keep("Dana called", "T1");
    keep("Dana called", "T1");
    EXPECT_THAT(office.rescue("acme")->notes, SizeIs(3));
}
