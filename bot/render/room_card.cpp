#include "bot/render/case_words.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/moments.hpp"
#include "bot/render/room_troubles.hpp"
#include "bot/render/wanted.hpp"
#include "playbooks/rescue/ladder.hpp"
#include "playbooks/wording/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace holdfast::render {
namespace {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

constexpr std::size_t most_signals = 5;

Mrkdwn person(const UserId& user) {
    return slack::mention(user).cut(40);
}

/// How long the two slowest moments took (S0-02): from the first signal to the room, and on to the sponsor's ear.
Mrkdwn speed(const Case& state) {
    Mrkdwn line = Mrkdwn::of("Signal to rescue: {}", duration_in_words(state.opened_at - state.first_signal_at()));
    if (state.call.reached_at) {
        line += Mrkdwn::of(" · signal to sponsor call: {}",
                           duration_in_words(*state.call.reached_at - state.call.asked_at));
    }
    return line;
}

slack::Context standing(const Case& state, const Checklist& steps, const Showing& showing) {
    // Of a rescue that is over the stage says how it ended.
    const Mrkdwn status = state.is_open() ? Mrkdwn::of(" · {}", to_text(state.status)) : Mrkdwn{};
    const Mrkdwn first =
        Mrkdwn::of("*{}*{} · {} steps earned · opened {} ({})", stage_in_words(state, showing), status,
                   earned_of_nine(steps), shown(state.opened_at, showing), how_long_ago(state.opened_at, showing));
    return {.lines = {first, speed(state)}};
}

/// Who opened it and why, unless a signal above says that already.
Mrkdwn opened_by_hand(const Case& state) {
    const bool is_said = std::ranges::any_of(state.signals, [](const CaseSignal& entry) {
        return entry.signal.kind == SignalKind::by_hand && !entry.dismissed;
    });
    if (is_said) return Mrkdwn::of("Opened by hand by {}", person(state.opened_by));
    return Mrkdwn::of("Opened by {}: {}", person(state.opened_by), Mrkdwn{state.reason}.cut(200));
}

void append_signals(std::vector<slack::Block>& blocks, const Case& state) {
    std::size_t shown_signals = 0;
    for (const std::size_t index : live_signals(state)) {
        if (shown_signals == most_signals) break;
        ++shown_signals;
        slack::Section section{
            .text = Mrkdwn::of("⚠️ *Signal:* {}", Mrkdwn{in_words(state.signals[index].signal)}.cut(220))};
        if (state.is_open()) {
            section.accessory = slack::Button{.text = "Not a real signal",
                                              .action = slack::action::signal_dismiss,
                                              .value = value_for(state, std::to_string(index))};
        }
        blocks.emplace_back(std::move(section));
    }
    std::vector<Mrkdwn> small;
    for (const CaseSignal& entry : state.signals) {
        if (!entry.dismissed || shown_signals == most_signals) continue;
        ++shown_signals;
        small.push_back(
            Mrkdwn::of("{} (dismissed: {})", in_brief(entry.signal), Mrkdwn{entry.dismissed_reason}.cut(100)));
    }
    if (state.signals.size() > shown_signals) {
        small.push_back(Mrkdwn::of("and {} more", counted(state.signals.size() - shown_signals, "signal")));
    }
    if (!state.reason.empty()) small.push_back(opened_by_hand(state));
    if (!small.empty()) blocks.emplace_back(slack::Context{.lines = std::move(small)});
}

Mrkdwn evidence_of(const StepView& step) {
    const Evidence& evidence = step.evidence;
    if (step.state == StepState::blocked || step.state == StepState::skipped) {
        return step.note.empty() ? Mrkdwn{} : Mrkdwn::of(" · why: {}", Mrkdwn{step.note}.cut(90));
    }
    constexpr int contacts = 6;
    constexpr int summaries = 8;
    Mrkdwn text;
    if (step.number == contacts) text += Mrkdwn::of(" · {}/{}", evidence.done, evidence.needed);
    if (step.number == summaries) text += Mrkdwn::of(" · {}/{} sent", evidence.done, evidence.needed);
    if (!evidence.missing.empty()) return text + Mrkdwn::of(" · missing: {}", Mrkdwn{evidence.missing}.cut(90));
    if (step.number == summaries) return text;
    return text + Mrkdwn::of(" · {}", Mrkdwn{evidence.have}.cut(90));
}

Mrkdwn step_line(const StepView& step, const Showing& showing) {
    Mrkdwn line = Mrkdwn::of("{}. {} · *{}* · {}", step.number, in_words(step.state),
                             Mrkdwn{showing.around.catalog->step(step.number).title}.cut(60), person(step.owner));
    const bool is_undone = step.state == StepState::open || step.state == StepState::overdue;
    if (is_undone && step.due) line += Mrkdwn::of(" · due {}", shown(*step.due, showing));
    return line + evidence_of(step);
}

void append_steps(std::vector<slack::Block>& blocks, const Checklist& steps, const Showing& showing) {
    std::vector<Mrkdwn> lines{Mrkdwn::of("*The nine steps: {}*", earned_of_nine(steps))};
    for (const StepView& step : steps) lines.push_back(step_line(step, showing));
    append(blocks, sections(lines));
}

Mrkdwn role_lines(const Case& state) {
    std::vector<Mrkdwn> lines;
    for (const RescueRole role : all_rescue_roles) {
        const UserId holder = state.holder(role);
        lines.push_back(holder ? Mrkdwn::of("{}: {}", title_of(role), person(holder))
                               : Mrkdwn::of("{}: ⬜ open", title_of(role)));
    }
    return slack::joined(lines, "\n"_mrkdwn);
}

Mrkdwn escalation_line(const Case& state, const Showing& showing) {
    std::vector<Mrkdwn> people;
    for (const UserId& user : escalation_path(state, showing.around)) people.push_back(person(user));
    return people.empty() ? "nobody is named yet"_mrkdwn : slack::joined(people, " → "_mrkdwn);
}

Mrkdwn service_line(const Case& state, const Showing& showing) {
    constexpr std::size_t most = 3;
    const auto running = state.running_services();
    std::vector<Mrkdwn> lines;
    for (const Service* service : std::span{running}.first(std::min(running.size(), most))) {
        const auto until = is_past_its_end(state, *service, showing) ? "⏰ was to end on" : "until";
        lines.push_back(Mrkdwn::of("{} {} {}, measured by {}", Mrkdwn{service->what}.cut(80), until,
                                   shown(service->end), Mrkdwn{service->measure}.cut(60)));
    }
    if (running.size() > most) lines.push_back(Mrkdwn::of("and {} more", running.size() - most));
    if (!lines.empty()) return slack::joined(lines, "\n"_mrkdwn);
    if (!state.service_declined.empty()) {
        return Mrkdwn::of("not needed: {}", Mrkdwn{state.service_declined}.cut(100));
    }
    return state.services.empty() ? "none"_mrkdwn : "none runs any more"_mrkdwn;
}

Mrkdwn next_lines(const Case& state, const Showing& showing) {
    std::vector<Mrkdwn> lines;
    for (const NextDue& next : next_dues(state, showing, 3)) lines.push_back(shown(next, showing));
    return lines.empty() ? "nothing is due"_mrkdwn : slack::joined(lines, "\n"_mrkdwn);
}

slack::Section around_the_customer(const Case& state, const Showing& showing) {
    slack::Section section;
    section.fields = {
        Mrkdwn::of("*Sponsor*\n{}\nCall: {}", sponsor_contact_line(state), sponsor_call_line(state, showing)),
        Mrkdwn::of("*Next*\n{}", next_lines(state, showing)), Mrkdwn::of("*Roles*\n{}", role_lines(state)),
        Mrkdwn::of("*Escalation*\n{}\n*Extra service*\n{}", escalation_line(state, showing),
                   service_line(state, showing))};
    return section;
}

slack::Actions buttons(const Case& state) {
    const auto button = [&](std::string text, slack::ActionId action) {
        return slack::Button{.text = std::move(text), .action = action, .value = state.id.value};
    };
    slack::Overflow more{.action = slack::action::card_more,
                         .options = {{.text = "Steps", .value = "step"},
                                     {.text = "Roles", .value = "role"},
                                     {.text = "Extra service", .value = "service"},
                                     {.text = "Weekly check-in", .value = "checkin"},
                                     {.text = "Export the record", .value = "export"},
                                     {.text = "Close the rescue", .value = "close"}}};
    return {.elements = {button("Log touch", slack::action::touch_log),
                         button("Sponsor called", slack::action::call_reached),
                         button("Plan", slack::action::plan_edit), button("Map", slack::action::people_map),
                         std::move(more)},
            .block_id = state.id.value};
}

} // namespace

slack::Message room_card(const Case& state, const Showing& showing, const slack::RoomActual& room) {
    const Checklist steps = checklist(state, showing.now, showing.around);
    slack::Message card;
    card.text = Mrkdwn::of("Rescue of {}: {}, {} steps earned", Mrkdwn{state.account_name}.cut(100),
                           stage_in_words(state, showing), earned_of_nine(steps));
    card.blocks.emplace_back(slack::Header{.text = "Rescue: " + state.account_name});
    card.blocks.emplace_back(standing(state, steps, showing));
    if (const Mrkdwn closing = closing_line(state, showing); !closing.empty()) {
        card.blocks.emplace_back(slack::Section{.text = closing});
    }
    append_signals(card.blocks, state);
    append_steps(card.blocks, steps, showing);
    card.blocks.emplace_back(around_the_customer(state, showing));
    if (auto troubles = room_troubles(state, room, showing.around); !troubles.empty()) {
        card.blocks.emplace_back(slack::Context{.lines = {slack::joined(troubles, "\n"_mrkdwn)}});
    }
    if (state.is_open()) card.blocks.emplace_back(buttons(state));
    return card;
}

} // namespace holdfast::render
