#include "bot/clock/clock.hpp"
#include "bot/handle/ledger.hpp"
#include "bot/slack/room_actual.hpp"
#include "playbooks/digest/fingerprint.hpp"
#include "storage/accounts.hpp"
#include "storage/living_messages.hpp"
#include "storage/people.hpp"
#include "storage/rooms.hpp"
#include "storage/slack_users.hpp"
#include "tests/bot/operate/program.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <tuple>

namespace holdfast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// A rescue of Acme in which Zoe Quirk, their sponsor, was spoken of in every way there is.
class EraseTest : public ::testing::Test {
protected:
    EraseTest() {
        program_.write("accounts.csv", "id,name,renewal_date,owner\nacme,Acme GmbH,2026-06-01,U0ANA\n");
        EXPECT_EQ(program_.run("import accounts accounts.csv").status, 0);
        program_.write("people.csv", "account,name,email,phone,sponsor\nacme,Zoe Quirk,zoe@acme.example,+44 555,yes\n"
                                     "acme,Ann Other,,,\n");
        EXPECT_EQ(program_.run("import people people.csv").status, 0);
        EXPECT_THAT(program_.run("sweep --as-of 2026-05-04").out, HasSubstr("opened acme#1"));
        Database database{file()};
        Ledger ledger{rules_};
        database.write_now([&](Transaction& tx) {
            Touch touch;
            touch.with = "Zoe Quirk";
            touch.text = "Zoe: \"nobody calls me back\"";
            const std::vector<Request> requests{
                request::LogTouch{touch, true, false, "Dear Zoe,\nthank you for your time. Ann was there, too."}};
            EXPECT_TRUE(ledger.apply(tx, CaseId{"acme#1"}, requests, Actor{UserId{"U0ANA"}}, SystemClock{}.now()));
        });
        EXPECT_THAT(card(database), HasSubstr("Quirk"));
    }

    /// Notes in the rescue that Ann Other said so.
    void log(const std::string& text) const {
        Database database{file()};
        Ledger ledger{rules_};
        database.write_now([&](Transaction& tx) {
            Touch touch;
            touch.with = "Ann Other";
            touch.text = text;
            const std::vector<Request> requests{request::LogTouch{touch, true, false, {}}};
            EXPECT_TRUE(ledger.apply(tx, CaseId{"acme#1"}, requests, Actor{UserId{"U0ANA"}}, SystemClock{}.now()));
        });
    }

    /// Slack was asked for these colleagues.
    void know(const std::vector<KnownUser>& users) const {
        Database database{file()};
        database.write_now([&](Transaction& tx) {
            for (const auto& user : users) store_user(tx, user);
        });
    }

    [[nodiscard]] std::filesystem::path file() const { return program_.folder / "holdfast.db"; }

    static std::string card(const Database& database) {
        auto reader = database.reader();
        return find_message(reader, CaseId{"acme#1"}, "card").value().wanted_payload.value_or("");
    }

    [[nodiscard]] std::string bytes() const {
        return program_.read("holdfast.db") + program_.read("holdfast.db-wal") + program_.read("holdfast.db-shm") +
               program_.read("holdfast.db-journal");
    }

    const Rules rules_ = make_rules(Settings{}, load_catalog("").value());
    Program program_;
};

TEST_F(EraseTest, says_what_would_change_and_changes_nothing_without_yes) {
    for (const std::string rehearsal : {"erase 'Zoe Quirk' --account acme", "erase --person 'Zoe Quirk' --account acme"
                                                                            " --dry-run"}) {
        const auto run = program_.run(rehearsal);
        EXPECT_EQ(run.status, 0) << run.err;
        EXPECT_THAT(run.out, HasSubstr("case_events"));
        EXPECT_THAT(run.out, HasSubstr("dry run: nothing was erased"));
    }
    EXPECT_THAT(program_.run("export acme").out, HasSubstr("Zoe"));
    EXPECT_EQ(program_.run("audit").out, "");
}

TEST_F(EraseTest, a_dry_run_neither_waits_for_the_running_bot_nor_leaves_anything_behind) {
    const auto entries = [this] {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator{program_.folder / ""})
            names.insert(entry.path().filename().string());
        return names;
    };
    Database running{file()};
    const auto before = entries();
    Program::Run run;
    // Nobody else can write meanwhile.
    running.write_now([&](Transaction&) { run = program_.run("erase 'Zoe Quirk' --account acme"); });
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("dry run: nothing was erased"));
    EXPECT_THAT(run.out, HasSubstr("case_events"));
    EXPECT_EQ(program_.run("erase 'Nobody Known' --account acme").status, 1);
    EXPECT_EQ(entries(), before);
    EXPECT_THAT(program_.run("export acme").out, HasSubstr("Zoe"));
}

TEST_F(EraseTest, exports_neither_wait_for_the_running_bot_nor_touch_its_database) {
    Database running{file()};
    for (const std::string wanted : {"export acme --everything", "export --person 'Zoe Quirk' --account acme",
                                     "export acme", "export --person U0ANA", "audit"}) {
        const auto before = program_.read("holdfast.db") + program_.read("holdfast.db-wal");
        Program::Run run;
        // Nobody else can write meanwhile.
        running.write_now([&](Transaction&) { run = program_.run(wanted); });
        EXPECT_EQ(run.status, 0) << wanted << ": " << run.err;
        EXPECT_EQ(program_.read("holdfast.db") + program_.read("holdfast.db-wal"), before) << wanted;
    }
}

TEST_F(EraseTest, exports_leave_the_schema_of_an_older_version_to_the_next_start_of_the_bot) {
    {
        Database database{file()};
        database.write_now(
            [](Transaction& tx) { tx.run_script("DROP TABLE unknown_colleagues; PRAGMA user_version = 3"); });
    }
    for (const std::string wanted : {"export acme --everything", "export acme", "audit"})
        std::ignore = program_.run(wanted);
    Reader reader{file()};
    EXPECT_EQ(reader.first<int>("PRAGMA user_version"), 3);
}

TEST_F(EraseTest, leaves_no_trace_but_the_fact) {
    const auto run = program_.run("erase 'zoe quirk' --account acme --yes");
    ASSERT_EQ(run.status, 0) << run.err;
    for (const auto* trace : {"Zoe", "zoe", "Quirk", "quirk", "44 555"}) EXPECT_THAT(bytes(), Not(HasSubstr(trace)));
    const auto record = program_.run("export acme").out;
    EXPECT_THAT(record, HasSubstr("A contact was erased from this record by "));
    EXPECT_THAT(record, HasSubstr("nobody calls me back"));
    EXPECT_THAT(program_.run("export acme --format json").out, HasSubstr("Dear a former contact,"));
    EXPECT_THAT(program_.run("audit").out, HasSubstr("A contact erased"));
    {
        const Database database{file()};
        EXPECT_THAT(card(database), Not(HasSubstr("Quirk"))) << "drawn again";
        auto reader = database.reader();
        EXPECT_TRUE(find_person(reader, AccountId{"acme"}, "Ann Other"));
        EXPECT_FALSE(find_person(reader, AccountId{"acme"}, "Zoe Quirk"));
    }
    EXPECT_EQ(program_.run("erase 'Zoe Quirk' --account acme --yes").status, 1) << "nobody is left";
}

TEST_F(EraseTest, what_slack_shows_of_the_rescue_is_brought_up_to_date) {
    const CaseId rescue{"acme#1"};
    {
        Database database{file()};
        database.write_now([&](Transaction& tx) {
            const auto hash = find_message(tx, rescue, "card").value().wanted_hash;
            message_posted(tx, rescue, "card", ChannelId{"C0ACME"}, "1.1", hash);
        });
    }
    ASSERT_EQ(program_.run("erase 'Zoe Quirk' --account acme --yes").status, 0);
    const Database database{file()};
    auto reader = database.reader();
    const auto shown = find_message(reader, rescue, "card").value();
    EXPECT_NE(shown.wanted_hash, shown.posted_hash);
    EXPECT_EQ(shown.wanted_hash, fingerprint(shown.wanted_payload.value_or("")));
    EXPECT_EQ(shown.ts, "1.1") << "the same message";
}

TEST_F(EraseTest, nobody_comes_back_with_a_card_that_is_drawn_differently_by_now) {
    {
        Database database{file()};
        database.write_now([](Transaction& tx) {
            want_message(tx, CaseId{"acme#1"}, "card", "room", R"({"text":"drawn long ago"})", "older",
                         SystemClock{}.now());
        });
    }
    ASSERT_EQ(program_.run("erase 'Zoe Quirk' --account acme --yes").status, 0);
    EXPECT_THAT(bytes(), Not(HasSubstr("Quirk")));
    EXPECT_THAT(card(Database{file()}), Not(HasSubstr("drawn long ago")));
}

TEST_F(EraseTest, somebody_called_like_a_word_of_the_program_is_erased_like_everybody) {
    program_.write("people.csv", "account,name,email\nacme,Call,d_zz77@acme.example\n");
    ASSERT_EQ(program_.run("import people people.csv").status, 0);
    const auto run = program_.run("erase Call --account acme --yes");
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(bytes(), Not(HasSubstr("zz77")));
    EXPECT_EQ(program_.run("export acme").status, 0) << "the record can still be read";
    EXPECT_THAT(card(Database{file()}), HasSubstr("call.reached")) << "drawn anew";
}

TEST_F(EraseTest, no_copy_that_a_killed_command_left_behind_keeps_somebody) {
    const auto left_behind = program_.folder / "holdfast.db.trial-a1B2c3";
    std::filesystem::create_directory(left_behind);
    std::filesystem::copy_file(file(), left_behind / "holdfast.db");
    ASSERT_EQ(program_.run("erase 'Zoe Quirk' --account acme --yes").status, 0);
    EXPECT_FALSE(std::filesystem::exists(left_behind));
}

TEST_F(EraseTest, is_refused_while_the_bot_runs) {
    const Database running{file()};
    const auto run = program_.run("erase 'Zoe Quirk' --account acme --yes");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.err, HasSubstr("Stop Holdfast first"));
    EXPECT_THAT(program_.run("export acme").out, HasSubstr("Zoe"));
}

TEST_F(EraseTest, a_colleague_leaves_accounts_and_records) {
    ASSERT_EQ(program_.run("erase U0ANA --yes").status, 0);
    EXPECT_THAT(bytes(), Not(HasSubstr("U0ANA")));
    EXPECT_THAT(program_.run("export acme").out, HasSubstr("A colleague was erased from this record by "));
    EXPECT_EQ(program_.run("sweep").status, 0) << "the record can still be read";
}

TEST_F(EraseTest, the_genitive_of_a_name_goes_with_it) {
    log("Zoes Vorschlag: Quirks Budget und Zoe\u2019s Team");
    const auto run = program_.run("erase 'Zoe Quirk' --account acme --yes");
    ASSERT_EQ(run.status, 0) << run.err;
    for (const auto* trace : {"Zoe", "Quirk"}) EXPECT_THAT(bytes(), Not(HasSubstr(trace)));
    EXPECT_THAT(program_.run("export acme --format json").out,
                HasSubstr("a former contact's Vorschlag: a former contact's Budget und a former contact\u2019s Team"));
}

TEST_F(EraseTest, whoever_bears_what_looks_like_a_genitive_keeps_it) {
    program_.write("people.csv", "account,name\nacme,Tom Quirks\n");
    ASSERT_EQ(program_.run("import people people.csv").status, 0);
    log("Tom Quirks and Quirk agree");
    ASSERT_EQ(program_.run("erase 'Zoe Quirk' --account acme --yes").status, 0);
    EXPECT_THAT(program_.run("export acme --format json").out, HasSubstr("Tom Quirks and a former contact agree"));
    const Database database{file()};
    auto reader = database.reader();
    EXPECT_TRUE(find_person(reader, AccountId{"acme"}, "Tom Quirks"));
}

TEST_F(EraseTest, single_words_of_a_colleagues_name_count_for_one_named_by_id_or_address) {
    for (const std::string named : {"U0KIM", "kim@us.example"}) {
        know({{.id = UserId{"U0KIM"}, .email = "kim@us.example", .name = "Kim von Nomen"}});
        log("Kim asked, Nomens Rat, von dem Kim Von Nomen sprach");
        const auto run = program_.run("erase " + named + " --yes");
        ASSERT_EQ(run.status, 0) << run.err;
        for (const auto* trace : {"Kim", "kim@", "Nomen"}) EXPECT_THAT(bytes(), Not(HasSubstr(trace))) << named;
        EXPECT_THAT(program_.run("export acme --format json").out,
                    HasSubstr("a former colleague asked, a former colleague's Rat, von dem a former colleague sprach"));
        EXPECT_EQ(program_.run("sweep").status, 0) << "the record can still be read";
    }
}

TEST_F(EraseTest, words_of_a_colleagues_name_stay_where_others_bear_them) {
    program_.write("accounts.csv", "id,name\nglobex,Nomen AG\n");
    ASSERT_EQ(program_.run("import accounts accounts.csv").status, 0);
    program_.write("people.csv", "account,name,email\nglobex,Max Muster,service@globex.example\n");
    ASSERT_EQ(program_.run("import people people.csv").status, 0);
    know({{.id = UserId{"U0KIM"}, .email = "kim@us.example", .name = "Kim Max Ann Lee Service Nomen Zed"},
          {.id = UserId{"U0OLD"}, .email = "kim@us.example", .name = "Zed"},
          {.id = UserId{"U0LEE"}, .email = "lee@us.example", .name = "Lee Jung"}});
    log("Kim, Max, Ann, Lee, Service, Nomen, Zed");
    ASSERT_EQ(program_.run("erase U0KIM --yes").status, 0);
    EXPECT_THAT(program_.run("export acme --format json").out,
                HasSubstr("a former colleague, Max, Ann, Lee, Service, Nomen, a former colleague"));
    const Database database{file()};
    auto reader = database.reader();
    EXPECT_EQ(find_account(reader, AccountId{"globex"}).value().name, "Nomen AG");
    EXPECT_EQ(find_person(reader, AccountId{"globex"}, "Max Muster").value().email, "service@globex.example");
    EXPECT_EQ(find_user(reader, UserId{"U0LEE"}).value().name, "Lee Jung");
}

TEST_F(EraseTest, single_words_of_a_colleagues_name_can_be_left) {
    know({{.id = UserId{"U0KIM"}, .email = "kim@us.example", .name = "Kim Nomen"}});
    log("Kim asked, Kim Nomens Rat");
    ASSERT_EQ(program_.run("erase U0KIM --whole-name-only --yes").status, 0);
    EXPECT_THAT(program_.run("export acme --format json").out, HasSubstr("Kim asked, a former colleague's Rat"));
}

TEST_F(EraseTest, words_of_a_colleagues_name_in_small_letters_are_anybodys) {
    know({{.id = UserId{"U0WILL"}, .email = "wp@us.example", .name = "Will Price"}});
    log("Will asked, the price will rise, prices too, said WILL on Wills word");
    ASSERT_EQ(program_.run("erase U0WILL --yes").status, 0);
    EXPECT_THAT(program_.run("export acme --format json").out,
                HasSubstr("a former colleague asked, the price will rise, prices too, said a former colleague on "
                          "a former colleague's word"));
}

TEST_F(EraseTest, a_dry_run_says_which_words_would_go_and_how_often) {
    log("Zoes Rat, quirk");
    const auto run = program_.run("erase 'Zoe Quirk' --account acme");
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.out, AllOf(HasSubstr("\nwords: \""), HasSubstr("\"Zoe Quirk\" "), HasSubstr("\"Zoes\" "),
                               HasSubstr("\"quirk\" "), HasSubstr("\"zoe@acme.example\" "), Not(HasSubstr(" more"))));
    EXPECT_THAT(program_.run("erase 'Zoe Quirk' --account acme --yes").out, Not(HasSubstr("words:")));
}

TEST_F(EraseTest, a_dry_run_lists_twenty_kinds_of_words_at_most) {
    std::string text;
    for (unsigned capitals = 0; capitals < 32; ++capitals) {
        std::string word{"quirk"};
        for (std::size_t i = 0; i < word.size(); ++i)
            if ((capitals >> i & 1U) != 0) word[i] = static_cast<char>(word[i] - 'a' + 'A');
        text += word + " ";
    }
    log(text);
    const auto out = program_.run("erase 'Zoe Quirk' --account acme").out;
    const auto words = out.substr(out.find("\nwords: ") + 1);
    const auto line = words.substr(0, words.find('\n'));
    EXPECT_EQ(std::ranges::count(line, '"'), 40) << line;
    EXPECT_THAT(line, AllOf(HasSubstr(", and "), ::testing::EndsWith(" more")));
}

TEST_F(EraseTest, whoever_left_keeps_their_name_as_well) {
    {
        Database database{file()};
        database.write_now([](Transaction& tx) { EXPECT_TRUE(remove_person(tx, AccountId{"acme"}, "Ann Other")); });
    }
    program_.write("people.csv", "account,name\nacme,Bea Other\n");
    ASSERT_EQ(program_.run("import people people.csv").status, 0);
    know({{.id = UserId{"U0KIM"}, .email = "kim@us.example", .name = "Kim Ann"}});
    log("Bea, Kim, Ann, Other");
    ASSERT_EQ(program_.run("erase 'Bea Other' --account acme --yes").status, 0);
    ASSERT_EQ(program_.run("erase U0KIM --yes").status, 0);
    EXPECT_THAT(program_.run("export acme --format json").out,
                HasSubstr("a former contact, a former colleague, Ann, Other"));
}

TEST_F(EraseTest, a_sponsor_whom_another_followed_keeps_their_name_and_can_be_meant) {
    {
        Database database{file()};
        Ledger ledger{rules_};
        database.write_now([&](Transaction& tx) {
            for (const std::string name : {"Tom Quirk", "Ann Other"}) {
                const std::vector<Request> requests{request::NameSponsor{{.name = name}}};
                EXPECT_TRUE(ledger.apply(tx, CaseId{"acme#1"}, requests, Actor{UserId{"U0ANA"}}, SystemClock{}.now()));
            }
            std::ignore = remove_person(tx, AccountId{"acme"}, "Tom Quirk");
        });
    }
    log("Zoe and Quirk");
    EXPECT_THAT(program_.run("erase Tom --account acme").err, HasSubstr("\"Tom Quirk\""));
    ASSERT_EQ(program_.run("erase 'Zoe Quirk' --account acme --yes").status, 0);
    EXPECT_THAT(program_.run("export acme --format json").out, HasSubstr("a former contact and Quirk"));
}

TEST_F(EraseTest, what_a_single_word_alone_connects_with_a_colleague_is_not_handed_out) {
    know({{.id = UserId{"U0KIM"}, .email = "kim@us.example", .name = "Kim Nomen"}});
    log("Kims Rat");
    const auto run = program_.run("export --person U0KIM");
    EXPECT_THAT(run.out, AllOf(HasSubstr("Kim Nomen"), Not(HasSubstr("Kims Rat"))));
    log("Kim Nomens Rat");
    EXPECT_THAT(program_.run("export --person U0KIM").out, HasSubstr("Kim Nomens Rat"));
}

TEST_F(EraseTest, a_colleague_who_could_not_be_invited_leaves_what_is_known_of_the_room) {
    {
        Database database{file()};
        slack::RoomActual actual;
        actual.failures = {{"kim@example.com", "is not found in Slack"}, {"U0LEE", "is deactivated in Slack"}};
        database.write_now([&](Transaction& tx) {
            record_room(tx, CaseId{"acme#1"}, ChannelId{"C0ACME"}, "rescue-acme", slack::to_text(actual));
        });
    }
    EXPECT_THAT(program_.run("export --person kim@example.com").out, HasSubstr("## Rooms in Slack"));
    const auto run = program_.run("erase kim@example.com --yes");
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("rooms"));
    EXPECT_THAT(bytes(), Not(HasSubstr("kim@example.com")));
    const Database database{file()};
    auto reader = database.reader();
    const auto room = slack::room_actual_from(find_room(reader, CaseId{"acme#1"}).value().actual);
    EXPECT_EQ(room.failures.at("a former colleague"), "is not found in Slack");
    EXPECT_EQ(room.failures.at("U0LEE"), "is deactivated in Slack");
}

TEST_F(EraseTest, a_part_of_a_name_erases_nobody_and_names_all_whom_it_may_mean) {
    program_.write("people.csv", "account,name\nacme,Zoe Anders\n");
    ASSERT_EQ(program_.run("import people people.csv").status, 0);
    for (const std::string typed : {"erase Zoe --account acme", "erase Zoe --account acme --yes"}) {
        const auto run = program_.run(typed);
        EXPECT_EQ(run.status, 1);
        EXPECT_THAT(run.err, AllOf(HasSubstr("\"Zoe Anders\""), HasSubstr("\"Zoe Quirk\"")));
    }
    EXPECT_THAT(program_.run("erase Quirk --account acme --yes").err, HasSubstr("It may mean \"Zoe Quirk\""));
    EXPECT_THAT(program_.run("erase 'zoe quirk' --account acme").out,
                HasSubstr("to be erased: Zoe Quirk, a contact of Acme GmbH"));
    EXPECT_THAT(program_.run("export acme").out, HasSubstr("Zoe"));
}

TEST_F(EraseTest, the_audit_says_who_erased_and_how_much_but_not_whom) {
    ASSERT_EQ(program_.run("erase 'Zoe Quirk' --account acme --yes").status, 0);
    EXPECT_THAT(program_.run("audit").out,
                AllOf(HasSubstr("on the command line: A contact erased: "), HasSubstr(" rows, records of 1 rescues"),
                      Not(HasSubstr("Zoe")), Not(HasSubstr("Quirk"))));
}

TEST_F(EraseTest, names_what_it_cannot_find) {
    EXPECT_THAT(program_.run("erase 'Nobody Known' --account acme").err, HasSubstr("nothing on record names"));
    EXPECT_THAT(program_.run("erase 'Zoe Quirk' --account nope").err, HasSubstr("no account has the id"));
    EXPECT_THAT(program_.run("erase 'Zoe Quirk'").err, HasSubstr("--account"));
}

TEST_F(EraseTest, everything_about_a_person_or_an_account_can_be_had_before) {
    const auto person =
        nlohmann::json::parse(program_.run("export --person 'Zoe Quirk' --account acme --format json").out);
    EXPECT_EQ(person["tables"]["people"].size(), 1U);
    EXPECT_EQ(person["tables"]["people"][0]["email"], "zoe@acme.example");
    EXPECT_FALSE(person["tables"]["case_events"].empty());
    const auto account = nlohmann::json::parse(program_.run("export acme --everything --format json").out);
    EXPECT_EQ(account["tables"]["people"].size(), 2U);
    EXPECT_EQ(account["tables"]["accounts"][0]["owner"], "U0ANA");
    EXPECT_THAT(program_.run("export --person U0ANA").out, HasSubstr("## Accounts"));
    EXPECT_EQ(program_.run("export --person 'Nobody Known' --account acme").status, 1);
    EXPECT_EQ(program_.run("export --person 'Zoe Quirk' --account acme --format csv").status, 1);
    EXPECT_EQ(program_.run("export").status, 2);
}

} // namespace
} // namespace holdfast
