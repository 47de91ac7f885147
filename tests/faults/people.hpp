#pragma once

#include "tests/faults/fault_plan.hpp"
#include "tests/faults/stage.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace holdfast::faults {

/// What people type and press, and what Slack delivers a second time of it.
class People {
public:
    explicit People(Stage& stage) : stage_{stage} {}

    /// One deed. @throws std::invalid_argument where Slack shows nothing of the kind to press
    void act(const Step& step);
    /// Slack repeats what was not answered, three times at most; and now and then what was.
    void repeat_events();

private:
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

    /// @return its place in the story
    [[nodiscard]] std::size_t say(const std::string& account, const std::string& event_kind);
    [[nodiscard]] const std::string& word(std::size_t said) { return stage_.story().said[said].word; }
    void type(int person, const std::string& text, std::optional<std::size_t> said);
    void type_again();
    void take_answer(std::size_t said, const slack_double::Answer& answer);
    void both_call(int account);
    void press_again();
    [[nodiscard]] slack_double::Answer deliver_again(const slack_double::Answer& before);
    void press_sent(int person);
    void write_to_bot(int account, int person);

    Stage& stage_;
    std::vector<Event> events_;
    std::optional<slack_double::Answer> last_press_;
    std::optional<Typed> last_typed_;
    int next_word_ = 0;
};

} // namespace holdfast::faults
