#include "tests/faults/fault_plan.hpp"

#include <fmt/format.h>

#include <array>
#include <random>
#include <string_view>
#include <utility>

namespace holdfast::faults {

namespace {

constexpr std::array<std::string_view, 32> names{
    "feed_decline", "feed_again",     "open_by_hand", "touch",        "note",       "no_answer",    "lead",
    "map",          "direct_message", "both_call",    "press_again",  "type_again", "summary_sent", "open_home",
    "wait",         "leap",           "standstill",   "trap",         "kill_now",   "power_cut",    "stop",
    "upgrade",      "refuse",         "lose_reply",   "drop_request", "rate_limit", "http_error",   "slow_reply",
    "slow_call",    "slack_down",     "disk_full",    "clock_jump"};

constexpr std::array<std::string_view, 7> point_names{"nowhere",    "log_write",    "database_write", "sync",
                                                      "slack_call", "slack_answer", "answer"};
constexpr std::array<std::string_view, 6> deed_names{"die before", "die amidst", "die after",
                                                     "reset",      "power cut",  "power cut, some of it stays"};

/// Draws that are the same with every standard library.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_{seed} {}

    /// From 0 to `sides` - 1.
    int roll(int sides) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(sides)); }
    int between(int least, int most) { return least + roll(most - least + 1); }
    bool one_in(int sides) { return roll(sides) == 0; }

    template <class T, std::size_t N>
    T pick(const std::array<T, N>& choices) {
        return choices[static_cast<std::size_t>(roll(static_cast<int>(N)))];
    }

private:
    std::mt19937_64 engine_;
};

std::string some_method(Dice& dice) {
    constexpr std::array<std::string_view, 24> methods{"chat.postMessage",
                                                       "chat.postMessage",
                                                       "chat.postMessage",
                                                       "chat.postMessage",
                                                       "chat.postMessage",
                                                       "chat.postMessage",
                                                       "chat.update",
                                                       "chat.update",
                                                       "conversations.create",
                                                       "conversations.create",
                                                       "conversations.create",
                                                       "conversations.invite",
                                                       "conversations.setTopic",
                                                       "pins.add",
                                                       "users.info",
                                                       "conversations.history",
                                                       "conversations.open",
                                                       "users.conversations",
                                                       "files.getUploadURLExternal",
                                                       "files.completeUploadExternal",
                                                       "files.completeUploadExternal",
                                                       "upload",
                                                       "conversations.replies",
                                                       "users.lookupByEmail"};
    return std::string{dice.pick(methods)};
}

Step some_trap(Dice& dice) {
    Step step{.what = What::trap};
    constexpr std::array<Point, 12> points{Point::log_write,    Point::log_write,  Point::log_write,
                                           Point::sync,         Point::sync,       Point::slack_call,
                                           Point::slack_call,   Point::slack_call, Point::slack_answer,
                                           Point::slack_answer, Point::answer,     Point::database_write};
    step.point = dice.pick(points);
    const bool is_write = step.point == Point::log_write || step.point == Point::database_write;
    const bool is_call = step.point == Point::slack_call || step.point == Point::slack_answer;
    step.deed = dice.one_in(2) ? Deed::die_before : Deed::die_after;
    if (is_write && dice.one_in(3)) step.deed = Deed::die_amidst;
    if (is_call && dice.one_in(3)) step.deed = Deed::reset;
    if (dice.one_in(3)) step.deed = dice.one_in(2) ? Deed::cut_power : Deed::cut_power_midway;
    step.countdown = dice.one_in(3) ? dice.between(1, 60) : dice.between(1, 8);
    return step;
}

Step some_fault(Dice& dice) {
    constexpr std::array<std::string_view, 4> refusals{"internal_error", "fatal_error", "service_unavailable",
                                                       "request_timeout"};
    constexpr std::array<std::string_view, 4> statuses{"500", "502", "503", "504"};
    Step step;
    const int side = dice.roll(21);
    if (side < 7) return some_trap(dice);
    step.method = some_method(dice);
    step.steps = 1;
    switch (side) {
    case 7: step.what = What::kill_now; break;
    case 8: step.what = What::stop; break;
    case 9:
        step.what = What::refuse;
        step.code = dice.pick(refusals);
        break;
    case 10:
    case 11: step.what = What::lose_reply; break;
    case 12: step.what = What::drop_request; break;
    case 13:
        step.what = What::rate_limit;
        step.seconds = dice.between(1, 5);
        break;
    case 14:
        step.what = What::http_error;
        step.code = dice.pick(statuses);
        break;
    case 15:
        step.what = What::slow_reply;
        step.seconds = dice.between(3, 25);
        break;
    case 16:
        // An edit that overtakes a newer one is beyond anybody's knowledge.
        step.what = step.method == "chat.update" ? What::slow_reply : What::slow_call;
        step.seconds = dice.between(3, 12);
        break;
    case 17: step.what = What::slack_down; break;
    case 18:
        step.what = What::disk_full;
        step.steps = dice.between(1, 3);
        break;
    case 19: step.what = What::power_cut; break;
    default:
        step.what = What::clock_jump;
        step.steps = dice.between(1, 3);
        step.seconds = (dice.one_in(2) ? 1 : -1) * (dice.one_in(3) ? dice.between(600, 7'200) : dice.between(5, 240));
    }
    return step;
}

Step some_deed(Dice& dice) {
    constexpr std::array<What, 18> deeds{What::touch,          What::touch,        What::touch,
                                         What::note,           What::note,         What::no_answer,
                                         What::lead,           What::both_call,    What::press_again,
                                         What::type_again,     What::summary_sent, What::direct_message,
                                         What::direct_message, What::open_home,    What::feed_again,
                                         What::open_by_hand,   What::map,          What::map};
    Step step{.what = dice.pick(deeds)};
    step.account = dice.roll(3);
    step.person = dice.roll(4);
    return step;
}

/// A new version of the program is started on the data of an older one, and dies on the way or not.
std::vector<Step> some_upgrade(Dice& dice) {
    constexpr std::array<Point, 4> points{Point::log_write, Point::log_write, Point::sync, Point::database_write};
    constexpr std::array<Deed, 4> deeds{Deed::die_before, Deed::die_after, Deed::cut_power, Deed::cut_power_midway};
    std::vector<Step> steps{{.what = What::upgrade, .steps = dice.between(1, 5)}};
    for (int deaths = dice.roll(4); deaths > 0; --deaths) {
        steps.push_back({.what = What::trap,
                         .point = dice.pick(points),
                         .deed = dice.pick(deeds),
                         .countdown = dice.between(1, 16)});
    }
    return steps;
}

} // namespace

bool is_fault(What what) {
    return what >= What::trap;
}

std::string to_text(const Step& step) {
    std::string text{names[static_cast<std::size_t>(step.what)]};
    if (step.what == What::trap) return fmt::format("trap at the {}. {}", step.countdown, kind_of_trap(step));
    if (step.what == What::upgrade) return fmt::format("{} from schema {}", text, step.steps);
    if (step.what < What::wait) return fmt::format("{} account {} person {}", text, step.account, step.person);
    if (step.seconds != 0) text += fmt::format(" {} s", step.seconds);
    if (is_fault(step.what) && !step.method.empty()) text += fmt::format(" {}", step.method);
    if (!step.code.empty()) text += fmt::format(" {}", step.code);
    if (step.steps > 1) text += fmt::format(" for {} steps", step.steps);
    return text;
}

std::string kind_of_trap(const Step& step) {
    return fmt::format("{}: {}", point_names[static_cast<std::size_t>(step.point)],
                       deed_names[static_cast<std::size_t>(step.deed)]);
}

std::vector<Step> make_plan(std::uint64_t seed, int most_faults) {
    Dice dice{seed};
    std::vector<Step> plan;
    int faults = 0;
    const auto add = [&](Step step) {
        if (!is_fault(step.what) || faults++ < most_faults) plan.push_back(std::move(step));
    };
    // Half of the runs begin with a start that fails, or several: the schema comes into being in it.
    for (int first = dice.roll(4); first > 1; --first) {
        Step trap = some_trap(dice);
        trap.point = dice.one_in(2) ? Point::log_write : Point::sync;
        trap.deed = dice.one_in(2) ? Deed::die_before : Deed::die_after;
        trap.countdown = dice.between(1, 40);
        add(std::move(trap));
    }
    add({.what = What::wait, .seconds = 2});
    add({.what = What::feed_decline, .account = 0});
    const int parts = dice.between(14, 22);
    const int upgraded_in = dice.one_in(3) ? dice.between(2, parts - 1) : parts;
    for (int part = 0; part < parts; ++part) {
        if (part == parts / 3) add({.what = What::feed_decline, .account = 1});
        if (part == parts / 4) add({.what = What::open_by_hand, .account = 2});
        if (part == upgraded_in)
            for (Step& step : some_upgrade(dice)) add(std::move(step));
        for (int more = dice.roll(3); more > 0; --more) add(some_fault(dice));
        for (int more = dice.roll(3); more > 0; --more) add(some_deed(dice));
        const bool waits = dice.one_in(3);
        if (waits) add({.what = What::wait, .seconds = dice.between(1, 30)});
        const bool stands = !waits && dice.one_in(3);
        if (stands) add({.what = What::standstill, .seconds = dice.between(1, 14) * 3'600});
        if (!waits && !stands) add({.what = What::leap, .seconds = dice.between(30, 480) * 60});
    }
    return plan;
}

} // namespace holdfast::faults
