#include "tests/faults/program_under_test.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <new>
#include <spawn.h>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace holdfast::faults {

namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds patience{20};
constexpr std::chrono::microseconds look_every{30};

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error{errno, std::generic_category(), what};
}

} // namespace

ProgramUnderTest::ProgramUnderTest(Files files, std::map<std::string, std::string> environment)
    : files_{std::move(files)}, environment_{std::move(environment)}, page_file_{files_.folder / "page"} {
    const int descriptor = open(page_file_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0 || ftruncate(descriptor, sizeof(ControlPage)) != 0) fail(page_file_);
    void* const memory = mmap(nullptr, sizeof(ControlPage), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    close(descriptor);
    if (memory == MAP_FAILED) fail(page_file_);
    page_ = new (memory) ControlPage{};

    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) != 0) fail("pipe");
    wake_read_ = ends[0];
    wake_write_ = ends[1];
    environment_[page_variable] = page_file_;
    environment_["LD_PRELOAD"] = files_.preload;
}

ProgramUnderTest::~ProgramUnderTest() {
    if (is_running()) {
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
    }
    close(wake_read_);
    close(wake_write_);
    munmap(page_, sizeof(ControlPage));
}

std::filesystem::path ProgramUnderTest::log_file() const {
    return files_.folder / "holdfast.log";
}

void ProgramUnderTest::start() {
    constexpr int inherited = 3;
    environment_[wake_variable] = std::to_string(inherited);
    std::vector<std::string> lines;
    for (const auto& [name, value] : environment_) lines.push_back(name + "=" + value);
    std::vector<char*> environment;
    for (auto& line : lines) environment.push_back(line.data());
    environment.push_back(nullptr);
    std::string program = files_.program;
    std::string verb = "serve";
    std::array<char*, 3> arguments{program.data(), verb.data(), nullptr};

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, log_file().c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    posix_spawn_file_actions_adddup2(&actions, wake_read_, inherited);
    posix_spawn_file_actions_addclosefrom_np(&actions, inherited + 1);
    page_->port = 0;
    page_->answered = page_->asked.load() - 1;
    const int failed = posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::system_error{failed, std::generic_category(), program};
    ++runs_;
}

void ProgramUnderTest::signal(int number) {
    if (!is_running()) return;
    kill(process_, number);
    if (number != SIGKILL) return wake();
    siginfo_t info{};
    waitid(P_PID, static_cast<id_t>(process_), &info, WEXITED | WNOWAIT);
    reap();
}

void ProgramUnderTest::reap() {
    if (!is_running()) return;
    int status = 0;
    if (waitpid(process_, &status, WNOHANG) != process_) return;
    process_ = 0;
    Ending ending;
    ending.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    if (!ending.killed) ending.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    ending_ = ending;
}

std::optional<Ending> ProgramUnderTest::ended() {
    reap();
    return std::exchange(ending_, std::nullopt);
}

void ProgramUnderTest::wake() {
    const char news = 0;
    // A full pipe says as much.
    (void)!write(wake_write_, &news, 1);
}

void ProgramUnderTest::skip(SteadyNs time) {
    page_->now += time.count();
}

bool ProgramUnderTest::let_pass(SteadyNs time, const std::function<void()>& waiting) {
    page_->limit = page_->now + time.count();
    const std::uint32_t asked = page_->asked.fetch_add(1) + 1;
    wake();
    const auto end = steady_clock::now() + patience;
    while (page_->answered != asked) {
        reap();
        if (!is_running()) return false;
        if (steady_clock::now() > end) return false;
        waiting();
        std::this_thread::sleep_for(look_every);
    }
    return true;
}

} // namespace holdfast::faults
