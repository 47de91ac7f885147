#include "bot/render/rows.hpp"

#include "bot/render/case_words.hpp"
#include "bot/render/command.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "bot/render/moments.hpp"

namespace holdfast::render {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

slack::Section rescue_row(const RescueRow& row, const Showing& showing) {
    const Case& rescue = *row.rescue;
    Mrkdwn text =
        Mrkdwn::of("*{}* · {} · {} steps", Mrkdwn{rescue.account_name}.cut(100), stage_in_words(rescue, showing),
                   earned_of_nine(checklist(rescue, showing.now, showing.around)));
    if (row.room) text += Mrkdwn::of(" · {}", slack::channel_link(row.room));
    const auto next = next_dues(rescue, showing, 1);
    if (!next.empty()) text += Mrkdwn::of("\nNext: {}", shown(next.front(), showing));
    return {.text = std::move(text), .accessory = command_button("Status", command_for("status", rescue.account))};
}

slack::Section watch_row(const WatchRow& row) {
    return {.text = Mrkdwn::of("👀 *{}*: {}", Mrkdwn{row.name}.cut(100), Mrkdwn{row.words}.cut(300)),
            .accessory = command_button("Health", command_for("health", row.account))};
}

Mrkdwn todo_row(const TodoItem& item, const Showing& showing) {
    Mrkdwn text = Mrkdwn::of("{} *{}*: {}", item.overdue ? "⏰ overdue ·"_mrkdwn : "⬜"_mrkdwn,
                             Mrkdwn{item.account_name}.cut(80), shown(item.line, showing).cut(300));
    if (item.due) text += Mrkdwn::of(" · due {}", shown(*item.due, showing));
    return text;
}

} // namespace holdfast::render
