#include "playbooks/rescue/todo.hpp"

#include "bot/handle/typed_values.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace holdfast::verbs {

Answering todo(Desk& desk, const Asker& asker, const Words& words) {
    const auto page = words.words.empty() ? std::nullopt : typed_number(words.words.front().text);
    auto instead = std::string{"`/rescue todo` lists what is open"};
    if (!words.words.empty()) {
        instead +=
            fmt::format("; a new one goes into the plan of a rescue: `/rescue plan acme add {} owner:me due:fri`",
                        words.rest_from(0));
    }
    if (auto refusal = refusal_of_unread(words, page ? 1 : 0, {}, "The to-dos are not shown", instead))
        co_return *std::move(refusal);
    const auto around = desk.around();
    std::vector<TodoItem> items;
    for (const auto& rescue : desk.book().all_open(desk.reader())) {
        for (auto& item : holdfast::todo(*rescue, asker.user, desk.now(), around)) items.push_back(std::move(item));
    }
    sort_by_urgency(items);
    co_return Reply::reading(
        render::todo_list(items, std::max(page.value_or(1), 1), render::Showing::to(asker.user, around, desk.now())));
}

} // namespace holdfast::verbs
