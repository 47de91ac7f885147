// Which reminder is put off: the asker's own, though every rescue has reminders with the same keys (D-10).
#include "storage/accounts.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Not;

namespace {

const std::string manager = "U0MANAGER";
const std::string owner = "U0OWNER";
const std::string kim = "U0KIM";

/// Rescues of Acme and of Acorn, whose managers are the same and whose owners need not be.
class SnoozedReminder : public testing::Test {
protected:
    void open(const std::string& account, const std::string& account_owner) {
        office.database().write_now([&](Transaction& tx) {
            auto known = find_account(tx, AccountId{account}).value();
            known.owner = UserId{account_owner};
            upsert_account(tx, known);
        });
        office.type(manager, "open " + account + " late deliveries");
        office.give_room(account, "C0" + account);
    }
    void clock_comes_to(std::string_view wall_time) {
        office.at_berlin(wall_time);
        office.tick();
    }
    /// Both are opened in the morning, and at the end of the day each owner hears that step 1 is due.
    void both_are_due_with_owners_of_their_own() {
        open("acme", owner);
        open("acorn", kim);
        clock_comes_to("2026-03-03T17:31");
        ASSERT_TRUE(office.rescue("acme")->fired.contains("step/1/due"));
        ASSERT_TRUE(office.rescue("acorn")->fired.contains("step/1/due"));
    }
    [[nodiscard]] std::map<std::string, Snooze> put_off(const std::string& account) {
        return office.rescue(account)->snoozes;
    }

    Office office;
};

} // namespace

TEST_F(SnoozedReminder, D_10_a_key_means_the_reminder_that_the_asker_got) {
    both_are_due_with_owners_of_their_own();
    office.type(owner, "snooze step/1/due 1h in a meeting");
    EXPECT_THAT(put_off("acme"), ElementsAre(Key("step/1/due")));
    EXPECT_THAT(put_off("acorn"), IsEmpty());
    office.type(kim, "snooze step/1/due 2h on the train");
    EXPECT_THAT(put_off("acorn"), ElementsAre(Key("step/1/due")));
    EXPECT_EQ(put_off("acme").at("step/1/due").reason, "in a meeting");
    EXPECT_EQ(put_off("acorn").at("step/1/due").reason, "on the train");
}

TEST_F(SnoozedReminder, D_10_without_a_key_the_last_one_that_the_asker_got_is_meant) {
    both_are_due_with_owners_of_their_own();
    office.type(owner, "snooze 1h in a meeting");
    EXPECT_THAT(put_off("acme"), ElementsAre(Key("step/1/due")));
    EXPECT_THAT(put_off("acorn"), IsEmpty());
    office.type(kim, "snooze 1h on the train");
    EXPECT_THAT(put_off("acorn"), ElementsAre(Key("step/1/due")));
    EXPECT_THAT(office.type("U0NOSY", "snooze 1h in a meeting"), HasSubstr("no reminder went out to you"));
}

TEST_F(SnoozedReminder, D_10_in_a_room_its_rescue_is_meant_and_elsewhere_the_last_one) {
    open("acme", owner);
    office.at_berlin("2026-03-03T10:00");
    open("acorn", owner);
    clock_comes_to("2026-03-03T11:13");
    ASSERT_TRUE(office.rescue("acme")->fired.contains("step/1/nudge"));
    clock_comes_to("2026-03-03T12:01");
    ASSERT_TRUE(office.rescue("acorn")->fired.contains("step/1/nudge"));
    office.type(owner, "snooze 1h in a meeting", "C0acme");
    EXPECT_THAT(put_off("acme"), ElementsAre(Key("step/1/nudge")));
    EXPECT_THAT(put_off("acorn"), IsEmpty());
    office.type(owner, "snooze 1h in a meeting");
    EXPECT_THAT(put_off("acorn"), ElementsAre(Key("step/1/nudge")));
}

TEST_F(SnoozedReminder, D_10_somebody_elses_is_put_off_by_those_in_charge_in_the_room_of_its_rescue) {
    both_are_due_with_owners_of_their_own();
    EXPECT_THAT(office.type(manager, "snooze step/1/due 1h she is away"), HasSubstr("went out to you"));
    EXPECT_THAT(put_off("acme"), IsEmpty());
    EXPECT_THAT(put_off("acorn"), IsEmpty());
    office.type(manager, "snooze step/1/due 1h she is away", "C0acorn");
    EXPECT_THAT(put_off("acme"), IsEmpty());
    EXPECT_THAT(put_off("acorn"), ElementsAre(Key("step/1/due")));
    EXPECT_THAT(office.type(kim, "snooze step/1/due 1h in a meeting", "C0acme"), HasSubstr("is not put off"))
        << "the room says which one is meant, and this one is not theirs";
    EXPECT_THAT(put_off("acme"), IsEmpty());
}

TEST_F(SnoozedReminder, D_10_the_answer_and_the_thread_say_which_reminder_was_put_off) {
    both_are_due_with_owners_of_their_own();
    EXPECT_THAT(office.type(owner, "snooze 1h in a meeting"),
                AllOf(HasSubstr("Acme GmbH"), HasSubstr("put off the reminder of step 1, Get the facts, until"),
                      HasSubstr("in a meeting")));
    EXPECT_THAT(office.lines("acme"), Contains(HasSubstr("put off the reminder of step 1, Get the facts, until")));
}

TEST_F(SnoozedReminder, D_10_a_reminder_is_named_by_its_account_and_by_what_it_is_about) {
    both_are_due_with_owners_of_their_own();
    office.type(owner, "snooze step 1 1h in a meeting");
    ASSERT_THAT(put_off("acme"), ElementsAre(Key("step/1/due")));
    EXPECT_EQ(put_off("acme").at("step/1/due").reason, "in a meeting");
    EXPECT_THAT(put_off("acorn"), IsEmpty());
    office.type(kim, "snooze acorn 1h on the train");
    ASSERT_THAT(put_off("acorn"), ElementsAre(Key("step/1/due")));
    EXPECT_EQ(put_off("acorn").at("step/1/due").reason, "on the train");
}

TEST_F(SnoozedReminder, D_10_those_in_charge_put_off_somebody_elses_by_naming_it_with_its_account) {
    both_are_due_with_owners_of_their_own();
    EXPECT_THAT(office.type(manager, "snooze step 1 1h she is away"),
                HasSubstr("no reminder \"step 1\" went out to you"));
    office.type(manager, "snooze acorn step 1 1h she is away");
    EXPECT_THAT(put_off("acorn"), ElementsAre(Key("step/1/due")));
    EXPECT_THAT(put_off("acme"), IsEmpty());
}

TEST_F(SnoozedReminder, rule_8_what_is_neither_account_nor_reminder_nor_time_is_named) {
    both_are_due_with_owners_of_their_own();
    EXPECT_THAT(office.type(owner, "snooze lunch 1h"),
                HasSubstr("\"lunch\" is no time to come, no reminder and no account"));
    EXPECT_THAT(office.type(owner, "snooze acme step 1"), HasSubstr("the new time is missing"));
    EXPECT_THAT(office.type(owner, "snooze step 7 1h"), HasSubstr("no reminder \"step 7\" went out to you"));
    EXPECT_THAT(put_off("acme"), IsEmpty());
}

TEST_F(SnoozedReminder, D_10_what_is_advised_puts_off_the_reminder_that_was_meant_and_no_other) {
    both_are_due_with_owners_of_their_own();
    EXPECT_THAT(office.type(owner, "snooze acme step 1"), HasSubstr("`/rescue snooze acme step 1 1h why`"));
    EXPECT_THAT(office.type(kim, "snooze step 1"), HasSubstr("`/rescue snooze acorn step 1 1h why`"));
    EXPECT_THAT(office.type(owner, "snooze"), HasSubstr("`/rescue snooze acme step/1/due 1h why`"));
    EXPECT_THAT(office.type(owner, "snooze acme step 1 2026-03-02"),
                AllOf(HasSubstr("the time has passed"), HasSubstr("`/rescue snooze acme step/1/due 1h why`")));
    EXPECT_THAT(put_off("acme"), IsEmpty());
    office.type(owner, "snooze acme step/1/due 1h why");
    EXPECT_THAT(put_off("acme"), ElementsAre(Key("step/1/due")));
    EXPECT_THAT(put_off("acorn"), IsEmpty());
}

TEST_F(SnoozedReminder, D_10_the_form_asks_for_the_time_and_the_reason_once_each) {
    both_are_due_with_owners_of_their_own();
    office.press(owner, "reminder.snooze", "acme#1|step/1/due");
    EXPECT_THAT(readable(office.surface().seen.back().json),
                AllOf(HasSubstr("Until when?"), HasSubstr("Why not now?"), Not(HasSubstr("When, and"))));
}

TEST_F(SnoozedReminder, rule_3_what_done_refuses_names_the_customer_in_a_direct_message) {
    both_are_due_with_owners_of_their_own();
    office.press(owner, "reminder.done", "acme#1|step/1/due");
    EXPECT_THAT(readable(office.surface().seen.back().json),
                AllOf(HasSubstr("⛔"), HasSubstr("Acme GmbH"), HasSubstr("`/rescue step acme 1`")));
}
