#include "tests/faults/story_time.hpp"

#include "tests/faults/older_schema.hpp"
#include "tests/faults/record.hpp"
#include "tests/faults/unsynced.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

namespace holdfast::faults {

namespace {

using namespace std::chrono_literals;

} // namespace

void StoryTime::pass(SteadyNs time) {
    auto& program = stage_.program();
    const SteadyNs end = program.now() + time;
    while (true) {
        const bool was_stopping = is_stopping_;
        if (!was_stopping) keep_running();
        if (!program.is_running()) {
            note_ending();
            if (program.now() < end) program.skip(end - program.now());
            return;
        }
        SteadyNs slice = std::max(end - program.now(), SteadyNs{0});
        if (misfortune_.holds_calls()) slice = std::min<SteadyNs>(slice, 1s);
        const bool rests = program.let_pass(slice, [this] { misfortune_.watch_held_calls(); });
        if (!rests && program.is_running()) {
            stage_.story().troubles.emplace_back("the program did not come to rest");
            program.signal(SIGKILL);
        }
        note_ending();
        misfortune_.release_due_calls(false);
        if (rests && program.now() >= end) return;
    }
}

void StoryTime::leap(const Step& step) {
    SteadyNs ahead = std::chrono::seconds{step.seconds};
    if (step.what == What::leap && stage_.program().is_running() && std::filesystem::exists(stage_.database())) {
        const Record record{stage_.database()};
        const auto due = record.number("SELECT min(due_at) FROM reminders");
        // The moment itself, so that everything due comes up one after the other as on any other day.
        if (due > stage_.wall_ms())
            ahead = std::min<SteadyNs>(ahead, std::chrono::milliseconds{due - stage_.wall_ms()});
    }
    stage_.go_on(ahead);
    stage_.log(fmt::format("  it is {}", stage_.clock_text()));
    pass(one_look);
}

void StoryTime::keep_running() {
    auto& program = stage_.program();
    note_ending();
    for (int attempt = 0; !program.is_running() && attempt < 8; ++attempt) {
        program.start();
        const bool came_up = program.let_pass(0s, [this] { misfortune_.watch_held_calls(); });
        if (came_up) is_upgrading_ = false;
        if (came_up) return open_door();
        note_ending();
        program.skip(1s);
    }
}

void StoryTime::open_door() {
    if (stage_.door() == Door::http) return stage_.slack().set_bot_url(stage_.url("/slack/events"));
    // The hello comes in no time; where Slack is down it does not come at all.
    constexpr std::size_t kept = 2;
    constexpr auto soon = 200ms;
    stage_.slack().wait_for_sockets(kept, soon);
}

void StoryTime::restart_program() {
    if (!stage_.program().is_running()) return;
    ++stage_.story().faults["stopped and started"];
    is_stopping_ = true;
    stage_.program().signal(SIGTERM);
    pass(10s);
}

void StoryTime::stop_program() {
    auto& program = stage_.program();
    is_stopping_ = program.is_running();
    program.signal(SIGTERM);
    constexpr int patience = 15;
    for (int second = 0; program.is_running() && second < patience; ++second)
        program.let_pass(1s, [this] { misfortune_.watch_held_calls(); });
    program.signal(SIGKILL);
    note_ending();
}

void StoryTime::kill_program() {
    ++stage_.story().faults["killed"];
    stage_.program().signal(SIGKILL);
}

void StoryTime::cut_power() {
    ++stage_.story().faults["power cut at any moment"];
    stage_.program().signal(SIGKILL);
    note_ending();
    lose_unsynced(true);
}

void StoryTime::upgrade_from(int version) {
    stop_program();
    const int older = take_back(stage_.database(), version);
    if (older == 0) return stage_.log("  there is nothing to upgrade yet");
    sync_all(stage_.database().parent_path());
    ++stage_.story().faults[fmt::format("upgrade from schema {}", older)];
    is_upgrading_ = true;
}

void StoryTime::lose_unsynced(bool some_stays) {
    const int lost = faults::cut_power(stage_.database().parent_path(), some_stays);
    stage_.story().faults["changes of files lost by a power cut"] += lost;
    stage_.log(fmt::format("  the power was cut: {} changes of files are lost", lost));
}

void StoryTime::note_ending() {
    const auto ending = stage_.program().ended();
    if (!ending) return;
    const std::string cause = misfortune_.take_sprung_traps();
    if (ending->killed) ++stage_.story().deaths;
    stage_.log(fmt::format("  the program ended: {}", ending->killed ? (cause.empty() ? "killed" : cause)
                                                                     : fmt::format("status {}", ending->status)));
    const bool may_end =
        ending->killed || (is_stopping_ && ending->status == 0) || stage_.program().page().disk_is_full != 0;
    if (!may_end)
        stage_.story().troubles.push_back(fmt::format("the program ended by itself with status {}", ending->status));
    is_stopping_ = false;
    if (ending->killed && is_upgrading_) ++stage_.story().faults["death within an upgrade"];
    if (const auto cut = misfortune_.take_power_cut()) lose_unsynced(*cut == Deed::cut_power_midway);
}

} // namespace holdfast::faults
