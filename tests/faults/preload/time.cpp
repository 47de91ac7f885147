#include "tests/faults/preload/page.hpp"
#include "tests/faults/preload/sockets.hpp"
#include "tests/faults/preload/threads.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace holdfast::faults {

namespace {

constexpr std::int64_t ns_in_s = 1'000'000'000;
constexpr std::int64_t ns_in_ms = 1'000'000;

int wake_descriptor() {
    static const int descriptor = [] {
        const char* const text = std::getenv(wake_variable);
        return text == nullptr ? -1 : std::atoi(text);
    }();
    return descriptor;
}

timespec as_timespec(std::int64_t ns) {
    return {.tv_sec = ns / ns_in_s, .tv_nsec = ns % ns_in_s};
}

bool has_nothing_to_do() {
    return (!awaits_slack() || page().slack_is_mute != 0) && others_sleep();
}

void wait_for_news(int epoll, int microseconds) {
    std::array<pollfd, 2> watched{{{epoll, POLLIN, 0}, {wake_descriptor(), POLLIN, 0}}};
    const timespec time{.tv_sec = 0, .tv_nsec = microseconds * 1000L};
    ppoll(watched.data(), watched.size(), microseconds < 0 ? nullptr : &time, nullptr);
    const bool simulation_is_gone = (watched[1].revents & POLLHUP) != 0;
    if (simulation_is_gone) _exit(EXIT_FAILURE);
    char drained[64];
    if ((watched[1].revents & POLLIN) != 0) (void)!read(wake_descriptor(), drained, sizeof drained);
}

int wait_in_leaps(int epoll, epoll_event* events, int most, int timeout_ms) {
    static auto* const really = next_symbol<int(int, epoll_event*, int, int)>("epoll_wait");
    ControlPage& shared = page();
    const std::int64_t end = timeout_ms < 0 ? INT64_MAX : shared.now + timeout_ms * ns_in_ms;
    while (true) {
        const std::uint32_t asked = shared.asked;
        const bool idle = has_nothing_to_do();
        const int ready = really(epoll, events, most, 0);
        if (ready != 0 || timeout_ms == 0 || shared.now >= end) return ready;
        if (!idle || !has_nothing_to_do()) {
            wait_for_news(epoll, 100);
            continue;
        }
        const std::int64_t limit = shared.limit;
        if (end <= limit) {
            shared.now = end;
            return 0;
        }
        if (limit > shared.now) shared.now = limit;
        shared.answered = asked;
        wait_for_news(epoll, 2'000);
    }
}

} // namespace

} // namespace holdfast::faults

using namespace holdfast::faults;

extern "C" {

int clock_gettime(clockid_t clock, timespec* time) noexcept {
    static auto* const really = next_symbol<int(clockid_t, timespec*)>("clock_gettime");
    if (clock != CLOCK_MONOTONIC && clock != CLOCK_REALTIME) return really(clock, time);
    const std::int64_t offset = clock == CLOCK_REALTIME ? page().wall_offset.load() : 0;
    *time = as_timespec(page().now + offset);
    return 0;
}

// Asio then gives epoll_wait the time of its next timer.
int timerfd_create(int, int) noexcept {
    errno = EINVAL;
    return -1;
}

int epoll_wait(int epoll, epoll_event* events, int most, int timeout_ms) {
    return wait_in_leaps(epoll, events, most, timeout_ms);
}

} // extern "C"
