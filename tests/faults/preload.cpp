// Loaded into the program under test before the C library: the clock, waiting, files and sockets go through here. The
// program itself knows nothing of it, so what is tested is what is shipped.

#include "tests/faults/control_page.hpp"

#include <climits>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <pthread.h>
#include <string_view>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace holdfast::faults {

namespace {

constexpr std::int64_t ns_in_s = 1'000'000'000;
constexpr std::int64_t ns_in_ms = 1'000'000;

ControlPage* map_page() {
    const char* const file = std::getenv(page_variable);
    if (file == nullptr) std::abort();
    const int descriptor = open(file, O_RDWR | O_CLOEXEC);
    void* const memory = mmap(nullptr, sizeof(ControlPage), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (descriptor < 0 || memory == MAP_FAILED) std::abort();
    close(descriptor);
    return static_cast<ControlPage*>(memory);
}

/// The program never outlives the driver.
[[gnu::constructor]] void die_with_driver() {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

ControlPage& page() {
    static ControlPage* const mapped = map_page();
    return *mapped;
}

int wake_descriptor() {
    static const int descriptor = [] {
        const char* const text = std::getenv(wake_variable);
        return text == nullptr ? -1 : std::atoi(text);
    }();
    return descriptor;
}

template <class Function>
Function* next_symbol(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// dlsym would give the condition variables of another age.
template <class Function>
Function* condition_symbol(const char* name) {
    return reinterpret_cast<Function*>(dlvsym(RTLD_NEXT, name, "GLIBC_2.3.2"));
}

// --- traps -------------------------------------------------------------------------------------------------------

[[noreturn]] void die() {
    kill(getpid(), SIGKILL);
    while (true) pause();
}

/// Counts a visit. @return the deed of the trap that springs here, if one does
std::optional<Deed> visit(Point point) {
    page().visits[static_cast<std::size_t>(point)].fetch_add(1);
    for (Trap& trap : page().traps) {
        if (trap.point.load() != point || trap.countdown.fetch_sub(1) != 1) continue;
        trap.point = Point::nowhere;
        return trap.deed.load();
    }
    return std::nullopt;
}

// --- files -------------------------------------------------------------------------------------------------------

enum class FileKind { other, database, log };

FileKind kind_of(int descriptor) {
    char link[32];
    char path[PATH_MAX];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const ssize_t length = readlink(link, path, sizeof path);
    if (length <= 0) return FileKind::other;
    const std::string_view name{path, static_cast<std::size_t>(length)};
    if (name.ends_with(".db-wal")) return FileKind::log;
    return name.ends_with(".db") ? FileKind::database : FileKind::other;
}

bool is_out_of_space(FileKind kind) {
    if (kind == FileKind::other || page().disk_is_full == 0) return false;
    page().refused_writes.fetch_add(1);
    errno = ENOSPC;
    return true;
}

// --- sockets -----------------------------------------------------------------------------------------------------

enum SocketFlag : unsigned char { dialled = 1, accepted = 2, unanswered = 4, web_socket = 8 };

constexpr int most_descriptors = 4096;
std::array<std::atomic<unsigned char>, most_descriptors> sockets;
std::atomic<int> unanswered_calls;

bool has_flag(int descriptor, SocketFlag flag) {
    return descriptor >= 0 && descriptor < most_descriptors &&
           (sockets[static_cast<std::size_t>(descriptor)] & flag) != 0;
}

void set_flags(int descriptor, unsigned char flags) {
    if (descriptor < 0 || descriptor >= most_descriptors) return;
    const unsigned char before = sockets[static_cast<std::size_t>(descriptor)].exchange(flags);
    const int more = (flags & unanswered ? 1 : 0) - (before & unanswered ? 1 : 0);
    unanswered_calls.fetch_add(more);
}

/// The Web API is only ever posted to.
bool begins_web_socket(std::string_view sent) {
    return sent.starts_with("GET");
}

bool is_ping(std::string_view frame) {
    constexpr unsigned char final_ping = 0x89;
    return !frame.empty() && static_cast<unsigned char>(frame.front()) == final_ping;
}

/// Over a web socket people's deeds are answered; only the handshake and a ping wait for something.
template <class Send>
ssize_t send_over_web_socket(int descriptor, std::string_view frame, Send send_it) {
    const bool waits = begins_web_socket(frame) || is_ping(frame);
    const auto deed = waits ? std::nullopt : visit(Point::answer);
    if (deed && deed != Deed::die_after) die();
    const ssize_t sent = send_it();
    if (deed) die();
    if (waits && sent > 0) set_flags(descriptor, dialled | web_socket | unanswered);
    return sent;
}

template <class Send>
ssize_t guarded_send(int descriptor, std::string_view bytes, Send send_it) {
    const bool is_web_socket = has_flag(descriptor, web_socket) || begins_web_socket(bytes);
    if (has_flag(descriptor, dialled) && is_web_socket) return send_over_web_socket(descriptor, bytes, send_it);
    const bool is_call = has_flag(descriptor, dialled);
    if (!is_call && !has_flag(descriptor, accepted)) return send_it();
    const auto deed = visit(is_call ? Point::slack_call : Point::answer);
    if (deed == Deed::die_before || deed == Deed::die_amidst) die();
    if (deed == Deed::reset) {
        shutdown(descriptor, SHUT_RDWR);
        errno = ECONNRESET;
        return -1;
    }
    const ssize_t sent = send_it();
    if (deed == Deed::die_after) die();
    if (is_call && sent > 0) set_flags(descriptor, dialled | unanswered);
    return sent;
}

template <class Receive>
ssize_t guarded_receive(int descriptor, Receive receive_it) {
    if (!has_flag(descriptor, dialled)) return receive_it();
    const ssize_t received = receive_it();
    if (received < 0 && (errno == EAGAIN || errno == EINTR)) return received;
    const bool was_awaited = has_flag(descriptor, unanswered);
    const bool is_web_socket = has_flag(descriptor, web_socket);
    set_flags(descriptor, is_web_socket ? dialled | web_socket : dialled);
    if (received <= 0 || !was_awaited || is_web_socket) return received;
    const auto deed = visit(Point::slack_answer);
    if (!deed) return received;
    if (deed != Deed::reset) die();
    shutdown(descriptor, SHUT_RDWR);
    errno = ECONNRESET;
    return -1;
}

// --- threads -----------------------------------------------------------------------------------------------------

/// A thread other than the first one, as far as it waits on a condition.
struct Sleeper {
    std::atomic<bool> is_alive;
    std::atomic<pthread_cond_t*> waits_for;
    std::atomic<bool> is_called;
    std::atomic<std::int64_t> called_at; ///< in real time
};

std::array<Sleeper, 64> sleepers;
thread_local Sleeper* self = nullptr;

struct ThreadStart {
    void* (*routine)(void*);
    void* argument;
};

std::atomic<int> starting_threads;

void* run_thread(void* start) {
    const ThreadStart given = *static_cast<ThreadStart*>(start);
    delete static_cast<ThreadStart*>(start);
    for (Sleeper& sleeper : sleepers) {
        bool free = false;
        if (!sleeper.is_alive.compare_exchange_strong(free, true)) continue;
        self = &sleeper;
        break;
    }
    starting_threads.fetch_sub(1);
    void* const result = given.routine(given.argument);
    if (self != nullptr) self->is_alive = false;
    return result;
}

std::int64_t real_now() {
    static auto* const really = next_symbol<int(clockid_t, timespec*)>("clock_gettime");
    timespec time{};
    really(CLOCK_MONOTONIC, &time);
    return time.tv_sec * ns_in_s + time.tv_nsec;
}

/// Whoever is called works, although it may not have woken yet.
void call(pthread_cond_t* condition, bool all) {
    for (Sleeper& sleeper : sleepers) {
        if (sleeper.waits_for != condition || sleeper.is_called) continue;
        sleeper.called_at = real_now();
        sleeper.is_called = true;
        if (!all) return;
    }
}

template <class Wait>
int sleep_on(pthread_cond_t* condition, Wait wait) {
    if (self == nullptr) return wait();
    self->is_called = false;
    self->waits_for = condition;
    const int result = wait();
    self->waits_for = nullptr;
    if (self->is_called.exchange(false)) return result;
    // Another one than the one that was marked has woken.
    for (Sleeper& sleeper : sleepers) {
        if (sleeper.waits_for == condition && sleeper.is_called.exchange(false)) break;
    }
    return result;
}

bool others_sleep() {
    if (starting_threads != 0) return false;
    return std::ranges::all_of(sleepers, [](const Sleeper& sleeper) {
        // A call that came before anybody waited wakes nobody.
        constexpr std::int64_t woken_by_then = 300 * ns_in_ms;
        const bool is_waking = sleeper.is_called && real_now() - sleeper.called_at < woken_by_then;
        return !sleeper.is_alive || (sleeper.waits_for != nullptr && !is_waking);
    });
}

// --- time --------------------------------------------------------------------------------------------------------

timespec as_timespec(std::int64_t ns) {
    return {.tv_sec = ns / ns_in_s, .tv_nsec = ns % ns_in_s};
}

bool has_nothing_to_do() {
    return (unanswered_calls == 0 || page().slack_is_mute != 0) && others_sleep();
}

void wait_for_news(int epoll, int microseconds) {
    std::array<pollfd, 2> watched{{{epoll, POLLIN, 0}, {wake_descriptor(), POLLIN, 0}}};
    const timespec time{.tv_sec = 0, .tv_nsec = microseconds * 1000L};
    ppoll(watched.data(), watched.size(), microseconds < 0 ? nullptr : &time, nullptr);
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

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*routine)(void*),
                   void* argument) noexcept {
    static auto* const really =
        next_symbol<int(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)>("pthread_create");
    auto* const start = new ThreadStart{routine, argument};
    starting_threads.fetch_add(1);
    return really(thread, attributes, run_thread, start);
}

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
    static auto* const really = condition_symbol<int(pthread_cond_t*, pthread_mutex_t*)>("pthread_cond_wait");
    return sleep_on(condition, [&] { return really(condition, mutex); });
}

int pthread_cond_signal(pthread_cond_t* condition) noexcept {
    static auto* const really = condition_symbol<int(pthread_cond_t*)>("pthread_cond_signal");
    call(condition, false);
    return really(condition);
}

int pthread_cond_broadcast(pthread_cond_t* condition) noexcept {
    static auto* const really = condition_symbol<int(pthread_cond_t*)>("pthread_cond_broadcast");
    call(condition, true);
    return really(condition);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
    static auto* const really = next_symbol<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    const FileKind kind = kind_of(descriptor);
    if (is_out_of_space(kind)) return -1;
    if (kind == FileKind::other) return really(descriptor, bytes, size, offset);
    const auto deed = visit(kind == FileKind::log ? Point::log_write : Point::database_write);
    if (deed == Deed::die_before) die();
    if (deed == Deed::die_amidst) {
        really(descriptor, bytes, size / 2, offset);
        die();
    }
    const ssize_t written = really(descriptor, bytes, size, offset);
    if (deed == Deed::die_after) die();
    return written;
}

int ftruncate64(int descriptor, off64_t size) noexcept {
    static auto* const really = next_symbol<int(int, off64_t)>("ftruncate64");
    return is_out_of_space(kind_of(descriptor)) ? -1 : really(descriptor, size);
}

int fdatasync(int descriptor) {
    static auto* const really = next_symbol<int(int)>("fdatasync");
    const auto deed = visit(Point::sync);
    if (deed && deed != Deed::die_after) die();
    const int result = really(descriptor);
    if (deed) die();
    return result;
}

int connect(int descriptor, const sockaddr* address, socklen_t size) {
    static auto* const really = next_symbol<int(int, const sockaddr*, socklen_t)>("connect");
    set_flags(descriptor, dialled);
    return really(descriptor, address, size);
}

int accept(int listener, sockaddr* address, socklen_t* size) {
    static auto* const really = next_symbol<int(int, sockaddr*, socklen_t*)>("accept");
    const int descriptor = really(listener, address, size);
    if (descriptor >= 0) set_flags(descriptor, accepted);
    return descriptor;
}

int close(int descriptor) {
    static auto* const really = next_symbol<int(int)>("close");
    set_flags(descriptor, 0);
    return really(descriptor);
}

int listen(int descriptor, int backlog) noexcept {
    static auto* const really = next_symbol<int(int, int)>("listen");
    const int result = really(descriptor, backlog);
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (result == 0 && getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0) {
        page().port = ntohs(address.sin_port);
    }
    return result;
}

ssize_t send(int descriptor, const void* bytes, size_t size, int flags) {
    static auto* const really = next_symbol<ssize_t(int, const void*, size_t, int)>("send");
    return guarded_send(descriptor, {static_cast<const char*>(bytes), size},
                        [&] { return really(descriptor, bytes, size, flags); });
}

ssize_t sendmsg(int descriptor, const msghdr* message, int flags) {
    static auto* const really = next_symbol<ssize_t(int, const msghdr*, int)>("sendmsg");
    std::string_view first;
    if (message->msg_iovlen > 0)
        first = {static_cast<const char*>(message->msg_iov[0].iov_base), message->msg_iov[0].iov_len};
    return guarded_send(descriptor, first, [&] { return really(descriptor, message, flags); });
}

ssize_t recv(int descriptor, void* bytes, size_t size, int flags) {
    static auto* const really = next_symbol<ssize_t(int, void*, size_t, int)>("recv");
    return guarded_receive(descriptor, [&] { return really(descriptor, bytes, size, flags); });
}

ssize_t recvmsg(int descriptor, msghdr* message, int flags) {
    static auto* const really = next_symbol<ssize_t(int, msghdr*, int)>("recvmsg");
    return guarded_receive(descriptor, [&] { return really(descriptor, message, flags); });
}

} // extern "C"
