#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace holdfast::faults {

/// Where the program can be stopped: the moments between which something outside it changes.
enum class Point : std::int32_t {
    nowhere,
    log_write,      ///< a page goes into the write-ahead log
    database_write, ///< a page goes into the database itself, as at a checkpoint
    sync,           ///< a commit becomes durable
    slack_call,     ///< a request leaves for Slack
    slack_answer,   ///< Slack's answer has arrived and was not read yet
    answer,         ///< what was asked from outside is answered
    count
};

/// What happens at the point.
enum class Deed : std::int32_t {
    die_before,      ///< SIGKILL, nothing of it happened
    die_amidst,      ///< SIGKILL, half of it happened; for writes
    die_after,       ///< SIGKILL, all of it happened and the program does not know
    reset,           ///< ECONNRESET instead; for calls and answers
    cut_power,       ///< as die_before, and of what was not synced nothing is on the disk
    cut_power_midway ///< the same, but some of what was not synced is there, in no order
};

[[nodiscard]] constexpr bool cuts_power(Deed deed) {
    return deed == Deed::cut_power || deed == Deed::cut_power_midway;
}

/// Springs once, at the `countdown`th time that the program comes to the point.
struct Trap {
    std::atomic<Point> point;
    std::atomic<Deed> deed;
    std::atomic<std::int32_t> countdown;
};

/// The memory that the driver and the program under test share. Time stands still in the program except where it has
/// nothing to do; then it leaps to its next timer, at most up to `limit`. So a day costs no more than what happens in
/// it, and the order of things does not hang on the speed of the machine.
struct ControlPage {
    std::atomic<std::int64_t> now;         ///< steady clock in nanoseconds; only the program moves it
    std::atomic<std::int64_t> limit;       ///< up to where it may
    std::atomic<std::int64_t> wall_offset; ///< what the program's wall clock adds to the steady one

    std::atomic<std::uint32_t> asked;    ///< raised by the driver together with the limit
    std::atomic<std::uint32_t> answered; ///< what `asked` was when the program had reached the limit with nothing to do

    std::atomic<std::int32_t> port;           ///< where the program listens; 0 until it does
    std::atomic<std::int32_t> slack_is_mute;  ///< unanswered calls do not hold up the time
    std::atomic<std::int32_t> disk_is_full;   ///< writes to files fail with ENOSPC
    std::atomic<std::int32_t> refused_writes; ///< how many did

    std::array<Trap, 4> traps;
    std::array<std::atomic<std::uint64_t>, static_cast<std::size_t>(Point::count)> visits; ///< of each point
};

inline constexpr const char* page_variable = "HOLDFAST_FAULTS_PAGE"; ///< file that is mapped
inline constexpr const char* wake_variable = "HOLDFAST_FAULTS_WAKE"; ///< descriptor that becomes readable on news

static_assert(std::atomic<std::int64_t>::is_always_lock_free);

} // namespace holdfast::faults
