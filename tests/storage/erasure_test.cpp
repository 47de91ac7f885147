#include "storage/cases.hpp"
#include "storage/dossier.hpp"
#include "storage/erasure.hpp"
#include "storage/history.hpp"
#include "storage/inbox.hpp"
#include "storage/instance_lock.hpp"
#include "storage/living_messages.hpp"
#include "storage/outbox.hpp"
#include "storage/people.hpp"
#include "storage/slack_users.hpp"
#include "storage/touches.hpp"
#include "tests/storage/temporary_database.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

namespace holdfast {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Redaction of_zoe() {
    return {{.name = "Zoe Quirk", .name_parts = {"Zoe", "Quirk"}, .addresses = {"zoe@acme.example", "+44 555", "0999"}},
            "a former contact"};
}

/// All bytes of the file and of those beside it.
std::string bytes_of(const std::filesystem::path& file) {
    std::string bytes;
    for (const std::string_view part : {"", "-wal", "-shm", "-journal"}) {
        auto path = file;
        std::ifstream stream{path += part, std::ios::binary};
        bytes.append(std::istreambuf_iterator<char>{stream}, {});
    }
    return bytes;
}

class ErasureTest : public StorageTest {
protected:
    ErasureTest() {
        write([this](Transaction& tx) {
            upsert_account(tx, plain_account("globex", "Globex"));
            fill(tx, acme);
            fill(tx, AccountId{"globex"});
            static_cast<void>(remember(tx, "cmd/U1/touch acme with:\"Zoe Quirk\"", at_ms(0), at_ms(-1)));
            keep_answer(tx, "cmd/U1/touch acme with:\"Zoe Quirk\"", R"({"answer":"Noted: Zoe Quirk"})");
        });
    }

    static void fill(Transaction& tx, const AccountId& account) {
        upsert_person(tx, {.account = account, .name = "Zoe Quirk", .email = "zoe@acme.example", .phone = "+44 555"});
        upsert_person(tx, {.account = account, .name = "Ann", .concern = "whether Zoe stays"});
        store_touch(tx, account, {.with = "Zoe Quirk", .text = "zoe quirk: \"late again\"", .at = at_ms(1)});
        store_flags(tx, std::vector<FlagRow>{{account, {at_ms(2), "complaint", "U1", "", "Quirk is angry"}}});
        const auto id = create_case(tx, account, "rescue", at_ms(3))->id;
        const std::vector<NewEvent> events{
            {at_ms(3), "U1", "touch-logged", R"({"touch":{"with":"Zoe Quirk","text":"Zoe wants parts"}})"},
            {at_ms(4), "U1", "sponsor-named", R"({"sponsor":{"name":"Zoe Quirk","phone":"0999"}})"},
            {at_ms(5), "U1", "plan-row-added", R"({"text":"send parts"})"}};
        static_cast<void>(append_events(tx, id, 0, events));
        want_message(tx, id, "card", "room", R"({"text":"*Zoe Quirk* must be called"})", "h", at_ms(3));
        append_effect(tx,
                      {account.value + "/1", id, "lane", "chat.postMessage", R"({"text":"Zoe Quirk, <tel:0999>"})", {}},
                      at_ms(3));
    }

    std::vector<RedactedRows> erase() {
        return write([this](Transaction& tx) {
            remove_person(tx, acme, "Zoe Quirk");
            return redact_in_account(tx, acme, of_zoe());
        });
    }
};

TEST_F(ErasureTest, takes_the_person_out_of_every_table_and_leaves_other_accounts_alone) {
    const auto changed = erase();
    const std::vector<RedactedRows> expected{{"case_events", 2}, {"flags", 1},  {"inbox", 1},  {"living_messages", 1},
                                             {"outbox", 1},      {"people", 1}, {"touches", 1}};
    EXPECT_EQ(changed, expected);
    for (const auto& [table, rows] : kept_about_account(reader(), acme))
        for (const auto& row : rows) {
            EXPECT_THAT(row, Not(HasSubstr("Quirk"))) << table;
            EXPECT_THAT(row, Not(HasSubstr("0999"))) << table;
        }
    EXPECT_TRUE(find_person(reader(), AccountId{"globex"}, "Zoe Quirk"));
    EXPECT_THAT(events_since(reader(), CaseId{"globex#1"}, 0)[0].body, HasSubstr("Zoe Quirk"));
    EXPECT_TRUE(erase().empty()) << "nothing is left to erase";
}

TEST_F(ErasureTest, whoever_is_called_like_a_word_of_the_program_leaves_it_in_its_place) {
    for (const std::string name : {"Touch", "chat", "lane", "Queued", "unposted", "card", "Room", "complaint", "other"})
        write([&](Transaction& tx) {
            static_cast<void>(redact_in_account(tx, acme, {{.name = name}, "a former contact"}));
        });
    EXPECT_EQ(events_since(reader(), CaseId{"acme#1"}, 0)[0].type, "touch-logged");
    const auto message = find_message(reader(), CaseId{"acme#1"}, "card");
    ASSERT_TRUE(message);
    EXPECT_EQ(message->state, LivingState::unposted);
    EXPECT_EQ(message->target, "room");
    const auto effect = next_effect_of(reader(), "lane", at_ms(4));
    ASSERT_TRUE(effect);
    EXPECT_EQ(effect->method, "chat.postMessage");
    EXPECT_EQ(find_person(reader(), acme, "Ann").value().role, BuyingRole::other);
    EXPECT_EQ(reader().first<std::string>("SELECT kind FROM flags WHERE account_id = 'acme'"), "complaint");
}

TEST_F(ErasureTest, what_would_be_erased_can_be_shown_before) {
    const auto kept = write([this](Transaction& tx) { return kept_about_contact(tx, acme, of_zoe()); });
    std::vector<std::string> tables;
    for (const auto& [table, rows] : kept) tables.push_back(fmt::format("{} {}", table, rows.size()));
    EXPECT_THAT(tables, testing::ElementsAre("case_events 2", "flags 1", "inbox 1", "living_messages 1", "outbox 1",
                                             "people 2", "touches 1"));
}

TEST_F(ErasureTest, the_file_written_anew_holds_no_byte_of_the_person) {
    write([](Transaction& tx) {
        tx.run("DELETE FROM people WHERE account_id = 'globex'");
        for (const auto* table : {"living_messages", "outbox", "case_events"})
            tx.run(fmt::format("DELETE FROM {}", table));
        for (const auto* table : {"touches", "flags"})
            tx.run(fmt::format("DELETE FROM {} WHERE account_id = 'globex'", table));
    });
    erase();
    const auto file = database->file();
    EXPECT_THAT(bytes_of(file), HasSubstr("Quirk")) << "deleted is not gone";
    EXPECT_TRUE(is_in_use(file));
    database.reset();
    EXPECT_FALSE(is_in_use(file));
    const auto left_behind = folder / "holdfast.db.trial-a1B2c3";
    std::filesystem::create_directory(left_behind);
    std::filesystem::copy_file(file, left_behind / "holdfast.db");
    const auto done = write_anew(file);
    ASSERT_TRUE(done) << done.error();
    EXPECT_THAT(bytes_of(file), Not(HasSubstr("Quirk")));
    EXPECT_THAT(bytes_of(file), Not(HasSubstr("zoe")));
    EXPECT_FALSE(std::filesystem::exists(left_behind)) << "a copy that was left behind";
    reopen();
    EXPECT_TRUE(find_person(reader(), acme, "Ann"));
}

TEST_F(ErasureTest, a_copy_that_a_killed_restore_left_goes_with_what_was_erased) {
    const auto file = database->file();
    database.reset();
    for (const char* left : {"holdfast.db.restoring", "holdfast.db.restoring-journal", "holdfast.db.restoring-wal",
                             "holdfast.db.restoring-shm"})
        std::ofstream{folder / left} << "Zoe Quirk";
    const auto done = write_anew(file);
    ASSERT_TRUE(done) << done.error();
    for (const char* left : {"holdfast.db.restoring", "holdfast.db.restoring-journal", "holdfast.db.restoring-wal",
                             "holdfast.db.restoring-shm"})
        EXPECT_FALSE(std::filesystem::exists(folder / left)) << left;
    reopen();
}

TEST_F(ErasureTest, says_which_copy_of_a_killed_restore_cannot_be_removed) {
    const auto file = database->file();
    database.reset();
    std::filesystem::create_directories(folder / "holdfast.db.restoring/something");
    const auto done = write_anew(file);
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error(), AllOf(HasSubstr("holdfast.db.restoring"), HasSubstr("Remove it")));
    reopen();
}

TEST_F(ErasureTest, leaves_the_copy_of_a_restore_that_is_at_work) {
    const auto file = database->file();
    database.reset();
    std::ofstream{folder / "holdfast.db.restoring"} << "a copy";
    const InstanceLock of_the_restore{file};
    const auto done = write_anew(file);
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error(), AllOf(HasSubstr("holdfast.db.restoring"), HasSubstr("repeat the command")));
    EXPECT_TRUE(std::filesystem::exists(folder / "holdfast.db.restoring"));
    reopen();
}

TEST_F(ErasureTest, a_colleague_goes_from_the_accounts_and_the_directory_and_stays_unnamed_in_the_record) {
    write([](Transaction& tx) {
        auto account = plain_account("acme", "Acme GmbH");
        account.owner = UserId{"U0ZED"};
        upsert_account(tx, account);
        store_user(tx, {.id = UserId{"U0ZED"}, .email = "zed@us.example", .name = "Zed Nomen"});
        const std::vector<NewEvent> events{
            {at_ms(6), "U0ZED", "plan-row-added",
             R"({"row":1,"text":"<@U0ZED> and Zed Nomen call on Zeds word","owner":"U0ZED"})"}};
        static_cast<void>(append_events(tx, CaseId{"acme#1"}, 3, events));
    });
    const Redaction redaction{
        {.name = "Zed Nomen", .name_parts = {"Zed", "Nomen"}, .addresses = {"U0ZED", "zed@us.example"}},
        "a former colleague"};
    write([&](Transaction& tx) { static_cast<void>(redact_colleague(tx, UserId{"U0ZED"}, redaction)); });
    EXPECT_TRUE(find_account(reader(), acme)->owner.empty());
    EXPECT_FALSE(find_user(reader(), UserId{"U0ZED"}));
    const auto event = events_since(reader(), CaseId{"acme#1"}, 3).at(0);
    EXPECT_EQ(event.actor, "a former colleague");
    EXPECT_THAT(event.body, HasSubstr("and a former colleague call on a former colleague's word"));
    EXPECT_THAT(event.body, Not(HasSubstr("ZED")));
    EXPECT_THAT(event.body, Not(HasSubstr("Nomen")));
}

} // namespace
} // namespace holdfast
