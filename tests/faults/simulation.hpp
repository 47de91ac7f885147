#pragma once

#include "tests/faults/fault_plan.hpp"
#include "tests/faults/feeds.hpp"
#include "tests/faults/misfortune.hpp"
#include "tests/faults/people.hpp"
#include "tests/faults/stage.hpp"
#include "tests/faults/story_time.hpp"

#include <filesystem>
#include <vector>

namespace holdfast::faults {

/// One run: the built program between the Slack double and people, feeds, the clock and misfortune.
class Simulation {
public:
    Simulation(StageFiles files, Door door) : stage_{std::move(files), door} {}

    /// Carries out the plan, ends all faults and waits until nothing is left to do.
    Story run(const std::vector<Step>& plan);

    [[nodiscard]] const slack_double::SlackDouble& slack() const { return stage_.slack(); }
    [[nodiscard]] std::filesystem::path database() const { return stage_.database(); }
    [[nodiscard]] std::filesystem::path log_file() const { return stage_.log_file(); }

private:
    void carry_out(const Step& step);
    void inject(const Step& step);
    void do_deed(const Step& step);
    void settle();
    [[nodiscard]] bool is_at_rest();
    void complain_of_what_waits();
    void count_faults();
    /// What the program asked of Slack, and what it was told: beside the logs of a run that is kept.
    void write_calls();

    Stage stage_;
    People people_{stage_};
    Feeds feeds_{stage_};
    Misfortune misfortune_{stage_};
    StoryTime time_{stage_, misfortune_};
};

} // namespace holdfast::faults
