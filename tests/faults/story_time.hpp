#pragma once

#include "tests/faults/fault_plan.hpp"
#include "tests/faults/misfortune.hpp"
#include "tests/faults/stage.hpp"

#include <chrono>

namespace holdfast::faults {

/// Longer than the program sleeps at most without looking at its clock.
inline constexpr SteadyNs one_look = std::chrono::seconds{6};

/// Lets the program work and time pass, through all its deaths: starts it where it does not run, as its supervisor
/// would.
class StoryTime {
public:
    StoryTime(Stage& stage, Misfortune& misfortune) : stage_{stage}, misfortune_{misfortune} {}

    void pass(SteadyNs time);
    /// The wall clock goes on to what is due next, or as long as the step says.
    void leap(const Step& step);
    /// Starts the program where it does not run.
    void keep_running();
    /// Ends it as a supervisor does, and starts it again.
    void restart_program();
    void kill_program();
    /// Kills it, and what was not synced is lost.
    void cut_power();
    /// Ends it as a supervisor does; the next that is started finds data of an older one.
    /// @param version of the schema of that one
    void upgrade_from(int version);

private:
    void open_door();
    void stop_program();
    void note_ending();
    void lose_unsynced(bool some_stays);

    Stage& stage_;
    Misfortune& misfortune_;
    bool is_stopping_ = false;
    bool is_upgrading_ = false; ///< the data of an older version have not been taken over yet
};

} // namespace holdfast::faults
