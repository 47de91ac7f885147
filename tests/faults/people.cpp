#include "tests/faults/people.hpp"

#include "tests/faults/cast.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <utility>

namespace holdfast::faults {

namespace {

using slack_double::Answer;

const Person& person_at(int place) {
    return people[static_cast<std::size_t>(place)];
}

std::string account_at(int place) {
    return accounts[static_cast<std::size_t>(place)];
}

bool is_refusal(const Answer& answer) {
    return answer.body.contains("⛔") || answer.body.contains("\\u26d4");
}

} // namespace

void People::act(const Step& step) {
    const std::string account = account_at(step.account);
    switch (step.what) {
    case What::open_by_hand: {
        const auto said = say(account, "rescue-opened");
        return type(step.person, fmt::format("open {} {}", account, word(said)), said);
    }
    case What::touch: {
        const auto said = say(account, "touch-logged");
        return type(step.person, fmt::format("touch {} kind:email with:\"Ben Ray\" {}", account, word(said)), said);
    }
    case What::note: {
        const auto said = say(account, "timeline-noted");
        return type(step.person, fmt::format("timeline {} add {}", account, word(said)), said);
    }
    case What::no_answer: {
        const auto said = say(account, "touch-logged");
        return type(step.person, fmt::format("call {} noanswer {}", account, word(said)), said);
    }
    case What::lead: return type(0, fmt::format("role {} lead <@U0KIM>", account), std::nullopt);
    case What::map: return type(step.person, fmt::format("people {} map share", account), std::nullopt);
    case What::direct_message: return write_to_bot(step.account, step.person);
    case What::both_call: return both_call(step.account);
    case What::press_again: return press_again();
    case What::type_again: return type_again();
    case What::summary_sent: return press_sent(step.person);
    case What::open_home: stage_.slack().open_home(person_at(step.person).id); return;
    default: return;
    }
}

std::size_t People::say(const std::string& account, const std::string& event_kind) {
    auto& said = stage_.story().said;
    // A word that no text of the program contains, and none that begins another.
    said.push_back({.word = fmt::format("word{:03}x", ++next_word_), .account = account, .event_kind = event_kind});
    return said.size() - 1;
}

void People::type(int person, const std::string& text, std::optional<std::size_t> said) {
    ++stage_.story().inputs;
    stage_.set_clocks();
    const Answer answer = stage_.slack().slash(person_at(person).id, general, text);
    stage_.log(fmt::format("  {}: /rescue {} -> {} {}", person_at(person).name, text, answer.status,
                           answer.status == 200 ? answer.json.value("text", "").substr(0, 90) : answer.failure));
    if (said) take_answer(*said, answer);
    last_typed_ = Typed{person, text, said, stage_.program_wall_ms()};
}

void People::type_again() {
    // Later, by the program's clock, it is a new wish.
    if (!last_typed_ || std::abs(stage_.program_wall_ms() - last_typed_->at_ms) > 9'000) return;
    ++stage_.story().faults["typed twice"];
    const Typed again = *last_typed_;
    type(again.person, again.text, again.said);
}

void People::take_answer(std::size_t said, const Answer& answer) {
    Said& one = stage_.story().said[said];
    ++one.times_sent;
    if (answer.status == 200 && !is_refusal(answer)) one.was_accepted = true;
}

/// Two people answer for one call in the same moment.
void People::both_call(int account) {
    const std::string wanted = fmt::format("{}#", account_at(account));
    const auto message_for = [&](const Person& person) -> std::optional<slack_double::Message> {
        for (const auto& message : stage_.slack().direct_messages(person.id)) {
            if (message.blocks.dump().contains("call.reached") && message.blocks.dump().contains(wanted))
                return message;
        }
        return std::nullopt;
    };
    std::optional<slack_double::Message> card;
    for (const auto& channel : stage_.slack().channels()) {
        for (const auto& message : stage_.slack().messages(channel.id)) {
            const std::string blocks = message.blocks.dump();
            if (channel.kind != slack_double::ChannelKind::im && blocks.contains("call.reached") &&
                blocks.contains(wanted))
                card = message;
        }
    }
    const auto direct = message_for(people[0]);
    std::optional<Answer> first;
    std::optional<Answer> second;
    stage_.set_clocks();
    {
        // Who is second may find that the button has gone.
        const auto press = [&](const Person& who, const std::optional<slack_double::Message>& message) {
            std::optional<Answer> answer;
            try {
                if (message) answer = stage_.slack().press(who.id, message->channel, message->ts, "call.reached");
            } catch (const std::invalid_argument&) {
                answer.reset();
            }
            return answer;
        };
        const std::jthread one{[&] { first = press(people[0], direct); }};
        const std::jthread other{[&] { second = press(people[1], card); }};
    }
    if (first && second) ++stage_.story().faults["two press the same button"];
    stage_.log(fmt::format("  {} {}", first ? first->status : 0, second ? second->status : 0));
    for (auto& answer : {first, second})
        if (answer) last_press_ = answer;
    stage_.story().inputs += (first ? 1 : 0) + (second ? 1 : 0);
}

void People::press_again() {
    if (!last_press_) return;
    ++stage_.story().faults["press delivered twice"];
    stage_.log(fmt::format("  {}", deliver_again(*last_press_).status));
}

Answer People::deliver_again(const Answer& before) {
    stage_.set_clocks();
    if (stage_.door() == Door::http) {
        return stage_.slack().send(before.sent_body, before.sent_type,
                                   {{"X-Slack-Retry-Num", "1"}, {"X-Slack-Retry-Reason", "http_timeout"}});
    }
    auto envelope = nlohmann::json::parse(before.sent_body, nullptr, false);
    if (!envelope.is_object()) return {};
    envelope.erase("envelope_id");
    return stage_.slack().send_envelope(std::move(envelope));
}

void People::press_sent(int person) {
    const std::string user = person_at(person).id;
    for (const auto& shown : stage_.slack().ephemerals(user)) {
        if (!shown.blocks.dump().contains("summary.sent")) continue;
        ++stage_.story().inputs;
        stage_.set_clocks();
        last_press_ = stage_.slack().press(user, shown.channel, shown.ts, "summary.sent");
        return stage_.log(fmt::format("  {}", last_press_->status));
    }
    stage_.log("  there is no draft");
}

void People::write_to_bot(int account, int person) {
    const auto said = say(account_at(account), "touch-logged");
    Said& one = stage_.story().said[said];
    const std::string text = fmt::format("touch {} kind:email with:\"Ben Ray\" {}", one.account, one.word);
    const std::string user = person_at(person).id;
    ++stage_.story().inputs;
    stage_.set_clocks();
    const Answer answer = stage_.slack().say(user, stage_.slack().direct_channel(user), text);
    stage_.log(fmt::format("  {}: {} -> {} {}", user, text, answer.status, answer.failure));
    events_.push_back({.id = answer.event_id, .said = said, .is_answered = answer.status == 200});
    if (answer.status == 200) one.was_accepted = true;
    ++one.times_sent;
}

void People::repeat_events() {
    for (Event& event : events_) {
        Said& said = stage_.story().said[event.said];
        const bool repeats = event.is_answered ? event.retries == 0 : event.retries < 3;
        if (!repeats || !stage_.program().is_running()) continue;
        ++event.retries;
        ++stage_.story().faults["event delivered again"];
        stage_.set_clocks();
        const Answer answer = stage_.slack().retry_event(event.id, event.retries);
        if (answer.status == 200) said.was_accepted = event.is_answered = true;
        stage_.log(fmt::format("  {} again -> {}", said.word, answer.status));
    }
}

} // namespace holdfast::faults
