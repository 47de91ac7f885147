#pragma once

#include "tests/faults/program_under_test.hpp"
#include "tests/faults/story.hpp"
#include "tests/slack/slack_double.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace holdfast::faults {

/// How the program gets to hear of Slack.
enum class Door { http, socket };

struct StageFiles {
    std::filesystem::path program;
    std::filesystem::path preload;
    std::filesystem::path folder; ///< its own, empty
};

/// Where a story takes place: the built program beside the Slack double, the clocks of both, and what is written down
/// of the story.
class Stage {
public:
    Stage(StageFiles files, Door door);

    [[nodiscard]] slack_double::SlackDouble& slack() { return *slack_; }
    [[nodiscard]] const slack_double::SlackDouble& slack() const { return *slack_; }
    [[nodiscard]] ProgramUnderTest& program() { return *program_; }
    [[nodiscard]] Story& story() { return story_; }
    [[nodiscard]] Door door() const { return door_; }
    [[nodiscard]] std::filesystem::path database() const { return files_.folder / "holdfast.db"; }
    [[nodiscard]] std::filesystem::path log_file() const { return program_->log_file(); }

    /// Where the program listens.
    [[nodiscard]] std::string url(const std::string& path);
    /// A line of the story.
    void log(const std::string& line);

    /// The time of the story, which is also Slack's.
    [[nodiscard]] std::int64_t wall_ms() const;
    /// The time that the program takes it for.
    [[nodiscard]] std::int64_t program_wall_ms() const;
    [[nodiscard]] std::string clock_text() const;
    /// The wall clocks go on although the steady one does not: what happens then is not waited for.
    void go_on(SteadyNs time);
    /// From now on the program's wall clock is wrong by so much.
    void misset(SteadyNs error);
    /// Before each word to the program: Slack signs with the time.
    void set_clocks();

private:
    StageFiles files_;
    Door door_;
    std::ofstream log_;
    std::unique_ptr<slack_double::SlackDouble> slack_;
    std::unique_ptr<ProgramUnderTest> program_;
    std::int64_t slack_offset_ = 0; ///< what the right wall clock adds to the steady one
    std::int64_t clock_error_ = 0;  ///< by which the program's differs
    Story story_;
};

/// The bearer token of the feeds.
inline constexpr const char* api_token = "feeds-of-the-simulation-000000000001";

} // namespace holdfast::faults
