#include "tests/faults/simulation.hpp"

#include "tests/faults/record.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>

namespace holdfast::faults {

namespace {

using namespace std::chrono_literals;

} // namespace

Story Simulation::run(const std::vector<Step>& plan) {
    for (const Step& step : plan) {
        stage_.log(to_text(step));
        carry_out(step);
        misfortune_.step_is_over();
    }
    stage_.log("the faults end");
    settle();
    count_faults();
    write_calls();
    stage_.story().wall_ms = stage_.wall_ms();
    return std::move(stage_.story());
}

void Simulation::carry_out(const Step& step) {
    if (is_fault(step.what)) return inject(step);
    time_.keep_running();
    feeds_.deliver();
    people_.repeat_events();
    if (step.what == What::wait) return time_.pass(std::chrono::seconds{step.seconds});
    if (step.what == What::leap || step.what == What::standstill) return time_.leap(step);
    if (!stage_.program().is_running()) return;
    try {
        do_deed(step);
    } catch (const std::invalid_argument& impossible) {
        stage_.log(fmt::format("  cannot be done: {}", impossible.what()));
    }
    time_.pass(0s);
}

void Simulation::inject(const Step& step) {
    if (step.what == What::kill_now) return time_.kill_program();
    if (step.what == What::power_cut) return time_.cut_power();
    if (step.what == What::stop) return time_.restart_program();
    if (step.what == What::upgrade) return time_.upgrade_from(step.steps);
    misfortune_.inject(step);
}

void Simulation::do_deed(const Step& step) {
    if (step.what == What::feed_decline) return feeds_.decline(step.account);
    if (step.what == What::feed_again) return feeds_.deliver_again();
    // What is refused since nobody is on record is answered like what is taken.
    if (step.what == What::direct_message && !feeds_.are_people_known()) return stage_.log("  nobody is on record yet");
    people_.act(step);
}

void Simulation::settle() {
    misfortune_.end();
    constexpr int most_looks = 60;
    for (int look = 0; look < most_looks; ++look) {
        time_.keep_running();
        feeds_.deliver();
        people_.repeat_events();
        // Attempts are put off by five minutes at most, rooms that were lost by an hour.
        stage_.go_on(look >= 8 ? 120s : 0s);
        time_.pass(one_look);
        if (feeds_.are_all_accepted() && is_at_rest())
            return stage_.log(fmt::format("at rest after {} looks", look + 1));
    }
    complain_of_what_waits();
}

bool Simulation::is_at_rest() {
    if (!stage_.program().is_running()) return false;
    const Record record{stage_.database()};
    const auto now = std::to_string(stage_.wall_ms());
    return record.number("SELECT count(*) FROM outbox WHERE finished_at IS NULL") == 0 &&
           record.number(
               "SELECT count(*) FROM living_messages WHERE wanted_hash <> posted_hash OR state <> 'posted'") == 0 &&
           record.number("SELECT count(*) FROM rooms WHERE dirty = 1") == 0 &&
           record.number("SELECT count(*) FROM pending_evaluations") == 0 &&
           record.number("SELECT count(*) FROM reminders WHERE due_at <= " + now) == 0;
}

void Simulation::complain_of_what_waits() {
    auto& troubles = stage_.story().troubles;
    const Record record{stage_.database()};
    for (const auto& row :
         record.rows("SELECT effect_id, state, attempts, error FROM outbox WHERE finished_at IS NULL"))
        troubles.push_back(
            fmt::format("waits for ever: {} is {} after {} attempts: {}", row[0], row[1], row[2], row[3]));
    for (const auto& row :
         record.rows("SELECT case_id, slot, state FROM living_messages WHERE wanted_hash <> posted_hash"))
        troubles.push_back(fmt::format("waits for ever: message {} of {} is {}", row[1], row[0], row[2]));
    for (const auto& row : record.rows("SELECT case_id, actual FROM rooms WHERE dirty = 1"))
        troubles.push_back(fmt::format("waits for ever: the room of {}: {}", row[0], row[1]));
    feeds_.complain();
    if (troubles.empty()) troubles.emplace_back("something waits for ever");
}

void Simulation::count_faults() {
    auto& faults = stage_.story().faults;
    for (const auto& call : stage_.slack().calls()) {
        if (!call.fault.empty()) ++faults["Slack: " + call.fault];
    }
    if (const int refused = stage_.program().page().refused_writes; refused > 0)
        faults["writes refused by a full disk"] += refused;
}

void Simulation::write_calls() {
    std::ofstream calls{stage_.database().parent_path() / "slack-calls.log"};
    for (const auto& call : stage_.slack().calls()) {
        const auto at = std::chrono::floor<std::chrono::milliseconds>(call.at);
        calls << fmt::format("{} {} {} {} {}\n    {}\n", call.order, date::format("%F %T", at), call.method, call.fault,
                             call.is_settled ? "settled" : "not settled", call.arguments.dump())
              << "    " << call.answer.dump() << '\n';
    }
}

} // namespace holdfast::faults
