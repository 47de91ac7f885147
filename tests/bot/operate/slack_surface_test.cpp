#include "bot/operate/slack_surface.hpp"
#include "bot/slack/ids.hpp"
#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gtest/gtest.h>

#include <set>

namespace holdfast {
namespace {

using slack::operator""_mrkdwn;

class SlackSurfaceTest : public testing::Test {
protected:
    SlackSurfaceTest() {
        kim = slack.add_user("kim");
        ann = slack.add_user("ann");
        network.start();
    }
    ~SlackSurfaceTest() override { network.stop(); }

    /// Of a call for its turn; beyond, it is refused.
    static constexpr std::chrono::seconds longest_wait{1};

    static slack_double::Settings quiet() {
        slack_double::Settings settings;
        settings.payload_dir.clear();
        return settings;
    }

    void on_network(std::function<void()> work) {
        const auto done = [](std::function<void()> once) -> asio::awaitable<void> {
            once();
            co_return;
        };
        network.run(done(std::move(work)));
    }
    void draw(const std::string& user, const std::string& title) {
        surface.publish_home(UserId{user}, slack::Home{.blocks = {slack::Header{.text = title}}});
    }
    void draw_now(const std::string& user, const std::string& title) {
        on_network([&] { draw(user, title); });
    }
    [[nodiscard]] bool shows(const std::string& user, const std::string& title) {
        return slack.wait_until([&] {
            const auto home = slack.home(user);
            return home && home->content.dump().contains(title);
        });
    }
    void answer(const std::string& user, const std::string& text, const std::string& response_url = {}) {
        on_network([&] {
            surface.answer(response_url, slack::Message{.text = slack::Mrkdwn::of("{}", text)}, false, UserId{user});
        });
    }
    void finish() { network.run(surface.finish(std::chrono::steady_clock::now() + std::chrono::seconds{10})); }
    /// What kim is told in direct messages about a form that she was to see.
    [[nodiscard]] std::string told_about_form() {
        on_network([&] {
            surface.open_form("1.2.3",
                              slack::Modal{.callback = slack::modal::plan,
                                           .title = "Plan",
                                           .blocks = {slack::Header{.text = "Plan"}}},
                              UserId{kim}, {});
        });
        finish();
        const auto told = slack.direct_messages(kim);
        return told.empty() ? std::string{} : told.back().text;
    }
    [[nodiscard]] std::vector<std::string> drawn() const {
        std::vector<std::string> users;
        for (const auto& call : slack.calls("views.publish")) users.push_back(call.arguments.value("user_id", ""));
        return users;
    }

    SlackDouble slack{quiet()};
    NetworkThread network{slack, longest_wait};
    SlackSurface surface{network.io.get_executor(), network.client, [](const std::string&) {}};
    std::string kim;
    std::string ann;
};

TEST_F(SlackSurfaceTest, App_Homes_keep_no_answer_from_leaving_however_many_are_drawn_again) {
    slack.hold("views.publish");
    on_network([this] {
        for (int i = 0; i < 600; ++i) draw(fmt::format("U{:04}", i), "changed");
        surface.answer({}, slack::Message{.text = "saved"_mrkdwn}, false, UserId{kim});
    });
    ASSERT_TRUE(slack.wait_until_held("views.publish"));
    EXPECT_TRUE(slack.wait_until([this] { return slack.direct_messages(kim).size() == 1; }));
}

TEST_F(SlackSurfaceTest, every_direct_answer_bears_an_effect_id_of_its_own) {
    for (const auto& user : {kim, ann}) answer(user, "saved");
    finish();
    std::set<nlohmann::json> marks;
    for (const auto& user : {kim, ann}) {
        for (const auto& message : slack.direct_messages(user)) {
            ASSERT_TRUE(message.metadata.is_object());
            EXPECT_EQ(message.metadata.value("event_type", ""), "holdfast_effect");
            marks.insert(message.metadata);
        }
    }
    EXPECT_EQ(marks.size(), 2U);
}

TEST_F(SlackSurfaceTest, a_form_that_may_have_opened_is_not_said_to_have_failed) {
    slack.lose_reply("views.open");
    const auto told = told_about_form();
    EXPECT_TRUE(told.contains("If no form has opened, press or type it again.")) << told;
    EXPECT_FALSE(told.contains("did not open")) << told;
}

TEST_F(SlackSurfaceTest, a_form_whose_trigger_no_longer_counts_could_not_be_opened_any_more) {
    const auto told = told_about_form();
    EXPECT_TRUE(told.contains("The form could not be opened any more")) << told;
    EXPECT_FALSE(told.contains("took too long")) << told;
}

TEST_F(SlackSurfaceTest, a_form_that_Slack_did_not_take_did_not_open) {
    slack.rate_limit("views.open", std::chrono::seconds{30});
    const auto told = told_about_form();
    EXPECT_TRUE(told.contains("The form did not open: Slack did not take it.")) << told;
}

TEST_F(SlackSurfaceTest, what_is_for_one_person_in_a_channel_is_sent_once_where_Slack_may_have_shown_it) {
    const ChannelId town{slack.add_channel({.name = "town", .members = {kim, slack.settings().bot_user}})};
    const auto whisper = [&](const std::string& user) {
        on_network([&] { surface.whisper(town, UserId{user}, slack::Message{.text = "saved"_mrkdwn}); });
        finish();
    };
    slack.lose_reply("chat.postEphemeral");
    whisper(kim);
    EXPECT_EQ(slack.ephemerals(kim).size(), 1U);
    EXPECT_TRUE(slack.direct_messages(kim).empty());
    whisper(ann);
    EXPECT_EQ(slack.direct_messages(ann).size(), 1U) << "who is not in the channel certainly saw nothing there";
}

TEST_F(SlackSurfaceTest, an_answer_comes_as_a_direct_message_only_where_the_response_url_took_none) {
    const auto url = fmt::format("http://127.0.0.1:{}/_response/none", slack.port());
    slack.lose_reply("response_url");
    answer(kim, "saved", url);
    finish();
    EXPECT_TRUE(slack.direct_messages(kim).empty());
    answer(kim, "saved", url);
    finish();
    EXPECT_EQ(slack.direct_messages(kim).size(), 1U);
}

TEST_F(SlackSurfaceTest, of_the_views_drawn_while_an_App_Home_is_on_its_way_the_newest_is_sent) {
    slack.hold("views.publish", 1);
    draw_now(kim, "first");
    ASSERT_TRUE(slack.wait_until_held("views.publish"));
    draw_now(kim, "second");
    draw_now(kim, "third");
    slack.release("views.publish");
    EXPECT_TRUE(shows(kim, "third"));
    EXPECT_EQ(drawn(), (std::vector{kim, kim}));
}

TEST_F(SlackSurfaceTest, rule_6_who_reads_a_channel_is_asked_again_once_its_readers_have_changed) {
    const ChannelId town{slack.add_channel({.name = "town", .members = {kim, slack.settings().bot_user}})};
    const auto readers = [&] { return network.run(surface.readers_of(town)); };
    EXPECT_EQ(readers(), Readers::ours);
    slack.change_channel(town.value, [](slack_double::Channel& shared) { shared.is_ext_shared = true; });
    on_network([&] { surface.forget_readers_of(town); });
    EXPECT_EQ(readers(), Readers::outsiders);
    slack.refuse("conversations.info", "channel_not_found", slack_double::always);
    on_network([&] { surface.forget_readers_of(town); });
    EXPECT_EQ(readers(), Readers::unknown);
}

TEST_F(SlackSurfaceTest, an_App_Home_that_shows_nothing_new_is_not_sent_again) {
    draw_now(kim, "first");
    ASSERT_TRUE(shows(kim, "first"));
    draw_now(ann, "first");
    ASSERT_TRUE(shows(ann, "first"));
    draw_now(kim, "first");
    draw_now(ann, "second");
    ASSERT_TRUE(shows(ann, "second"));
    EXPECT_EQ(drawn(), (std::vector{kim, ann, ann}));
}

TEST_F(SlackSurfaceTest, an_App_Home_that_Slack_refused_is_sent_when_it_is_drawn_again) {
    slack.refuse("views.publish", "restricted_action", 1);
    draw_now(kim, "first");
    ASSERT_TRUE(slack.wait_for_call("views.publish"));
    draw_now(kim, "first");
    EXPECT_TRUE(shows(kim, "first"));
}

TEST_F(SlackSurfaceTest, an_App_Home_whose_turn_is_far_away_is_sent_then_and_as_it_was_drawn_last) {
    slack.rate_limit("views.publish", longest_wait + std::chrono::seconds{1});
    draw_now(kim, "first");
    ASSERT_TRUE(slack.wait_for_call("views.publish"));
    draw_now(kim, "second");
    EXPECT_TRUE(shows(kim, "second"));
}

TEST_F(SlackSurfaceTest, whoever_opens_the_App_Home_for_the_first_time_goes_before_those_drawn_again) {
    const std::string lee = slack.add_user("lee");
    draw_now(kim, "first");
    draw_now(ann, "first");
    ASSERT_TRUE(shows(kim, "first"));
    ASSERT_TRUE(shows(ann, "first"));
    const auto before = drawn().size();
    slack.hold("views.publish", 1);
    // Leaves when the answers to those before have been heard.
    draw_now(kim, "second");
    ASSERT_TRUE(slack.wait_until_held("views.publish"));
    draw_now(ann, "second");
    draw_now(lee, "first");
    slack.release("views.publish");
    ASSERT_TRUE(shows(ann, "second"));
    const auto all = drawn();
    EXPECT_EQ(std::vector(all.begin() + static_cast<std::ptrdiff_t>(before), all.end()), (std::vector{kim, lee, ann}));
}

} // namespace
} // namespace holdfast
