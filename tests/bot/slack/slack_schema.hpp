#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

namespace holdfast::slack::test {

/// Writes payloads to files and has Slack's schema and rules judge them. The schema folder is given by
/// HOLDFAST_SLACK_SCHEMA; without it or without node the tests are skipped.
class SlackSchema : public testing::Test {
protected:
    void SetUp() override {
        const char* const given = std::getenv("HOLDFAST_SLACK_SCHEMA");
        validator_ = std::filesystem::path{given != nullptr ? given : HOLDFAST_SOURCE_DIR "/../shared/slack/schema"} /
                     "validate.mjs";
        if (!std::filesystem::exists(validator_)) GTEST_SKIP() << "no Slack schema at " << validator_;
        if (std::system("node --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "node is not installed";
        const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::path{testing::TempDir()} /
                  ("holdfast-" + std::string{test->name()} + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }

    void TearDown() override {
        if (!folder_.empty()) std::filesystem::remove_all(folder_);
    }

    template <class Json>
    void add(const Json& payload) {
        std::ofstream{folder_ / (std::to_string(count_++) + ".json")} << payload.dump();
    }

    /// Everything added is without fault, and with `--strict` among the arguments without warning.
    void expect_accepted_as(const std::string& arguments) {
        ASSERT_GT(count_, 0);
        const std::filesystem::path report = folder_ / "report.txt";
        const std::string command = "cd '" + folder_.string() + "' && node '" + validator_.string() + "' " + arguments +
                                    " *.json > '" + report.string() + "' 2>&1";
        const int status = std::system(command.c_str());
        std::ostringstream text;
        text << std::ifstream{report}.rdbuf();
        EXPECT_EQ(status, 0) << text.str().substr(0, 4'000);
    }

private:
    std::filesystem::path validator_;
    std::filesystem::path folder_;
    int count_ = 0;
};

} // namespace holdfast::slack::test
