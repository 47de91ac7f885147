// What must hold when things go wrong for a while, and when they go on for long.

#include "storage/inbox.hpp"
#include "storage/outbox.hpp"
#include "storage/slack_users.hpp"
#include "tests/bot/handle/office.hpp"

#include <gmock/gmock.h>

namespace holdfast::test {
namespace {

using ::testing::HasSubstr;

EventCallback mention(const std::string& event_id) {
    EventCallback event;
    event.event_id = event_id;
    event.type = "app_mention";
    event.user = UserId{"U0KIM"};
    event.channel = ChannelId{"C0SALES"};
    return event;
}

void make_the_database_refuse(Office& office) {
    office.database().write_now([](Transaction& tx) { tx.run("ALTER TABLE inbox RENAME TO elsewhere"); });
}

TEST(RepeatedEvent, D_1_is_answered_without_doing_it_again) {
    Office office;
    office.send(mention("Ev1"));
    office.send(mention("Ev1"));
    EXPECT_EQ(office.surface().seen.size(), 1U);
    office.send(mention("Ev2"));
    EXPECT_EQ(office.surface().seen.size(), 2U) << "another mention is another question";
}

TEST(RepeatedEvent, that_failed_the_first_time_is_done_when_it_comes_again) {
    Office office;
    make_the_database_refuse(office);
    EventCallback changed;
    changed.event_id = "Ev1";
    changed.type = "user_change";
    changed.event_json = R"({"user":{"id":"U0KIM","tz":"Asia/Tokyo"}})";
    EXPECT_ANY_THROW(office.send(changed));
    office.database().write_now([](Transaction& tx) { tx.run("ALTER TABLE elsewhere RENAME TO inbox"); });
    office.send(changed);
    EXPECT_EQ(find_user(office.desk().reader(), UserId{"U0KIM"})->time_zone, "Asia/Tokyo");
}

EventCallback direct_message(int repetition) {
    EventCallback event;
    event.event_id = "Ev1";
    event.repetition = repetition;
    event.type = "message";
    event.user = UserId{"U0KIM"};
    event.channel = ChannelId{"D0KIM"};
    event.text = "touch acme kind:email with:\"Dana Fox\" the parts are late";
    return event;
}

TEST(RepeatedEvent, D_1_that_arrives_while_the_first_is_being_answered_is_not_answered_again) {
    Office office;
    office.send_twice_at_once(direct_message(0));
    EXPECT_EQ(office.surface().seen.size(), 1U);
}

TEST(DirectMessage, that_cannot_be_stored_is_left_to_Slack_to_send_again) {
    Office office;
    const auto& seen = office.surface().seen;
    make_the_database_refuse(office);
    EXPECT_ANY_THROW(office.send(direct_message(0)));
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_THAT(readable(seen[0].json), testing::AllOf(HasSubstr("saved yet"), HasSubstr("by itself")));
    EXPECT_ANY_THROW(office.send(direct_message(1)));
    EXPECT_EQ(seen.size(), 1U) << "once is enough";

    office.database().write_now([](Transaction& tx) { tx.run("ALTER TABLE elsewhere RENAME TO inbox"); });
    office.send(direct_message(2));
    office.send(direct_message(3));
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_THAT(readable(seen[1].json), testing::Not(HasSubstr("saved")));
    auto reader = office.database().reader();
    EXPECT_EQ(reader.first<int>("SELECT count(*) FROM touches WHERE text LIKE '%parts are late%'"), 1);
}

TEST(DirectMessage, that_could_never_be_stored_is_said_to_be_lost) {
    Office office;
    make_the_database_refuse(office);
    EXPECT_ANY_THROW(office.send(direct_message(3)));
    ASSERT_EQ(office.surface().seen.size(), 1U);
    EXPECT_THAT(readable(office.surface().seen[0].json),
                testing::AllOf(HasSubstr("Nothing was saved"), HasSubstr("repeated")));
}

TEST(AnsweredEvents, are_remembered_up_to_a_number) {
    AnsweredEvents events{2};
    for (const std::string id : {"a", "b", "b", "c"}) events.add(id);
    EXPECT_FALSE(events.contains("a"));
    EXPECT_TRUE(events.contains("b"));
    EXPECT_TRUE(events.contains("c"));
    events.add("");
    EXPECT_FALSE(events.contains("")) << "events without an id are all different";
}

TEST(Form, that_cannot_be_stored_stays_open_with_what_was_typed) {
    Office office;
    office.type("U0OWNER", "open acme two late deliveries");
    ASSERT_EQ(office.type("U0OWNER", "plan acme"), "form plan");
    make_the_database_refuse(office);
    const auto errors = office.submit("U0OWNER", {{"text_1", "value", "plain_text_input", {"Deliver daily"}},
                                                  {"owner_1", "value", "users_select", {"U0OWNER"}},
                                                  {"due_1", "value", "datepicker", {"2026-03-06"}}});
    ASSERT_TRUE(errors.is_object());
    EXPECT_THAT(errors.dump(), HasSubstr("Nothing was saved"));
    EXPECT_THAT(errors.dump(), HasSubstr("Submit again"));
}

TEST(DamagedRecord, of_one_rescue_does_not_stop_the_work_on_the_others) {
    Office office;
    office.type("U0OWNER", "open acme two late deliveries");
    office.type("U0OWNER", "open acorn a formal complaint");
    office.database().write_now([](Transaction& tx) {
        tx.run("UPDATE case_events SET body = '{\"account\":' WHERE case_id IN"
               " (SELECT case_id FROM cases WHERE account_id = 'acme')");
    });
    office.restart();
    office.at_berlin("2026-03-04T09:12");
    office.tick();
    EXPECT_THAT(office.type("U0OWNER", "list"), HasSubstr("Acorn"));
    EXPECT_THAT(office.type("U0OWNER", "status acme"), HasSubstr("went wrong on our side"));
}

long long rows_of(Office& office, std::string_view sql) {
    return office.desk().reader().query<long long>(sql).front();
}

TEST(Retention, requests_are_forgotten_after_days_and_deliveries_after_a_month) {
    Office office;
    constexpr std::string_view requests = "SELECT COUNT(*) FROM inbox";
    constexpr std::string_view finished = "SELECT COUNT(*) FROM outbox WHERE finished_at IS NOT NULL";
    constexpr int many = 2'500; // more than are forgotten at a time
    office.database().write_now([&](Transaction& tx) {
        for (int i = 0; i < many; ++i) {
            const auto key = std::to_string(i);
            std::ignore = remember(tx, key, office.now(), Instant{});
            append_effect(tx, {key, std::nullopt, "lane", "chat.postMessage", "{}", office.now()}, office.now());
            effect_dead(tx, find_effect(tx, key)->id, "gone", office.now());
        }
    });

    office.at_berlin("2026-03-05T09:00");
    office.tick();
    EXPECT_EQ(rows_of(office, requests), many) << "Slack may still repeat them";
    office.at_berlin("2026-03-06T09:00");
    office.tick();
    EXPECT_EQ(rows_of(office, requests), 0);
    EXPECT_EQ(rows_of(office, finished), many);
    office.at_berlin("2026-04-03T09:13");
    office.tick();
    EXPECT_EQ(rows_of(office, finished), 0);
}

} // namespace
} // namespace holdfast::test
