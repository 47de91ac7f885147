#pragma once

#include "tests/faults/control_page.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace holdfast::faults {

using SteadyNs = std::chrono::nanoseconds;

/// How a run of the program ended.
struct Ending {
    bool killed = false; ///< by SIGKILL, as ordered
    int status = 0;      ///< else its exit status; -1 for another signal
};

/// The built program as a child process whose clock, files and sockets go through preload.cpp. It may be started again
/// and again; the time goes on where it stood.
class ProgramUnderTest {
public:
    struct Files {
        std::filesystem::path program;
        std::filesystem::path preload;
        std::filesystem::path folder; ///< for the page, and the logs of the runs
    };

    /// @param environment beside what preload.cpp needs
    ProgramUnderTest(Files files, std::map<std::string, std::string> environment);
    /// Kills what still runs.
    ~ProgramUnderTest();
    ProgramUnderTest(const ProgramUnderTest&) = delete;
    ProgramUnderTest& operator=(const ProgramUnderTest&) = delete;

    void start();
    void signal(int number);
    [[nodiscard]] bool is_running() const { return process_ > 0; }
    /// What became of a run that ended since the last time this was asked.
    [[nodiscard]] std::optional<Ending> ended();

    /// Lets up to `time` pass, until the program has nothing to do any more; the time stands still while it works.
    /// @param waiting is asked over and over meanwhile
    /// @return false where it ended, or did not come to rest in a minute
    bool let_pass(SteadyNs time, const std::function<void()>& waiting);
    /// Time that is over once the program is not running.
    void skip(SteadyNs time);
    /// Wakes the program, so that it looks at the page again.
    void wake();

    [[nodiscard]] ControlPage& page() { return *page_; }
    [[nodiscard]] SteadyNs now() const { return SteadyNs{page_->now.load()}; }
    [[nodiscard]] std::filesystem::path log_file() const;
    [[nodiscard]] int runs() const { return runs_; }

private:
    void reap();

    Files files_;
    std::map<std::string, std::string> environment_;
    ControlPage* page_ = nullptr;
    std::filesystem::path page_file_;
    int wake_read_ = -1;
    int wake_write_ = -1;
    int process_ = 0;
    int runs_ = 0;
    std::optional<Ending> ending_;
};

} // namespace holdfast::faults
