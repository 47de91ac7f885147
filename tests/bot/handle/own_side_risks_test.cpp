// That a colleague is a risk for an account is for its manager and executive sponsor, and never for that colleague.
#include "bot/files/file_workshop.hpp"
#include "bot/slack/file_wish.hpp"
#include "storage/accounts.hpp"
#include "storage/own_side_risks.hpp"
#include "storage/stored_table.hpp"
#include "tests/bot/handle/office.hpp"
#include "tests/bot/receive/heard_log.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace holdfast;
using namespace holdfast::test;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

const std::string manager = "U0MANAGER";
const std::string executive = "U0EXEC";
const std::string owner = "U0OWNER";
/// In every note, and nowhere else.
const std::string canary = "pelican";

class OwnSideRisks : public ::testing::Test {
protected:
    [[nodiscard]] std::vector<OwnSideRisk> kept(const std::string& account = "acme") {
        auto reader = office.database().reader();
        return own_side_risks_of(reader, AccountId{account});
    }

    /// How often a text stands in the database outside of the table of these risks, by column.
    [[nodiscard]] std::vector<std::string> places_of(const std::string& text) {
        auto reader = office.database().reader();
        std::vector<std::string> places;
        for (const auto& table : stored_tables(reader)) {
            if (table.name == "own_side_risks") continue;
            for (const auto& column : table.columns) {
                const auto sql =
                    fmt::format("SELECT count(*) FROM \"{}\" WHERE instr(\"{}\", :text) > 0", table.name, column);
                if (reader.first<int>(sql, text).value() > 0) places.push_back(table.name + "." + column);
            }
        }
        return places;
    }

    [[nodiscard]] int outbox_rows() {
        return office.database().reader().first<int>("SELECT count(*) FROM outbox").value();
    }

    Office office;
};

} // namespace

TEST_F(OwnSideRisks, S2_05_the_manager_notes_one_and_the_executive_sponsor_reads_it) {
    EXPECT_THAT(office.type(manager, "risk acme about:<@U0OWNER|Olga> reason:near-retirement leaves in June"),
                HasSubstr("Noted: <@U0OWNER> is near retirement."));
    ASSERT_THAT(kept(), SizeIs(1));
    EXPECT_EQ(kept()[0].about.value, owner);
    EXPECT_EQ(kept()[0].reason, OwnSideReason::near_retirement);
    EXPECT_EQ(kept()[0].note, "leaves in June");
    EXPECT_EQ(kept()[0].noted_by.value, manager);
    EXPECT_EQ(kept()[0].noted_at, office.now());
    EXPECT_THAT(office.type(executive, "risk acme"),
                AllOf(HasSubstr("1 open, 0 settled"), HasSubstr("<@U0OWNER> is near retirement"),
                      HasSubstr("noted by <@U0MANAGER>"), HasSubstr("2026-03-03"), HasSubstr("leaves in June")));
    EXPECT_THAT(office.type(manager, "risk acorn"), HasSubstr("none is noted")) << "another account";
}

TEST_F(OwnSideRisks, S2_05_in_the_room_of_a_rescue_the_account_is_implied) {
    office.type(manager, "open acme late deliveries");
    office.give_room("acme", "C0ACME");
    office.type(manager, "risk about:<@U0OWNER|Olga> reason:groomed acorn people say so", "C0ACME");
    ASSERT_THAT(kept(), SizeIs(1));
    EXPECT_EQ(kept()[0].note, "acorn people say so");
    EXPECT_THAT(office.type(executive, "risk", "C0ACME"), HasSubstr("acorn people say so"));
    office.type(executive, "risk settle 1 she stays", "C0ACME");
    EXPECT_EQ(kept()[0].settled_note, "she stays");
}

TEST_F(OwnSideRisks, S2_05_settling_ends_one_and_says_who_and_why) {
    office.type(manager, "risk acme about:U0OWNER reason:looking-elsewhere a talk is due");
    office.type(manager, "risk acme about:U0KIM reason:improvement-goals");
    EXPECT_THAT(office.type(executive, "risk acme settle 1 she has a new contract"),
                HasSubstr("<@U0OWNER> is looking elsewhere"));
    const auto list = office.type(manager, "risk acme");
    EXPECT_THAT(list, AllOf(HasSubstr("1 open, 1 settled"), HasSubstr("settled by <@U0EXEC>"),
                            HasSubstr("she has a new contract")));
    EXPECT_LT(list.find("U0KIM"), list.find("U0OWNER")) << "what lasts comes first";
    EXPECT_THAT(office.type(manager, "risk acme settle 1"), HasSubstr("number 1 is settled already"));
    EXPECT_THAT(office.type(manager, "risk acme settle 3"), HasSubstr("there is no number 3"));
    EXPECT_THAT(office.type(manager, "risk acme settle two"), HasSubstr("\"two\" is no number"));
    EXPECT_THAT(office.type(manager, "risk acme settle"), HasSubstr("its number is missing"));
}

TEST_F(OwnSideRisks, S2_05_everybody_else_is_refused_in_the_words_of_the_table_whether_there_is_one_or_not) {
    const std::vector<std::string> commands{"risk acme",
                                            "risk acme settle 1",
                                            "risk acme settle nine",
                                            "risk acme about:U0KIM reason:groomed",
                                            "risk acme about:U0KIM reason:nonsense",
                                            "risk acme about:U0OWNER reason:groomed",
                                            "risk acme what is this"};
    const auto answers = [&] {
        std::vector<std::string> all;
        office.wait(std::chrono::minutes{1});
        for (const auto& command : commands) {
            for (const std::string who : {"U0OWNER", "U0KIM", "U0NOSY"}) all.push_back(office.type(who, command));
        }
        return all;
    };
    const auto without = answers();
    EXPECT_THAT(without, Each(AllOf(HasSubstr("You cannot do this for Acme GmbH"),
                                    HasSubstr("it is for the manager or the executive sponsor"), HasSubstr("Try:"))));
    EXPECT_THAT(kept(), IsEmpty());
    office.type(manager, "risk acme about:U0OWNER reason:groomed " + canary);
    office.type(manager, "risk acme about:U0KIM reason:looking-elsewhere " + canary);
    ASSERT_THAT(kept(), SizeIs(2));
    EXPECT_EQ(answers(), without);
    EXPECT_TRUE(kept()[0].is_open());
}

TEST_F(OwnSideRisks, S2_05_an_executive_sponsor_who_is_the_risk_gets_the_answers_as_if_there_were_none) {
    const std::vector<std::string> commands{"risk acme", "risk acme 2", "risk acme settle 1 gone", "risk acme settle 2",
                                            "risk acme about:U0EXEC reason:groomed"};
    const auto answers = [&] {
        std::vector<std::string> all;
        office.wait(std::chrono::minutes{1});
        for (const auto& command : commands) all.push_back(office.type(executive, command));
        return all;
    };
    const auto without = answers();
    EXPECT_THAT(without[0], HasSubstr("none is noted"));
    EXPECT_THAT(without[2], HasSubstr("there is no number 1"));
    EXPECT_THAT(without[4], HasSubstr("nobody notes one about themselves"));
    office.type(manager, "risk acme about:<@U0EXEC|Erik> reason:near-retirement " + canary);
    ASSERT_THAT(kept(), SizeIs(1));
    EXPECT_EQ(answers(), without);
    EXPECT_TRUE(kept()[0].is_open());
    // Nor does a number that is missing tell of it.
    office.type(manager, "risk acme about:U0OWNER reason:groomed");
    EXPECT_THAT(office.type(executive, "risk acme"), AllOf(HasSubstr("1 open"), Not(HasSubstr("*2*"))));
    office.type(executive, "risk acme settle 1");
    EXPECT_TRUE(kept()[0].is_open());
    EXPECT_FALSE(kept()[1].is_open());
}

TEST_F(OwnSideRisks, S2_05_whoever_is_put_in_charge_knows_at_once_and_whoever_was_no_longer) {
    office.type(manager, "risk acme about:U0OWNER reason:groomed " + canary);
    office.database().write_now([](Transaction& tx) {
        auto acme = find_account(tx, AccountId{"acme"}).value();
        acme.manager = UserId{"kim@example.com"};
        upsert_account(tx, acme);
    });
    EXPECT_THAT(office.type(manager, "risk acme"), HasSubstr("You cannot do this"));
    EXPECT_THAT(office.type("U0KIM", "risk acme"), HasSubstr(canary)) << "on record by address";
}

TEST_F(OwnSideRisks, S2_05_rights_count_when_it_is_written) {
    office.desk().look_up_with([this](UserId who) -> boost::asio::awaitable<Desk::Identified> {
        // While Slack is asked somebody else becomes the manager.
        office.database().write_now([](Transaction& tx) {
            auto acme = find_account(tx, AccountId{"acme"}).value();
            acme.manager = UserId{"U0KIM"};
            upsert_account(tx, acme);
        });
        co_return KnownUser{std::move(who), {}, "Olga", "Europe/Berlin", false, false, {}};
    });
    EXPECT_THAT(office.type(manager, "risk acme about:U0OWNER reason:groomed"), HasSubstr("You cannot do this"));
    EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(OwnSideRisks, S2_05_nothing_but_its_own_table_and_the_answer_to_those_who_may_know_tells_of_it) {
    const holdfast::testing::HeardLog log;
    office.type(manager, "open acme late deliveries");
    office.give_room("acme", "C0ACME");
    const auto rows_before = outbox_rows();
    office.type(manager, fmt::format("risk about:<@U0OWNER|Olga> reason:near-retirement {}", canary), "C0ACME");
    office.type(manager, fmt::format("risk about:<@U0KIM|Kim> reason:looking-elsewhere {} share", canary), "C0ACME");
    office.type(executive, fmt::format("risk settle 2 {}", canary), "C0ACME");
    ASSERT_THAT(kept(), SizeIs(2));
    EXPECT_EQ(outbox_rows(), rows_before) << "nobody is told";
    EXPECT_THAT(office.surface().seen, IsEmpty());

    // A rescue goes on for days: card, thread, drafts, digests, files, the App Home.
    office.type(owner, "touch kind:meeting with:\"Dana Fox\" a new carrier starts", "C0ACME");
    office.type(owner, "plan add \"Move the night shift\" owner:<@U0KIM> due:fri", "C0ACME");
    for (const std::string format : {"md", "csv", "json"}) {
        office.type(owner, "timeline export " + format + " share", "C0ACME");
        office.wait(std::chrono::minutes{1});
    }
    for (const std::string morning : {"2026-03-04T08:30", "2026-03-05T08:30", "2026-03-06T18:00"}) {
        office.at_berlin(morning);
        office.tick();
    }
    for (const auto& user : {owner, std::string{"U0KIM"}, manager}) {
        EventCallback opened;
        opened.event_id = "Ev-home-" + user;
        opened.type = "app_home_opened";
        opened.user = UserId{user};
        opened.tab = "home";
        office.send(opened);
    }

    for (const std::string& trace : {canary, std::string{"retirement"}, std::string{"looking-elsewhere"}})
        EXPECT_THAT(places_of(trace), IsEmpty()) << trace;
    EXPECT_GT(outbox_rows(), rows_before);
    ASSERT_THAT(office.surface().seen, Not(IsEmpty()));
    for (const auto& seen : office.surface().seen) EXPECT_THAT(seen.json.dump(), Not(HasSubstr(canary))) << seen.how;
    auto reader = office.database().reader();
    int files = 0;
    for (const auto& payload : reader.query<std::string>("SELECT payload FROM outbox WHERE method = :method",
                                                         std::string{slack::upload_method})) {
        const auto file =
            make_file(reader, office.desk().rules(), slack::file_wish_from(slack::outgoing_from(payload)).value());
        EXPECT_THAT(file.value().bytes, Not(HasSubstr(canary)));
        ++files;
    }
    EXPECT_GE(files, 3);
    for (const std::string verb : {"health", "status", "timeline", "people", "account", "plan", "role", "step 1",
                                   "summary list", "todo", "list all", "doctor"}) {
        for (const auto& who : {owner, manager, executive})
            EXPECT_THAT(office.type(who, verb, "C0ACME"), Not(HasSubstr(canary))) << verb;
    }
    for (const std::string& trace : {canary, std::string{"retirement"}, std::string{"risk"}})
        EXPECT_THAT(log.text(), Not(HasSubstr(trace)));
}

TEST_F(OwnSideRisks, S2_05_no_answer_is_shared_with_the_channel) {
    office.type(manager, "risk acme about:U0OWNER reason:groomed " + canary);
    office.type(manager, "risk acme share");
    EXPECT_EQ(office.surface().asked_for_readers, 0) << "it is not tried";
    EXPECT_THAT(office.type(manager, "risk acme share"),
                AllOf(HasSubstr("The risks are not shared"), Not(HasSubstr(canary))));
}

TEST_F(OwnSideRisks, S2_05_a_command_that_arrives_twice_is_one) {
    const auto command = "risk acme about:U0OWNER reason:groomed " + canary;
    const auto [first, second] = office.type_twice_at_once(manager, command);
    EXPECT_EQ(first, second);
    EXPECT_EQ(office.type(manager, command), readable(nlohmann::json::parse(first)));
    office.restart();
    EXPECT_THAT(office.type(manager, command), HasSubstr("on record already"));
    EXPECT_THAT(kept(), SizeIs(1));
    const auto settled = office.type(manager, "risk acme settle 1");
    EXPECT_EQ(office.type(manager, "risk acme settle 1"), settled);
    office.restart();
    EXPECT_THAT(office.type(manager, "risk acme settle 1"), HasSubstr("on record already"));
    office.wait(std::chrono::seconds{11});
    office.type(manager, command);
    EXPECT_THAT(kept(), SizeIs(2));
}

TEST_F(OwnSideRisks, S2_05_what_was_refused_is_heard_again) {
    EXPECT_THAT(office.type(manager, "risk acme settle 1"), HasSubstr("there is no number 1"));
    office.type(executive, "risk acme about:U0OWNER reason:groomed");
    office.type(manager, "risk acme settle 1");
    EXPECT_FALSE(kept()[0].is_open());
}

TEST_F(OwnSideRisks, S2_30_what_is_missing_or_unknown_is_refused_with_what_to_type_instead) {
    const auto refused = [&](const std::string& command, const std::string& why) {
        EXPECT_THAT(office.type(manager, command),
                    AllOf(HasSubstr("The risk is not noted"), HasSubstr(why), HasSubstr("/rescue risk acme about:")))
            << command;
    };
    refused("risk acme reason:groomed she leads the new team", "about: is missing");
    refused("risk acme about:U0OWNER she leads", "reason: is missing");
    refused("risk acme she leads", "about: is missing");
    refused("risk acme about:Dana reason:groomed", "\"Dana\" is nobody in Slack");
    refused("risk acme about:U0OWNER reason:bored", "improvement-goals, looking-elsewhere, groomed, near-retirement");
    refused("risk acme about:U0OWNER about:U0KIM reason:groomed", "about: is given 2 times");
    EXPECT_THAT(kept(), IsEmpty());
    office.type(manager, "risk acme about:U0OWNER reason:GROOMED she asked: salary:more, and will share");
    ASSERT_THAT(kept(), SizeIs(1));
    EXPECT_EQ(kept()[0].note, "she asked: salary:more, and will share") << "all that was typed is kept";
}

TEST_F(OwnSideRisks, S2_05_nobody_is_noted_whom_slack_does_not_know) {
    office.desk().look_up_with(
        [](UserId) -> boost::asio::awaitable<Desk::Identified> { co_return std::unexpected{NotIdentified::nobody}; });
    EXPECT_THAT(office.type(manager, "risk acme about:U0GHOST reason:groomed"),
                HasSubstr("nobody in Slack has the id"));
    EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(OwnSideRisks, rule_9_what_was_typed_is_harmless) {
    office.type(manager, "risk acme about:U0OWNER reason:groomed &lt;!channel&gt; *now* &lt;https://evil|bank&gt;");
    office.type(manager, "risk acme settle 1 &lt;!here&gt;");
    const auto list = office.type(executive, "risk acme");
    EXPECT_THAT(list, AllOf(HasSubstr("&lt;!channel&gt;"), Not(HasSubstr("<!channel>")), Not(HasSubstr("<!here>"))));
}

TEST_F(OwnSideRisks, S2_05_the_list_has_pages) {
    for (int i = 1; i <= 7; ++i)
        office.type(manager, fmt::format("risk acme about:U0OWNER reason:groomed note {}.", i));
    const auto first = office.type(executive, "risk acme");
    EXPECT_THAT(first,
                AllOf(HasSubstr("7 open"), HasSubstr("note 7."), HasSubstr("note 3."), Not(HasSubstr("note 2."))));
    EXPECT_THAT(office.type(executive, "risk acme 2"), AllOf(HasSubstr("note 2."), Not(HasSubstr("note 3."))));
    office.press(executive, "list.page", "risk acme 2");
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr("note 1."));
    office.press(owner, "list.page", "risk acme 2");
    EXPECT_THAT(readable(office.surface().seen.back().json), HasSubstr("You cannot do this"));
}
