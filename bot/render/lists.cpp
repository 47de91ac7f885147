#include "bot/render/answers.hpp"
#include "bot/render/case_words.hpp"
#include "bot/render/layout.hpp"
#include "bot/render/line.hpp"
#include "bot/render/moments.hpp"
#include "bot/render/rows.hpp"

#include <algorithm>

namespace holdfast::render {

using slack::Mrkdwn;
using slack::operator""_mrkdwn;

slack::Message rescue_list(const std::string& title, std::span<const RescueRow> rows, int page,
                           const std::string& command, const Showing& showing) {
    slack::Message message{.text = Mrkdwn::of("{}: {}", Mrkdwn{title}.cut(100), counted(rows.size(), "rescue"))};
    if (rows.empty()) {
        message.text = Mrkdwn::of("{}: none.", Mrkdwn{title}.cut(100));
        if (command != "list all") message.text += " `/rescue list all` shows every open rescue."_mrkdwn;
        return message;
    }
    message.blocks.emplace_back(slack::Section{.text = Mrkdwn::of("*{}*", message.text)});
    const Page shown_page = page_of(rows.size(), page);
    for (const RescueRow& row : rows.subspan(shown_page.begin, shown_page.end - shown_page.begin)) {
        message.blocks.emplace_back(rescue_row(row, showing));
    }
    append_pager(message.blocks, shown_page, command);
    return message;
}

slack::Message watch_list(std::span<const WatchRow> rows, int page) {
    slack::Message message{.text = Mrkdwn::of("Watch list: {}", counted(rows.size(), "account"))};
    if (rows.empty()) {
        message.text = "Watch list: no account shows a first warning sign."_mrkdwn;
        return message;
    }
    message.blocks.emplace_back(slack::Section{.text = Mrkdwn::of("*{}*", message.text)});
    const Page shown_page = page_of(rows.size(), page);
    for (const WatchRow& row : rows.subspan(shown_page.begin, shown_page.end - shown_page.begin)) {
        message.blocks.emplace_back(watch_row(row));
    }
    append_pager(message.blocks, shown_page, "list watch");
    return message;
}

namespace {

std::size_t overdue_among(std::span<const TodoItem> items) {
    return static_cast<std::size_t>(std::ranges::count_if(items, &TodoItem::overdue));
}

std::vector<slack::Block> todo_rows(std::span<const TodoItem> items, const Showing& showing) {
    std::vector<Mrkdwn> lines;
    for (const TodoItem& item : items) lines.push_back(todo_row(item, showing));
    return sections(lines);
}

} // namespace

slack::Message todo_list(std::span<const TodoItem> items, int page, const Showing& showing) {
    if (items.empty()) return {.text = "Your to-dos: nothing is waiting for you."_mrkdwn};
    slack::Message message{
        .text = Mrkdwn::of("Your to-dos: {}, {} overdue", counted(items.size(), "item"), overdue_among(items))};
    message.blocks.emplace_back(slack::Section{.text = Mrkdwn::of("*{}*", message.text)});
    constexpr std::size_t items_a_page = 10;
    const Page shown_page = page_of(items.size(), page, items_a_page);
    append(message.blocks, todo_rows(items.subspan(shown_page.begin, shown_page.end - shown_page.begin), showing));
    append_pager(message.blocks, shown_page, "todo");
    return message;
}

slack::Message digest(std::span<const TodoItem> items, const Showing& showing) {
    constexpr std::size_t most = 10;
    slack::Message message{
        .text = Mrkdwn::of("Good morning. Today: {}, {} overdue", counted(items.size(), "item"), overdue_among(items))};
    message.blocks.emplace_back(slack::Section{.text = Mrkdwn::of("*{}*", message.text)});
    append(message.blocks, todo_rows(items.first(std::min(items.size(), most)), showing));
    if (items.size() > most) message.blocks.emplace_back(small_print(Mrkdwn::of("and {} more", items.size() - most)));
    message.blocks.emplace_back(slack::Actions{.elements = {command_button("All my to-dos", "todo")}});
    return message;
}

slack::Message timeline(const std::string& account_name, std::span<const TimelineRow> rows, int page,
                        const std::string& command, const Showing& showing) {
    const Mrkdwn name = Mrkdwn{account_name}.cut(100);
    if (rows.empty()) return {.text = Mrkdwn::of("Timeline of {}: nothing is on record yet.", name)};
    slack::Message message{.text = Mrkdwn::of("Timeline of {}: {}, newest first", name, counted(rows.size(), "event"))};
    std::vector<const TimelineRow*> newest;
    for (const TimelineRow& row : rows) newest.push_back(&row);
    std::ranges::sort(newest, [](const TimelineRow* left, const TimelineRow* right) {
        return left->at != right->at ? left->at > right->at : left < right;
    });
    constexpr std::size_t events_a_page = 10;
    const Page shown_page = page_of(rows.size(), page, events_a_page);
    std::vector<Mrkdwn> lines{Mrkdwn::of("*{}*", message.text)};
    for (std::size_t i = shown_page.begin; i < shown_page.end; ++i) {
        lines.push_back(Mrkdwn::of("{} · {}", shown(newest[i]->at, showing), shown(newest[i]->line, showing).cut(500)));
    }
    message.blocks = sections(lines);
    append_pager(message.blocks, shown_page, command);
    return message;
}

} // namespace holdfast::render
