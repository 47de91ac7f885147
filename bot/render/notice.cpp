#include "bot/render/case_words.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "bot/render/summary_draft.hpp"
#include "bot/render/wanted.hpp"

#include <fmt/format.h>

namespace holdfast::render {
namespace {

slack::Actions reminder_buttons(const Case& state, const std::string& key) {
    const auto about = reminded_of(key);
    if (about && about->kind == ReminderKind::sponsor_call) {
        return {
            .elements = {
                slack::Button{.text = "I called", .action = slack::action::call_reached, .value = state.id.value},
                slack::Button{.text = "No answer", .action = slack::action::call_no_answer, .value = state.id.value}}};
    }
    slack::Button done{.text = "Done", .action = slack::action::reminder_done, .value = value_for(state, key)};
    // It marks the summary as sent, like the button of the draft.
    const bool is_of_a_summary = about && about->kind == ReminderKind::summary_unsent;
    const auto* summary = is_of_a_summary ? state.summary_of(about->number) : nullptr;
    if (summary != nullptr) done.confirm = question_before_sending(*summary);
    return {.elements = {std::move(done), slack::Button{.text = "Snooze",
                                                        .action = slack::action::reminder_snooze,
                                                        .value = value_for(state, key)}}};
}

Showing as_read(const Notice& notice, const Showing& showing) {
    return notice.to ? Showing::to(notice.to, showing.around, showing.now) : showing;
}

} // namespace

slack::Message notice_message(const Notice& notice, const Case& state, const Showing& showing) {
    slack::Message message;
    message.text = shown(notice.line, as_read(notice, showing));
    const Summary* const draft = notice.summary > 0 ? state.summary_of(notice.summary) : nullptr;
    std::vector<slack::Block> more;
    if (draft != nullptr) append_summary(more, state, *draft, showing.around);
    slack::Actions buttons;
    if (notice.review) {
        buttons.elements.emplace_back(
            command_button("Open the review", command_for("close", state.account, "recovered"), slack::Style::primary));
    }
    if (notice.closes) {
        buttons.elements.emplace_back(
            command_button("Close it", command_for("close", state.account, std::string{to_text(*notice.closes)})));
    }
    if (notice.promise > 0) {
        buttons.elements.emplace_back(command_button(
            "Approve", command_for("promise", state.account, fmt::format("approve {}", notice.promise))));
    }
    if (!notice.reminder.empty()) {
        for (auto& button : reminder_buttons(state, notice.reminder).elements) {
            buttons.elements.push_back(std::move(button));
        }
    }
    if (!buttons.elements.empty()) more.emplace_back(std::move(buttons));
    if (more.empty()) return message;
    message.blocks = sections(std::vector{message.text});
    append(message.blocks, std::move(more));
    return message;
}

} // namespace holdfast::render
