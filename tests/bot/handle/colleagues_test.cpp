// The colleagues in a rescue: who may be given a part, who counts as being in the room, what people are called.
#include "bot/slack/room_actual.hpp"
#include "storage/accounts.hpp"
#include "storage/rooms.hpp"
#include "tests/bot/handle/office.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

const std::string manager = "U0MANAGER";

boost::asio::awaitable<Desk::Identified> identified(UserId who) {
    KnownUser user{who, {}, "Kim Lee", "Europe/Berlin", false, false, {}};
    if (who.value == "U0APP") {
        user.name = "deploy";
        user.is_bot = true;
    }
    if (who.value == "U0GONE") user.deleted = true;
    if (who.value == "U0OTHER") user.outsider = true;
    if (who.value == "U0GHOST" || who.value == "ghost@example.com") co_return std::unexpected{NotIdentified::nobody};
    if (who.value == "U0LATER") co_return std::unexpected{NotIdentified::unanswered};
    co_return user;
}

/// A Slack that answers only so many questions together.
struct Gathering {
    int size = 1;
    int here = 0;
    std::optional<boost::asio::steady_timer> rest_to_come = {};
};

boost::asio::awaitable<Desk::Identified> identified_together(Gathering& gathering, UserId who) {
    const auto executor = co_await boost::asio::this_coro::executor;
    auto& [size, here, rest_to_come] = gathering;
    if (here % size == 0) rest_to_come.emplace(executor, std::chrono::seconds{3});
    const int before = here++ / size;
    if (here / size > before) {
        rest_to_come->cancel();
    } else {
        co_await rest_to_come->async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
        if (here / size == before) co_return std::unexpected{NotIdentified::unanswered};
    }
    co_return co_await identified(std::move(who));
}

/// A rescue of Acme, and a Slack that says who people are.
class Colleagues : public testing::Test {
protected:
    Colleagues() {
        office.desk().look_up_with([](UserId who) { return identified(std::move(who)); });
        office.type(manager, "open acme late deliveries");
        office.give_room("acme", "C0ROOM");
    }
    void slack_waits_for(int questions) {
        gathering.size = questions;
        office.desk().look_up_with([this](UserId who) { return identified_together(gathering, std::move(who)); });
    }
    /// While Slack is asked who somebody is, somebody else changes what is on record.
    void while_slack_is_asked(std::function<void(Transaction&)> work) {
        office.desk().look_up_with([this, work = std::move(work)](UserId who) {
            office.database().write_now([&](Transaction& tx) { work(tx); });
            return identified(std::move(who));
        });
    }
    Account account(const std::string& id) {
        auto reader = office.database().reader();
        return find_account(reader, AccountId{id}).value();
    }
    void event(const std::string& type, const std::string& user) {
        EventCallback happened;
        happened.event_id = "Ev" + std::to_string(++events);
        happened.type = type;
        happened.user = UserId{user};
        happened.channel = ChannelId{"C0ROOM"};
        office.send(happened);
    }
    void room_is(const slack::RoomActual& actual) {
        office.database().write_now([&](Transaction& tx) {
            const auto id = office.rescue("acme")->id;
            record_room(tx, id, ChannelId{"C0ROOM"}, "rescue-acme", slack::to_text(actual));
            office.desk().draw_again(tx, id);
        });
    }

    Office office;
    Gathering gathering{};
    int events = 0;
};

} // namespace

TEST_F(Colleagues, D_14_who_is_nobody_gets_no_role) {
    EXPECT_THAT(office.type(manager, "role acme lead <@U0GHOST>"),
                AllOf(HasSubstr("nobody in Slack"), HasSubstr("U0GHOST")));
    EXPECT_THAT(office.type(manager, "role acme lead <@U0APP>"), HasSubstr("deploy is an app"));
    EXPECT_THAT(office.type(manager, "role acme lead <@U0GONE>"), HasSubstr("deactivated"));
    EXPECT_THAT(office.type(manager, "role acme lead <@U0OTHER>"), HasSubstr("another organisation"));
    EXPECT_TRUE(office.rescue("acme")->holder(RescueRole::recovery_lead).empty());
    office.type(manager, "role acme lead <@U0KIM>");
    EXPECT_EQ(office.rescue("acme")->holder(RescueRole::recovery_lead), UserId{"U0KIM"});
}

TEST_F(Colleagues, D_14_whom_slack_cannot_name_just_now_gets_the_role_all_the_same) {
    office.type(manager, "role acme lead <@U0LATER>");
    EXPECT_EQ(office.rescue("acme")->holder(RescueRole::recovery_lead), UserId{"U0LATER"});
}

TEST_F(Colleagues, D_14_plan_rows_steps_calls_and_accounts_go_to_people_only) {
    EXPECT_THAT(office.type(manager, "plan acme add ship it owner:<@U0APP> due:fri"), HasSubstr("an app"));
    EXPECT_TRUE(office.rescue("acme")->plan.empty());
    EXPECT_THAT(office.type(manager, "step acme 4 owner:<@U0GHOST>"), HasSubstr("nobody in Slack"));
    EXPECT_THAT(office.type(manager, "call acme delegate <@U0GONE>"), HasSubstr("deactivated"));
    EXPECT_TRUE(office.rescue("acme")->call.delegate.empty());
    EXPECT_THAT(office.type(manager, "account set acme owner:<@U0APP>"), HasSubstr("an app"));
    EXPECT_THAT(office.type(manager, "account set acme owner:ghost@example.com"), HasSubstr("ghost@example.com"));
    EXPECT_THAT(office.type(manager, "account add fresh name:Fresh owner:<@U0OTHER>"),
                HasSubstr("another organisation"));
}

TEST_F(Colleagues, D_14_forms_keep_open_when_an_app_is_chosen) {
    ASSERT_EQ(office.type(manager, "plan acme"), "form plan");
    const auto errors = office.submit(manager, {{"text_1", "value", "plain_text_input", {"ship it"}},
                                                {"owner_1", "value", "users_select", {"U0APP"}},
                                                {"due_1", "value", "datepicker", {"2026-03-06"}}});
    ASSERT_TRUE(errors.is_object());
    EXPECT_THAT(errors.value("owner_1", ""), HasSubstr("an app"));
}

TEST_F(Colleagues, a_member_of_the_room_may_change_the_rescue_from_anywhere) {
    EXPECT_THAT(office.type("U0KIM", "plan acme add ship it owner:<@U0KIM> due:fri"), HasSubstr("cannot do this"));
    event("member_joined_channel", "U0KIM");
    office.type("U0KIM", "plan acme add ship it owner:<@U0KIM> due:fri", "D0DIRECT");
    ASSERT_EQ(office.rescue("acme")->plan.size(), 1U);
    event("member_left_channel", "U0KIM");
    EXPECT_THAT(office.type("U0KIM", "plan acme add more owner:<@U0KIM> due:fri"), HasSubstr("cannot do this"));
    EXPECT_EQ(office.rescue("acme")->plan.size(), 1U);
}

TEST_F(Colleagues, S1_04_the_owner_of_a_row_may_finish_it_from_anywhere_and_others_may_not) {
    office.type(manager, "plan acme add ship it owner:<@U0KIM> due:fri");
    EXPECT_THAT(office.type("U0EVE", "plan acme done 1"), HasSubstr("cannot do this"));
    office.type("U0KIM", "plan acme done 1", "D0DIRECT");
    EXPECT_EQ(office.rescue("acme")->plan.front().state, PlanRowState::done);
}

TEST_F(Colleagues, D_14_somebody_who_could_not_be_invited_and_is_in_the_room_now_makes_the_room_be_looked_at) {
    slack::RoomActual actual;
    actual.failures["U0KIM"] = "is a guest";
    room_is(actual);
    const auto id = office.rescue("acme")->id;
    auto reader = office.database().reader();
    office.database().write_now([&](Transaction& tx) { settle_room(tx, id, find_room(tx, id)->version); });
    event("member_joined_channel", "U0KIM");
    EXPECT_TRUE(find_room(reader, id)->dirty);
}

TEST_F(Colleagues, D_14_the_card_says_what_is_not_as_it_should_be_until_it_is_mended) {
    slack::RoomActual actual;
    actual.failures["U0KIM"] = "is a guest: ask a workspace admin to add them to this room";
    actual.refused["pins.add"] = "missing_scope";
    room_is(actual);
    const auto card = readable(office.living("acme", "card"));
    EXPECT_THAT(card, AllOf(HasSubstr("<@U0KIM> is a guest"), HasSubstr("pin this card"), HasSubstr("missing"),
                            HasSubstr("missing_\u200Bscope") /* escaped */));
    EXPECT_THAT(office.type(manager, "status acme"), HasSubstr("is a guest"));
    room_is({});
    EXPECT_THAT(readable(office.living("acme", "card")), Not(HasSubstr("guest")));
}

TEST_F(Colleagues, names_in_typed_text_are_real_ones) {
    office.type(manager, "timeline acme add <@U0KIM> and <@U0LEE|lee.q> met the plant manager");
    ASSERT_FALSE(office.rescue("acme")->notes.empty());
    EXPECT_EQ(office.rescue("acme")->notes.front().text, "@Kim Lee and @Kim Lee met the plant manager");
}

TEST_F(Colleagues, names_in_boxes_are_real_ones) {
    ASSERT_EQ(office.type(manager, "plan acme"), "form plan");
    EXPECT_TRUE(office
                    .submit(manager, {{"text_1", "value", "plain_text_input", {"ask <@U0LEE> & ship"}},
                                      {"owner_1", "value", "users_select", {"U0KIM"}},
                                      {"due_1", "value", "datepicker", {"2026-03-06"}}})
                    .is_null());
    EXPECT_EQ(office.rescue("acme")->plan.front().text, "ask @Kim Lee & ship");
}

TEST_F(Colleagues, S1_08_a_summary_for_the_customer_names_people_without_signs_and_ids) {
    office.type(manager,
                "call acme reached <@U0LEE|lee.q> ships the pallets, write to kim@example.com, says <@U0LATER>");
    const auto* summary = office.rescue("acme")->summary_of(1);
    ASSERT_NE(summary, nullptr);
    EXPECT_THAT(summary->text, AllOf(HasSubstr("Kim Lee ships the pallets"), HasSubstr("kim@example.com"),
                                     HasSubstr("our colleague"), Not(HasSubstr("@Kim")), Not(HasSubstr("U0L"))));
}

TEST_F(Colleagues, S1_03_the_text_for_the_sponsor_has_the_owners_real_name_or_is_not_written) {
    office.type(manager, "role acme lead <@U0KIM>");
    EXPECT_THAT(office.type(manager, "sponsor acme contact"), AllOf(HasSubstr("Kim Lee"), Not(HasSubstr("U0KIM"))));
    office.type(manager, "role acme lead <@U0LATER>");
    EXPECT_THAT(office.type(manager, "sponsor acme contact"), AllOf(HasSubstr("Try again"), Not(HasSubstr("U0LATER"))));
}

TEST_F(Colleagues, D_15_whoever_opens_a_rescue_or_flags_it_open_is_invited) {
    const auto invited = [this](const std::string& account) {
        auto reader = office.database().reader();
        return slack::room_wish_from(find_room(reader, office.rescue(account)->id)->wanted).members;
    };
    office.type(manager, "close acme false-alarm planned");
    office.type("U0EVE", "open acme they will not talk to us");
    EXPECT_THAT(invited("acme"), Contains(UserId{"U0EVE"}));
    office.type("U0DAN", "flag acorn champion-slow three days without an answer");
    office.at_berlin("2026-03-10T09:00");
    office.type("U0EVE", "flag acorn ideas-declined politely");
    ASSERT_NE(office.rescue("acorn"), nullptr);
    EXPECT_THAT(invited("acorn"), AllOf(Contains(UserId{"U0DAN"}), Contains(UserId{"U0EVE"})));
}

TEST_F(Colleagues, Q13_what_changes_in_an_account_while_slack_is_asked_stays) {
    while_slack_is_asked([](Transaction& tx) {
        auto acme = find_account(tx, AccountId{"acme"}).value();
        acme.segment = "Enterprise";
        acme.executive_sponsor = UserId{"U0BOSS"};
        upsert_account(tx, acme);
    });
    EXPECT_THAT(office.type(manager, "account set acme owner:<@U0KIM> renewal:2026-11-30"), HasSubstr("up to date"));
    EXPECT_EQ(account("acme").owner, UserId{"U0KIM"});
    EXPECT_TRUE(account("acme").renewal_date);
    EXPECT_EQ(account("acme").segment, "Enterprise");
    EXPECT_EQ(account("acme").executive_sponsor, UserId{"U0BOSS"});
}

TEST_F(Colleagues, Q13_who_is_no_longer_in_charge_of_an_account_when_slack_has_answered_changes_nothing) {
    while_slack_is_asked([](Transaction& tx) {
        auto acme = find_account(tx, AccountId{"acme"}).value();
        acme.owner = acme.manager = acme.executive_sponsor = UserId{"U0OTHERS"};
        upsert_account(tx, acme);
    });
    EXPECT_THAT(office.type(manager, "account set acme owner:<@U0KIM>"), HasSubstr("cannot do this"));
    EXPECT_EQ(account("acme").owner, UserId{"U0OTHERS"});
}

TEST_F(Colleagues, an_account_that_somebody_else_adds_while_slack_is_asked_is_not_replaced) {
    while_slack_is_asked([](Transaction& tx) {
        Account theirs;
        theirs.id = AccountId{"fresh"};
        theirs.name = "Theirs";
        upsert_account(tx, theirs);
    });
    EXPECT_THAT(office.type(manager, "account add fresh name:Ours owner:<@U0KIM>"), HasSubstr("on record already"));
    EXPECT_EQ(account("fresh").name, "Theirs");
}

TEST_F(Colleagues, slack_is_asked_at_once_about_all_who_are_mentioned) {
    slack_waits_for(5);
    office.type(manager, "timeline acme add <@U0KIM>, <@U0LEE>, <@U0ANN>, <@U0BOB> and <@U0EVE> met");
    ASSERT_FALSE(office.rescue("acme")->notes.empty());
    EXPECT_EQ(office.rescue("acme")->notes.front().text, "@Kim Lee, @Kim Lee, @Kim Lee, @Kim Lee and @Kim Lee met");
}

TEST_F(Colleagues, S1_08_the_letter_of_somebody_who_was_never_looked_up_bears_their_name) {
    office.type("U0NEVER", "touch acme kind:meeting with:\"Ines Roth\" the night shift", "C0ROOM");
    ASSERT_FALSE(office.rescue("acme")->summaries.empty());
    EXPECT_THAT(office.rescue("acme")->summaries.back().text, HasSubstr("Kind regards\nKim Lee"));
}

TEST_F(Colleagues, slack_is_asked_at_once_about_all_who_are_mentioned_in_a_form_and_then_about_all_who_get_a_part) {
    ASSERT_EQ(office.type(manager, "plan acme"), "form plan");
    slack_waits_for(2);
    const auto errors = office.submit(manager, {{"text_1", "value", "plain_text_input", {"ask <@U0LEE>"}},
                                                {"owner_1", "value", "users_select", {"U0APP"}},
                                                {"due_1", "value", "datepicker", {"2026-03-06"}},
                                                {"text_2", "value", "plain_text_input", {"ask <@U0ANN>"}},
                                                {"owner_2", "value", "users_select", {"U0GONE"}},
                                                {"due_2", "value", "datepicker", {"2026-03-06"}}});
    ASSERT_TRUE(errors.is_object());
    EXPECT_THAT(errors.value("owner_1", ""), HasSubstr("an app"));
}
