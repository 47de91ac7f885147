#pragma once

#include "tests/faults/control_page.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace holdfast::faults {

/// What people, feeds, the clock and misfortune do in one run.
enum class What {
    // The story.
    feed_decline, ///< orders arrive that trip a signal
    feed_again,   ///< a delivery that was accepted arrives once more
    open_by_hand,
    touch,
    note,
    no_answer,
    lead,
    map,            ///< a picture is uploaded
    direct_message, ///< a touch typed to the bot, as an event that Slack repeats
    both_call,      ///< two people press "I called" at the same time
    press_again,    ///< the last press is delivered a second time
    type_again,     ///< somebody types the same again at once
    summary_sent,
    open_home,
    // Time.
    wait,       ///< `seconds` of the steady clock
    leap,       ///< the wall clock goes on to what is due next, at most `seconds`
    standstill, ///< the wall clock goes on by `seconds` although more was due meanwhile
    // Faults.
    trap, ///< the program dies, or a connection breaks, at a point
    kill_now,
    power_cut, ///< the same, and what was not synced is lost
    stop,      ///< as a supervisor stops it
    upgrade,   ///< from the schema of version `steps`: an older program has kept the data so far
    refuse,
    lose_reply,
    drop_request,
    rate_limit,
    http_error,
    slow_reply, ///< the effect happens, the answer comes `seconds` late
    slow_call,  ///< the call takes effect `seconds` late
    slack_down, ///< for `steps`
    disk_full,  ///< for `steps`
    clock_jump  ///< the program's wall clock is wrong by `seconds` for `steps`
};

struct Step {
    What what = What::wait;
    int account = 0;
    int person = 0;
    int seconds = 0;
    int steps = 0;
    std::string method = {}; ///< of the Web API, for faults of Slack
    std::string code = {};   ///< of a refusal, or the HTTP status
    Point point = Point::nowhere;
    Deed deed = Deed::die_before;
    int countdown = 0;
};

[[nodiscard]] bool is_fault(What what);
[[nodiscard]] std::string to_text(const Step& step);
/// A trap without its countdown, for counting.
[[nodiscard]] std::string kind_of_trap(const Step& step);

/// The same for the same seed, always.
/// @param most_faults those beyond are left out; the rest of the plan stays as it is
[[nodiscard]] std::vector<Step> make_plan(std::uint64_t seed, int most_faults);

} // namespace holdfast::faults
