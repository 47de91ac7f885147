#include "tests/faults/misfortune.hpp"

#include <algorithm>

namespace holdfast::faults {

namespace {

using namespace std::chrono_literals;

} // namespace

void Misfortune::inject(const Step& step) {
    auto& slack = stage_.slack();
    const auto steps = std::max(step.steps, 1);
    switch (step.what) {
    case What::trap: return arm(step);
    case What::refuse: return slack.refuse(step.method, step.code);
    case What::lose_reply: return slack.lose_reply(step.method);
    case What::drop_request: return slack.drop_request(step.method);
    case What::rate_limit: return slack.rate_limit(step.method, std::chrono::seconds{step.seconds});
    case What::http_error: return slack.http_error(step.method, static_cast<unsigned>(std::stoi(step.code)));
    case What::slow_reply:
        held_.push_back({.method = step.method, .release_after = std::chrono::seconds{step.seconds}});
        return slack.hold_reply(step.method, 1);
    case What::slow_call:
        held_.push_back({.method = step.method, .release_after = std::chrono::seconds{step.seconds}});
        return slack.hold(step.method, 1);
    case What::slack_down:
        ++stage_.story().faults["Slack down"];
        slack.go_down();
        break;
    case What::disk_full: stage_.program().page().disk_is_full = 1; break;
    case What::clock_jump:
        ++stage_.story().faults["clock jumps"];
        stage_.misset(std::chrono::seconds{step.seconds});
        break;
    default: return;
    }
    lasting_.push_back({step.what, steps + 1});
}

void Misfortune::arm(const Step& step) {
    auto& traps = stage_.program().page().traps;
    for (std::size_t index = 0; index < traps.size(); ++index) {
        if (armed_[index]) continue;
        armed_[index] = step;
        traps[index].countdown = step.countdown;
        traps[index].deed = step.deed;
        traps[index].point = step.point;
        return;
    }
}

void Misfortune::end() {
    end_lasting(true);
    stage_.slack().heal();
    release_due_calls(true);
    take_sprung_traps();
    for (Trap& trap : stage_.program().page().traps) trap.point = Point::nowhere;
    armed_ = {};
}

void Misfortune::end_lasting(bool all) {
    take_sprung_traps();
    for (Lasting& one : lasting_) {
        if (--one.steps > 0 && !all) continue;
        one.steps = 0;
        if (one.what == What::slack_down) stage_.slack().come_up();
        if (one.what == What::disk_full) stage_.program().page().disk_is_full = 0;
        if (one.what == What::clock_jump) stage_.misset(0s);
        stage_.log("  a fault is over");
    }
    std::erase_if(lasting_, [](const Lasting& one) { return one.steps <= 0; });
    stage_.set_clocks();
}

void Misfortune::watch_held_calls() {
    if (held_.empty()) return;
    constexpr auto others_are_answered = 3ms;
    const auto real_now = std::chrono::steady_clock::now();
    for (Held& held : held_) {
        if (held.since || !stage_.slack().wait_until_held(held.method, 1, 0ms)) continue;
        if (!held.seen) held.seen = real_now;
        if (real_now - *held.seen < others_are_answered) continue;
        held.since = stage_.program().now();
        ++stage_.story().faults["slow call"];
        stage_.program().page().slack_is_mute = 1;
        stage_.program().wake();
    }
}

void Misfortune::release_due_calls(bool all) {
    for (Held& held : held_) {
        const bool is_due = held.since && stage_.program().now() - *held.since >= held.release_after;
        if (!is_due && !all) continue;
        stage_.slack().release(held.method);
        stage_.slack().wait_until([&] { return !stage_.slack().wait_until_held(held.method, 1, 0ms); }, 1s);
        held.method.clear();
    }
    std::erase_if(held_, [](const Held& held) { return held.method.empty(); });
    const bool any_stands = std::ranges::any_of(held_, [](const Held& held) { return held.since.has_value(); });
    if (!any_stands) stage_.program().page().slack_is_mute = 0;
}

std::string Misfortune::take_sprung_traps() {
    std::string last;
    for (std::size_t index = 0; index < armed_.size(); ++index) {
        if (!armed_[index] || stage_.program().page().traps[index].point != Point::nowhere) continue;
        last = to_text(*armed_[index]);
        ++stage_.story().faults[kind_of_trap(*armed_[index])];
        if (cuts_power(armed_[index]->deed)) power_cut_ = armed_[index]->deed;
        armed_[index].reset();
    }
    return last;
}

} // namespace holdfast::faults
