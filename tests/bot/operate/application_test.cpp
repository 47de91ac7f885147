// The whole program in a workspace: what only shows once all its parts are wired together.
#include "bot/operate/application.hpp"
#include "storage/accounts.hpp"
#include "storage/cases.hpp"
#include "storage/database.hpp"
#include "storage/failure.hpp"
#include "storage/meta.hpp"
#include "storage/outbox.hpp"
#include "storage/restoring.hpp"
#include "storage/slack_users.hpp"
#include "storage/unknown_colleagues.hpp"
#include "tests/eventually.hpp"
#include "tests/slack/slack_double.hpp"
#include "tests/storage/temporary_database.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ringbuffer_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <latch>
#include <set>
#include <thread>

namespace holdfast {
namespace {

using namespace std::chrono_literals;
using slack_double::SlackDouble;

class ApplicationTest : public testing::Test {
protected:
    ApplicationTest() {
        kim = slack.add_user({.name = "kim", .email = "kim@example.com"});
        guest = slack.add_user({.name = "guest", .is_restricted = true});
    }
    ~ApplicationTest() override {
        if (program) stop();
    }

    static slack_double::Settings quiet() {
        slack_double::Settings settings;
        settings.payload_dir.clear();
        return settings;
    }

    void start() {
        settings.listen.port = 0;
        settings.database = folder / "holdfast.db";
        settings.slack_api_url = slack.api_url();
        settings.secrets.bot_token = Secret{slack.settings().bot_token};
        settings.secrets.signing_secrets = {Secret{slack.settings().signing_secret}};
        rules = make_rules(settings, *load_catalog(""));
        program = std::make_unique<Application>(io, rules, clock);
        program->start();
        thread = std::jthread{[this] { io.run(); }};
        slack.set_bot_url(fmt::format("http://127.0.0.1:{}/slack/events", program->port()));
    }
    /// The database of the settings is one that was put in the place of another, and a message waits in it.
    void restore_with_something_waiting() {
        {
            Database former{folder / "former.db"};
            former.write_now([](Transaction& tx) {
                NewEffect effect;
                effect.effect_id = "e1";
                effect.lane = "D1";
                effect.method = "chat.postMessage";
                effect.payload = "{}";
                append_effect(tx, effect, at_ms(0));
            });
        }
        const auto restored = restore(folder / "former.db", folder / "holdfast.db");
        ASSERT_TRUE(restored) << restored.error();
        settings.listen.port = 0;
        settings.database = folder / "holdfast.db";
        settings.slack_api_url = slack.api_url();
        rules = make_rules(settings, *load_catalog(""));
    }
    void stop() {
        asio::co_spawn(io, program->stop(), asio::use_future).get();
        io.stop();
        thread.join();
        program.reset();
    }
    [[nodiscard]] bool hears_of_refused_room(const std::string& user) const {
        return std::ranges::any_of(slack.direct_messages(user), [](const auto& message) {
            return message.text.contains("could not create the room");
        });
    }
    void type(const std::string& text) { (void)slack.slash(kim, slack.direct_channel(kim), text); }
    /// The card in the room, as text; empty while there is none.
    [[nodiscard]] std::string card() const {
        const auto room = slack.channel_named("rescue-acme");
        if (!room || room->pins.empty()) return {};
        const auto message = slack.message(room->id, room->pins.front().ts);
        return message ? message->blocks.dump() : std::string{};
    }

    TemporaryFolder folder;
    SlackDouble slack{quiet()};
    std::string kim;
    std::string guest;
    Settings settings;
    Rules rules;
    SystemClock clock;
    asio::io_context io;
    std::unique_ptr<Application> program;
    std::jthread thread;
};

TEST_F(ApplicationTest, names_the_setting_when_it_cannot_listen) {
    const HttpServer other{io, {"127.0.0.1", 0}, {}, nullptr};
    settings.listen.port = other.port();
    settings.database = folder / "holdfast.db";
    rules = make_rules(settings, *load_catalog(""));
    try {
        const Application second{io, rules, clock};
        FAIL() << "two servers on one port";
    } catch (const std::runtime_error& failure) {
        EXPECT_EQ(failure.what(),
                  fmt::format("listen or HOLDFAST_LISTEN: cannot listen on 127.0.0.1 port {}: Address already in use",
                              other.port()));
    }
}

TEST_F(ApplicationTest, of_a_restored_database_doubts_what_waited_before_anything_is_done_with_it) {
    ASSERT_NO_FATAL_FAILURE(restore_with_something_waiting());
    const Application built{io, rules, clock};
    Reader record{settings.database};
    EXPECT_FALSE(is_restored(record));
    EXPECT_EQ(find_effect(record, "e1")->state, EffectState::doubtful) << "although nothing has been started";
}

TEST_F(ApplicationTest, of_a_restored_database_does_not_start_where_that_cannot_be_stored) {
    ASSERT_NO_FATAL_FAILURE(restore_with_something_waiting());
    const auto forbid = [](Transaction& tx) {
        tx.run("CREATE TRIGGER kept BEFORE DELETE ON meta BEGIN SELECT RAISE(ABORT, 'not now'); END");
    };
    Database{settings.database}.write_now(forbid);
    EXPECT_THROW((Application{io, rules, clock}), StorageFailure);
    Reader record{settings.database};
    EXPECT_TRUE(is_restored(record));
}

TEST_F(ApplicationTest, removes_what_a_killed_restore_left) {
    for (const char* part : {"", "-journal", "-wal", "-shm"})
        std::ofstream{folder / fmt::format("holdfast.db.restoring{}", part).c_str()} << "half a copy";
    start();
    for (const char* part : {"", "-journal", "-wal", "-shm"})
        EXPECT_FALSE(std::filesystem::exists(folder / fmt::format("holdfast.db.restoring{}", part).c_str())) << part;
}

TEST_F(ApplicationTest, starts_where_what_a_killed_restore_left_cannot_be_removed) {
    std::filesystem::create_directories(folder / "holdfast.db.restoring/something");
    start();
    EXPECT_TRUE(std::filesystem::exists(folder / "holdfast.db"));
}

TEST_F(ApplicationTest, Q13_looks_up_leaders_and_admins_who_are_configured_by_address) {
    settings.leaders = {UserId{"kim@example.com"}};
    settings.admins = {UserId{"boss@example.com"}, UserId{kim}};
    start();
    ASSERT_TRUE(slack.wait_for_call("users.lookupByEmail", 2));
    std::set<std::string> asked;
    for (const auto& call : slack.calls("users.lookupByEmail")) asked.insert(call.arguments.value("email", ""));
    EXPECT_EQ(asked, (std::set<std::string>{"boss@example.com", "kim@example.com"}));
}

TEST_F(ApplicationTest, D_14_addresses_that_slack_does_not_know_keep_nobody_from_being_found) {
    {
        const auto add = [](Transaction& tx, std::string id, std::string owner) {
            Account account;
            account.id = AccountId{id};
            account.name = std::move(id);
            account.owner = UserId{std::move(owner)};
            upsert_account(tx, account);
        };
        Database database{folder / "holdfast.db"};
        database.write_now([&](Transaction& tx) {
            for (int i = 10; i < 32; ++i) {
                const auto ghost = fmt::format("ghost{}@example.com", i);
                add(tx, fmt::format("a{}", i), ghost);
                remember_unknown_colleague(tx, UserId{ghost}, clock.now());
            }
            add(tx, "acme", "kim@example.com");
        });
    }
    start();
    const auto kim_is_asked_for = [this] {
        return std::ranges::any_of(slack.calls("users.lookupByEmail"), [](const auto& call) {
            return call.arguments.value("email", "") == "kim@example.com";
        });
    };
    EXPECT_TRUE(slack.wait_until(kim_is_asked_for, 20s));
}

TEST_F(ApplicationTest, D_14_the_card_says_who_could_not_be_invited_until_they_are_in) {
    start();
    type("account add acme name:Acme manager:@guest");
    type("open acme they will not talk to us");
    ASSERT_TRUE(slack.wait_until([this] { return card().contains("is a guest"); }, 15s)) << card();
    const auto room = slack.channel_named("rescue-acme").value().id;
    slack.change_channel(room, [this](slack_double::Channel& one) { one.members.push_back(guest); });
    (void)slack.event({{"type", "member_joined_channel"}, {"user", guest}, {"channel", room}, {"channel_type", "G"}});
    EXPECT_TRUE(slack.wait_until([this] { return !card().empty() && !card().contains("is a guest"); }, 15s)) << card();
}

TEST_F(ApplicationTest, S1_24_where_the_manager_is_gone_the_executive_sponsor_hears_of_a_refused_room) {
    const std::string maria = slack.add_user({.name = "maria", .deleted = true});
    const std::string erik = slack.add_user({.name = "erik"});
    {
        Database database{folder / "holdfast.db"};
        database.write_now([&](Transaction& tx) {
            store_user(tx, {UserId{maria}, "maria@example.com", "Maria", "Europe/Berlin", true, false, clock.now()});
            auto acme = plain_account("acme", "Acme");
            acme.owner = UserId{kim};
            acme.manager = UserId{maria};
            acme.executive_sponsor = UserId{erik};
            upsert_account(tx, acme);
        });
    }
    slack.refuse("conversations.create", "restricted_action", slack_double::always);
    start();
    type("open acme they will not talk to us");
    EXPECT_TRUE(slack.wait_until([&] { return hears_of_refused_room(erik); }, 15s));
}

TEST_F(ApplicationTest, D_15_where_nobody_is_on_record_whoever_opened_the_rescue_hears_of_a_refused_room) {
    {
        Database database{folder / "holdfast.db"};
        database.write_now([](Transaction& tx) { upsert_account(tx, plain_account("acme", "Acme")); });
    }
    slack.refuse("conversations.create", "restricted_action", slack_double::always);
    start();
    type("open acme they will not talk to us");
    EXPECT_TRUE(slack.wait_until([this] { return hears_of_refused_room(kim); }, 15s));
}

TEST_F(ApplicationTest, App_Homes_are_drawn_again_after_it_failed_once) {
    const auto heard = std::make_shared<spdlog::sinks::ringbuffer_sink_mt>(1'000);
    spdlog::default_logger()->sinks().push_back(heard);
    const auto failed = [&heard] {
        return std::ranges::any_of(heard->last_formatted(), [](const std::string& line) {
            return line.contains("App Homes could not be drawn");
        });
    };
    const auto home_shows = [this](const char* words) {
        const auto home = slack.home(kim);
        return home && home->content.dump().contains(words);
    };
    start();
    type("account add acme name:Acme");
    ASSERT_EQ(slack.open_home(kim).status, 200U);
    ASSERT_TRUE(eventually([&] { return home_shows("Acme"); }));
    Database beside{folder / "holdfast.db"};
    beside.write_now([this](Transaction& tx) {
        tx.run("ALTER TABLE cases RENAME TO elsewhere");
        auto birch = plain_account("birch", "Birch");
        birch.owner = UserId{kim};
        upsert_account(tx, birch);
    });
    type("account add cedar name:Cedar");
    ASSERT_TRUE(eventually(failed));
    ASSERT_FALSE(home_shows("Birch"));
    beside.write_now([](Transaction& tx) { tx.run("ALTER TABLE elsewhere RENAME TO cases"); });
    EXPECT_TRUE(eventually([&] { return home_shows("Birch"); }));
    std::erase(spdlog::default_logger()->sinks(), heard);
}

// Under the address sanitizer: what is on its way then is destroyed with the io_context, after the program.
TEST_F(ApplicationTest, stops_while_an_App_Home_is_on_its_way) {
    slack.hold_reply("views.publish");
    start();
    ASSERT_EQ(slack.open_home(kim).status, 200U);
    ASSERT_TRUE(slack.wait_until_held("views.publish"));
    stop();
    EXPECT_EQ(slack.calls("views.publish").size(), 1U);
}

TEST_F(ApplicationTest, stops_when_the_answer_has_arrived_that_Slack_put_off) {
    start();
    slack.rate_limit("chat.postMessage", 1s);
    ASSERT_EQ(slack.say(kim, slack.direct_channel(kim), "list").status, 200U);
    ASSERT_TRUE(slack.wait_for_call("chat.postMessage"));
    stop();
    EXPECT_TRUE(std::ranges::any_of(slack.direct_messages(kim), [](const auto& one) { return !one.bot_id.empty(); }));
}

TEST_F(ApplicationTest, stops_without_the_answer_that_Slack_does_not_take_and_says_so_in_the_log) {
    const auto heard = std::make_shared<spdlog::sinks::ringbuffer_sink_mt>(1'000);
    spdlog::default_logger()->sinks().push_back(heard);
    slack.hold("chat.postMessage");
    start();
    ASSERT_EQ(slack.say(kim, slack.direct_channel(kim), "list").status, 200U);
    ASSERT_TRUE(slack.wait_until_held("chat.postMessage"));
    const auto told = std::chrono::steady_clock::now();
    stop();
    EXPECT_LT(std::chrono::steady_clock::now() - told, 5s);
    EXPECT_TRUE(std::ranges::any_of(heard->last_formatted(),
                                    [](const std::string& line) { return line.contains("are let go: 1"); }));
    std::erase(spdlog::default_logger()->sinks(), heard);
}

TEST_F(ApplicationTest, stops_within_five_seconds_while_another_process_keeps_the_database_locked) {
    start();
    type("account add acme name:Acme");
    Database beside{folder / "holdfast.db"};
    std::latch holding{1};
    std::latch release{1};
    std::jthread other{[&] {
        beside.write_now([&](Transaction&) {
            holding.count_down();
            release.wait();
        });
    }};
    holding.wait();
    const auto told = std::chrono::steady_clock::now();
    stop();
    const auto took = std::chrono::steady_clock::now() - told;
    release.count_down();
    EXPECT_LT(took, 5s);
}

TEST_F(ApplicationTest, D_2_the_doctor_in_Slack_tries_the_public_address) {
    settings.public_url = "http://127.0.0.1:1";
    start();
    const auto answer = slack.slash(kim, slack.direct_channel(kim), "doctor");
    EXPECT_TRUE(answer.body.contains("public address: nobody answers at http://127.0.0.1:1/slack/events"))
        << answer.body;
}

TEST_F(ApplicationTest, rule_6_people_of_our_workspace_are_answered_while_slack_does_not_say_who_they_are) {
    slack.refuse("users.info", "missing_scope", slack_double::always);
    start();
    // Which workspace is ours is asked at the start, and kept.
    EXPECT_TRUE(eventually(
        [this] { return slack.slash(kim, slack.direct_channel(kim), "help").body.contains("/rescue health"); }));
    Database beside{folder / "holdfast.db"};
    auto reader = beside.reader();
    EXPECT_TRUE(eventually([&] { return find_meta(reader, "slack/home-team") == slack.settings().team_id; }));
}

TEST_F(ApplicationTest, rule_6_people_of_our_workspace_are_answered_after_a_start_without_slack) {
    {
        Database database{folder / "holdfast.db"};
        database.write_now([this](Transaction& tx) { store_meta(tx, "slack/home-team", slack.settings().team_id); });
    }
    for (const char* method : {"auth.test", "users.info"}) slack.refuse(method, "invalid_auth", slack_double::always);
    start();
    const auto answer = slack.slash(kim, slack.direct_channel(kim), "help");
    EXPECT_TRUE(answer.body.contains("/rescue health")) << answer.body;
}

TEST_F(ApplicationTest, D_2_the_doctor_in_Slack_names_a_rescue_that_cannot_be_read) {
    {
        Database database{folder / "holdfast.db"};
        database.write_now([this](Transaction& tx) {
            upsert_account(tx, plain_account("acme", "Acme"));
            const auto id = create_case(tx, AccountId{"acme"}, "rescue-acme", clock.now()).value().id;
            const std::array damaged{NewEvent{clock.now(), kim, "rescue-opened", "{"}};
            EXPECT_TRUE(append_events(tx, id, 0, damaged));
        });
    }
    start();
    const auto answer = slack.slash(kim, slack.direct_channel(kim), "doctor");
    EXPECT_TRUE(answer.body.contains("database: acme#1 cannot be read and is left out")) << answer.body;
}

TEST_F(ApplicationTest, D_14_an_app_gets_no_part_in_a_rescue) {
    start();
    type("account add acme name:Acme");
    const std::string app = slack.add_user({.name = "deploy", .is_bot = true});
    const auto answer = slack.slash(kim, slack.direct_channel(kim), "account set acme owner:@deploy");
    EXPECT_TRUE(answer.body.contains("an app")) << answer.body;
}

} // namespace
} // namespace holdfast
