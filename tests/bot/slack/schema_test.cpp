#include "bot/slack/manifest.hpp"
#include "bot/slack/views.hpp"
#include "tests/bot/slack/hostile_views.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

namespace holdfast::slack {
namespace {

namespace fs = std::filesystem;

/// Writes payloads to files and has Slack's schema and rules judge them. The schema folder is given by
/// HOLDFAST_SLACK_SCHEMA; without it or without node the tests are skipped.
class SlackSchema : public testing::Test {
protected:
    void SetUp() override {
        const char* const given = std::getenv("HOLDFAST_SLACK_SCHEMA");
        validator_ =
            fs::path{given != nullptr ? given : HOLDFAST_SOURCE_DIR "/../shared/slack/schema"} / "validate.mjs";
        if (!fs::exists(validator_)) GTEST_SKIP() << "no Slack schema at " << validator_;
        if (std::system("node --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "node is not installed";
        const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = fs::path{testing::TempDir()} / ("holdfast-" + std::string{test->name()} + std::to_string(::getpid()));
        fs::create_directories(folder_);
    }

    void TearDown() override {
        if (!folder_.empty()) fs::remove_all(folder_);
    }

    template <class Json>
    void add(const Json& payload) {
        std::ofstream{folder_ / (std::to_string(count_++) + ".json")} << payload.dump();
    }

    /// Everything added is without fault, and with `--strict` among the arguments without warning.
    void expect_accepted_as(const std::string& arguments) {
        ASSERT_GT(count_, 0);
        const fs::path report = folder_ / "report.txt";
        const std::string command = "cd '" + folder_.string() + "' && node '" + validator_.string() + "' " + arguments +
                                    " *.json > '" + report.string() + "' 2>&1";
        const int status = std::system(command.c_str());
        std::ostringstream text;
        text << std::ifstream{report}.rdbuf();
        EXPECT_EQ(status, 0) << text.str().substr(0, 4'000);
    }

private:
    fs::path validator_;
    fs::path folder_;
    int count_ = 0;
};

TEST_F(SlackSchema, accepts_every_message) {
    add(payload(Message{.text = "plain"_mrkdwn}));
    EXPECT_TRUE(rc::check([this] {
        const Message message = test::some_message();
        add(payload(message));
        add(reply_to_asker(message));
        add(reply_in_channel(message));
    }));
    expect_accepted_as("message --strict");
    expect_accepted_as("message --method=chat.update");
}

TEST_F(SlackSchema, accepts_every_modal) {
    add(payload(Modal{.callback = modal::touch, .title = "", .blocks = {}}));
    EXPECT_TRUE(rc::check([this] { add(payload(test::some_modal())); }));
    expect_accepted_as("modal --strict");
}

TEST_F(SlackSchema, accepts_every_home) {
    add(payload(Home{.blocks = {}}));
    EXPECT_TRUE(rc::check([this] { add(payload(test::some_home())); }));
    expect_accepted_as("home --strict");
}

TEST_F(SlackSchema, accepts_every_answer_to_a_submission) {
    const std::vector<std::pair<std::string, std::string>> errors{{"owner", "Choose who does it."}};
    add(field_errors(errors));
    EXPECT_TRUE(rc::check([this] { add(replacing_view(test::some_modal())); }));
    expect_accepted_as("submission --strict");
}

TEST_F(SlackSchema, accepts_both_manifests) {
    add(app_manifest(std::nullopt));
    add(app_manifest("https://bot.example.com"));
    expect_accepted_as("manifest --strict");
}

} // namespace
} // namespace holdfast::slack
