#pragma once

#include "tests/faults/fault_plan.hpp"
#include "tests/faults/program_under_test.hpp"
#include "tests/slack/slack_double.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace holdfast::faults {

/// Something a person said, recognised by a word that occurs nowhere else.
struct Said {
    std::string word;
    std::string account;
    std::string event_kind;    ///< of the case's record it belongs into; empty for an account without a rescue
    bool was_accepted = false; ///< the program said so
    int times_sent = 0;
};

/// What the run was like.
struct Story {
    std::vector<Said> said;
    std::map<std::string, int> faults; ///< that took effect, by kind
    std::vector<std::string> troubles; ///< what must not happen at all
    int inputs = 0;
    int deaths = 0;
    std::int64_t wall_ms = 0; ///< the time in the story at its end
};

/// How the program gets to hear of Slack.
enum class Door { http, socket };

struct SimulationFiles {
    std::filesystem::path program;
    std::filesystem::path preload;
    std::filesystem::path folder; ///< its own, empty
};

/// One run: the built program between the Slack double and people, feeds, the clock and misfortune.
class Simulation {
public:
    Simulation(SimulationFiles files, Door door);

    /// Carries out the plan, ends all faults and waits until nothing is left to do.
    Story run(const std::vector<Step>& plan);

    [[nodiscard]] const slack_double::SlackDouble& slack() const { return *slack_; }
    [[nodiscard]] std::filesystem::path database() const { return files_.folder / "holdfast.db"; }
    [[nodiscard]] std::filesystem::path log_file() const { return program_->log_file(); }

private:
    /// A delivery of a feed, repeated until it is accepted.
    struct Delivery {
        std::string path;
        std::string body;
        std::string key;
        bool is_accepted = false;
        std::string answer;
    };
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
    struct Typed {
        int person;
        std::string text;
        std::optional<std::size_t> said;
        std::int64_t at_ms;
    };
    struct Event {
        std::string id;
        std::size_t said;
        bool is_answered = false;
        unsigned retries = 0;
    };

    void carry_out(const Step& step);
    void do_deed(const Step& step);
    void inject(const Step& step);
    void end_lasting(bool all);

    [[nodiscard]] slack_double::Answer deliver_again(const slack_double::Answer& before);
    void type(int person, const std::string& text, std::optional<std::size_t> said);
    std::size_t say(const std::string& account, const std::string& event_kind);
    void take_answer(std::size_t said, const slack_double::Answer& answer);
    void both_call(int account);
    void press_sent(int person);
    void write_to_bot(int account, int person);
    void repeat_events();
    void feed_people();
    void feed_decline(int account);
    void deliver_feeds();
    bool deliver(Delivery& delivery);

    /// Starts the program where it does not run, as its supervisor would.
    void keep_running();
    void open_door();
    void note_ending();
    std::string take_sprung_traps();
    void pass(SteadyNs time);
    void leap(const Step& step);
    void watch_held_calls();
    void release_due_calls(bool all);
    void set_clocks();
    void settle();
    [[nodiscard]] bool is_at_rest();
    void count_faults();
    void log(const std::string& line);
    [[nodiscard]] std::int64_t wall_ms() const;
    [[nodiscard]] std::int64_t program_wall_ms() const;
    [[nodiscard]] std::string clock_text() const;

    SimulationFiles files_;
    Door door_;
    std::ofstream log_;
    std::unique_ptr<slack_double::SlackDouble> slack_;
    std::unique_ptr<ProgramUnderTest> program_;
    std::int64_t slack_offset_ = 0; ///< what the right wall clock adds to the steady one
    std::int64_t clock_error_ = 0;  ///< by which the program's differs
    Story story_;
    std::vector<Delivery> deliveries_;
    std::vector<Event> events_;
    std::vector<Lasting> lasting_;
    std::vector<Held> held_;
    std::array<std::optional<Step>, 4> armed_; ///< what the traps of the page stand for
    std::optional<slack_double::Answer> last_press_;
    std::optional<Typed> last_typed_;
    int next_word_ = 0;
    bool is_stopping_ = false;
};

} // namespace holdfast::faults
