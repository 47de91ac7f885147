#include "bot/operate/slack_surface.hpp"
#include "tests/bot/deliver/delivery_fixture.hpp"

#include <gtest/gtest.h>

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
