#include "tests/faults/preload/threads.hpp"

#include "tests/faults/preload/page.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <ctime>
#include <pthread.h>

namespace holdfast::faults {

namespace {

constexpr std::int64_t ns_in_s = 1'000'000'000;
constexpr std::int64_t ns_in_ms = 1'000'000;

/// dlsym would give the condition variables of another age.
template <class Function>
Function* condition_symbol(const char* name) {
    return reinterpret_cast<Function*>(dlvsym(RTLD_NEXT, name, "GLIBC_2.3.2"));
}

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

} // namespace

bool others_sleep() {
    if (starting_threads != 0) return false;
    return std::ranges::all_of(sleepers, [](const Sleeper& sleeper) {
        // A call that came before anybody waited wakes nobody.
        constexpr std::int64_t woken_by_then = 300 * ns_in_ms;
        const bool is_waking = sleeper.is_called && real_now() - sleeper.called_at < woken_by_then;
        return !sleeper.is_alive || (sleeper.waits_for != nullptr && !is_waking);
    });
}

} // namespace holdfast::faults

using namespace holdfast::faults;

extern "C" {

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

} // extern "C"
