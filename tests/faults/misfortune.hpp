#pragma once

#include "tests/faults/fault_plan.hpp"
#include "tests/faults/stage.hpp"

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace holdfast::faults {

/// What goes wrong around the program: traps in its way, a Slack that refuses, loses and waits, a full disk, a clock
/// that is wrong.
class Misfortune {
public:
    explicit Misfortune(Stage& stage) : stage_{stage} {}

    void inject(const Step& step);
    /// A step of the story is over, and with it some faults.
    void step_is_over() { end_lasting(false); }
    /// Everything is well again.
    void end();

    /// Once a call stands, and the others have had time to be answered, the time goes on without its answer.
    void watch_held_calls();
    [[nodiscard]] bool holds_calls() const { return !held_.empty(); }
    void release_due_calls(bool all);
    /// Counts what has sprung. @return the last of it in words
    std::string take_sprung_traps();
    /// Whether one of them was a power cut: said once.
    [[nodiscard]] std::optional<Deed> take_power_cut() { return std::exchange(power_cut_, std::nullopt); }

private:
    struct Lasting {
        What what;
        int steps;
    };
    /// A call that Slack keeps waiting.
    struct Held {
        std::string method;
        SteadyNs release_after;
        std::optional<std::chrono::steady_clock::time_point> seen = {}; ///< standing, in real time
        std::optional<SteadyNs> since = {};                             ///< from when on the story knows of it
    };

    void arm(const Step& step);
    void end_lasting(bool all);

    Stage& stage_;
    std::vector<Lasting> lasting_;
    std::vector<Held> held_;
    std::array<std::optional<Step>, 4> armed_; ///< what the traps of the page stand for
    std::optional<Deed> power_cut_;
};

} // namespace holdfast::faults
