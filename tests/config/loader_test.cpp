#include "config/loader.hpp"
#include "tests/config/shown_settings.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>
#include <unistd.h>

namespace holdfast {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Runs each test in an empty directory of its own, as the current one.
class Loader : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "holdfast-config-XXXXXX").string();
        directory_ = mkdtemp(pattern.data());
        before_ = fs::current_path();
        fs::current_path(directory_);
    }

    void TearDown() override {
        fs::current_path(before_);
        fs::remove_all(directory_);
    }

    static std::string write(const std::string& name, const std::string& text) {
        std::ofstream{name} << text;
        return name;
    }

private:
    fs::path directory_;
    fs::path before_;
};

TEST_F(Loader, without_file_and_environment_gives_the_defaults) {
    const auto settings = load(std::nullopt, {});
    EXPECT_EQ(shown(settings), shown(Settings{}));
    EXPECT_TRUE(settings->secrets.bot_token.empty());
}

TEST_F(Loader, prefers_the_command_line_then_the_variable_then_the_file_beside) {
    write("holdfast.yaml", "watch: {days: 1}");
    write("variable.yaml", "watch: {days: 2}");
    write("option.yaml", "watch: {days: 3}");
    const Environment environment{{"HOLDFAST_CONFIG", "variable.yaml"}};

    EXPECT_EQ(load(std::nullopt, {})->watch.days, 1);
    EXPECT_EQ(load(std::nullopt, environment)->watch.days, 2);
    EXPECT_EQ(load("option.yaml", environment)->watch.days, 3);
}

TEST_F(Loader, refuses_a_file_that_was_asked_for_and_is_not_there) {
    const auto missing = load("missing.yaml", {});
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error().file, "missing.yaml");
    EXPECT_FALSE(load(std::nullopt, {{"HOLDFAST_CONFIG", "missing.yaml"}}).has_value());
    EXPECT_FALSE(load(".", {}).has_value()) << "a directory is not a file";
}

TEST_F(Loader, says_why_a_file_cannot_be_read) {
    fs::create_directory("folder");
    EXPECT_EQ(to_text(load("folder", {}).error()), "folder: cannot be read: Is a directory");
    EXPECT_EQ(to_text(load("missing.yaml", {}).error()), "missing.yaml: cannot be read: No such file or directory");
    EXPECT_EQ(to_text(load(std::nullopt, {{"SLACK_BOT_TOKEN_FILE", "folder"}}).error()),
              "environment: SLACK_BOT_TOKEN_FILE: cannot read the file \"folder\": Is a directory");
    EXPECT_THAT(to_text(load(std::nullopt, {{"SLACK_BOT_TOKEN_FILE", "missing"}}).error()),
                HasSubstr("cannot read the file \"missing\": No such file"));
    if (::geteuid() == 0) return; // whom nothing is forbidden
    fs::permissions(write("closed.yaml", ""), fs::perms::none);
    EXPECT_EQ(to_text(load("closed.yaml", {}).error()), "closed.yaml: cannot be read: Permission denied");
}

TEST_F(Loader, lays_the_environment_over_the_file) {
    write("holdfast.yaml", "listen: 0.0.0.0:1\ndatabase: from-file.db\nslack_api_url: http://file/api/");
    const auto settings = load(std::nullopt, {{"HOLDFAST_LISTEN", "127.0.0.1:0"},
                                              {"HOLDFAST_DB", "from-environment.db"},
                                              {"SLACK_API_URL", "http://127.0.0.1:4000/api"}});
    ASSERT_TRUE(settings) << to_text(settings.error());
    EXPECT_EQ(settings->listen, (ListenAddress{.host = "127.0.0.1", .port = 0}));
    EXPECT_EQ(settings->database, "from-environment.db");
    EXPECT_EQ(settings->slack_api_url, "http://127.0.0.1:4000/api/") << "method names are put behind it";
}

TEST_F(Loader, takes_an_empty_variable_for_one_that_is_not_set) {
    const auto settings =
        load(std::nullopt, {{"HOLDFAST_LISTEN", ""}, {"HOLDFAST_CONFIG", ""}, {"SLACK_BOT_TOKEN", ""}});
    EXPECT_EQ(shown(settings), shown(Settings{}));
    EXPECT_TRUE(settings->secrets.bot_token.empty());
}

TEST_F(Loader, checks_variables_like_keys_and_names_them) {
    const auto settings = load(std::nullopt, {{"HOLDFAST_LISTEN", "nowhere"}});
    ASSERT_FALSE(settings.has_value());
    EXPECT_EQ(settings.error().file, "environment");
    EXPECT_EQ(settings.error().key, "HOLDFAST_LISTEN");
    EXPECT_THAT(settings.error().message, HasSubstr("address and port"));
}

TEST_F(Loader, reads_secrets_from_variables_and_from_files) {
    write("app-token", "xapp-1\n");
    const auto settings = load(std::nullopt, {{"SLACK_BOT_TOKEN", "xoxb-1"},
                                              {"SLACK_SIGNING_SECRET", "new, old\nolder"},
                                              {"SLACK_APP_TOKEN_FILE", "app-token"},
                                              {"HOLDFAST_API_TOKEN", " api "}});
    ASSERT_TRUE(settings) << to_text(settings.error());
    EXPECT_EQ(settings->secrets.bot_token, Secret{"xoxb-1"});
    EXPECT_THAT(settings->secrets.signing_secrets, ElementsAre(Secret{"new"}, Secret{"old"}, Secret{"older"}));
    EXPECT_EQ(settings->secrets.app_token, Secret{"xapp-1"});
    EXPECT_EQ(settings->secrets.api_token, Secret{"api"});
}

TEST_F(Loader, refuses_secrets_it_cannot_take_without_repeating_them) {
    write("empty", " \n");
    const std::vector<Environment> refused{
        {{"SLACK_BOT_TOKEN_FILE", "missing"}},
        {{"SLACK_BOT_TOKEN_FILE", "empty"}},
        {{"SLACK_BOT_TOKEN", "xoxb-12-34"}, {"SLACK_BOT_TOKEN_FILE", "empty"}},
        {{"SLACK_BOT_TOKEN", "xapp-12-34"}},
        {{"SLACK_APP_TOKEN", "xoxb-12-34"}},
    };
    for (const Environment& environment : refused) {
        const auto settings = load(std::nullopt, environment);
        ASSERT_FALSE(settings.has_value());
        EXPECT_THAT(settings.error().key, HasSubstr("TOKEN"));
        EXPECT_THAT(to_text(settings.error()), Not(HasSubstr("12-34")));
    }
}

TEST_F(Loader, repeats_no_secret_that_stands_where_none_belongs) {
    for (const std::string variable :
         {"HOLDFAST_LISTEN", "HOLDFAST_DB", "SLACK_API_URL", "HOLDFAST_CONFIG", "SLACK_BOT_TOKEN_FILE"}) {
        for (const std::string secret : {"xoxb-12-34", "xapp-12-34:3000", "Bearer 12-34"}) {
            const auto settings = load(std::nullopt, {{variable, secret}});
            ASSERT_FALSE(settings.has_value()) << variable;
            EXPECT_THAT(to_text(settings.error()), Not(HasSubstr("12-34"))) << variable;
        }
    }
}

TEST_F(Loader, socket_mode_needs_an_app_token_and_no_public_url) {
    write("holdfast.yaml", "public_url: https://bot.example.com/");
    const Environment with_app_token{{"SLACK_APP_TOKEN", "xapp-1"}};
    EXPECT_FALSE(load(std::nullopt, with_app_token)->uses_socket_mode());
    fs::remove("holdfast.yaml");
    EXPECT_TRUE(load(std::nullopt, with_app_token)->uses_socket_mode());
    EXPECT_FALSE(load(std::nullopt, {})->uses_socket_mode());
}

TEST_F(Loader, says_what_serving_needs_beyond_valid_settings) {
    const auto ready = [](const Environment& environment) {
        return check_ready_to_serve(*load(std::nullopt, environment));
    };
    EXPECT_EQ(ready({}).error().key, "SLACK_BOT_TOKEN");
    EXPECT_EQ(ready({{"SLACK_BOT_TOKEN", "xoxb-1"}}).error().key, "SLACK_SIGNING_SECRET");
    EXPECT_TRUE(ready({{"SLACK_BOT_TOKEN", "xoxb-1"}, {"SLACK_SIGNING_SECRET", "s"}}));
    EXPECT_TRUE(ready({{"SLACK_BOT_TOKEN", "xoxb-1"}, {"SLACK_APP_TOKEN", "xapp-1"}}));
}

TEST(Secrets, cannot_be_printed_by_accident) {
    const Secret secret{"xoxb-12-34"};
    std::ostringstream stream;
    stream << secret;
    EXPECT_EQ(stream.str(), "***");
    EXPECT_EQ(fmt::format("{}", secret), "***");
    EXPECT_EQ(testing::PrintToString(secret), "***");
    EXPECT_EQ(secret.reveal(), "xoxb-12-34");
}

TEST(Secrets, are_taken_out_of_what_is_repeated) {
    EXPECT_EQ(without_secrets(R"("xoxb-12-34" and xoxe.xoxp-1-56, then Bearer ab+c/78= and no more)"),
              R"("***" and ***, then Bearer *** and no more)");
    for (const std::string harmless : {"", "an address", "a token (xoxb-…) of your app", "Bearer ", "xapp-"}) {
        EXPECT_EQ(without_secrets(harmless), harmless);
        EXPECT_FALSE(holds_secret(harmless)) << harmless;
    }
}

} // namespace
} // namespace holdfast
