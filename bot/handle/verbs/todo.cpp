#include "playbooks/rescue/todo.hpp"

#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"

#include <charconv>

namespace holdfast::verbs {

Answering todo(Desk& desk, const Asker& asker, const Words& words) {
    int page = 1;
    if (!words.words.empty()) {
        const auto& text = words.words.front().text;
        std::from_chars(text.data(), text.data() + text.size(), page);
    }
    const auto around = desk.around();
    std::vector<TodoItem> items;
    for (const auto& rescue : desk.book().all_open(desk.reader())) {
        for (auto& item : holdfast::todo(*rescue, asker.user, desk.now(), around)) items.push_back(std::move(item));
    }
    sort_by_urgency(items);
    co_return Reply::reading(
        render::todo_list(items, page < 1 ? 1 : page, render::Showing::to(asker.user, around, desk.now())));
}

} // namespace holdfast::verbs
