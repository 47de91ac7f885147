#include "bot/decode/nearest.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/unread_words.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/handle/watch_list.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/ladder.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace holdfast::verbs {

namespace {

bool is_on_the_team(const Case& rescue, const UserId& user) {
    const auto team = rescue.team();
    return std::ranges::find(team, user) != team.end();
}

bool is_led_by(const Case& rescue, const UserId& user, const Surroundings& around) {
    const auto path = escalation_path(rescue, around);
    return std::ranges::find(path, user) != path.end();
}

int page_in(const Words& words) {
    for (const auto& word : words.words) {
        const auto page = typed_number(word.text);
        if (page && *page > 0) return *page;
    }
    return 1;
}

/// The first word that says neither which list nor which page of it.
std::size_t first_unread(const Words& words, bool names_a_list) {
    std::size_t at = names_a_list ? 1 : 0;
    const auto says_page = [](const Word& word) {
        return typed_number(word.text).has_value() || lower_case(word.text) == "page";
    };
    while (at < words.words.size() && says_page(words.words[at])) ++at;
    return at;
}

} // namespace

Answering list(Desk& desk, const Asker& asker, const Words& words) {
    constexpr std::array<std::string_view, 4> lists{"mine", "team", "all", "watch"};
    const auto typed = words.words.empty() ? std::string{} : lower_case(words.words.front().text);
    const auto page = page_in(words);
    const auto which = typed.empty() || typed_number(typed) ? std::string{"mine"} : typed;
    if (std::ranges::find(lists, which) == lists.end()) {
        const auto near = nearest(which, lists, 1);
        co_return Reply::refuse(fmt::format("There is no list \"{}\"", which),
                                "the lists are mine, team, all and watch",
                                fmt::format("/rescue list {}", near.empty() ? lists[0] : lists[near.front()]));
    }
    if (auto refusal = refusal_of_unread(words, first_unread(words, which == typed), {}, "The list is not shown",
                                         fmt::format("/rescue list {}", which)))
        co_return *std::move(refusal);
    if (which == "watch") co_return Reply::reading(render::watch_list(watch_list(desk.reader()), page));
    const bool all = which == "all";
    const bool team = which == "team";
    const auto around = desk.around();
    std::vector<render::RescueRow> rows;
    for (const auto& rescue : desk.book().all_open(desk.reader())) {
        const bool wanted =
            all || (team ? is_led_by(*rescue, asker.user, around) : is_on_the_team(*rescue, asker.user));
        if (wanted) rows.push_back({rescue, room_of(desk, rescue->id)});
    }
    const auto* title = all ? "All open rescues" : team ? "Rescues of your team" : "Your rescues";
    const auto command = fmt::format("list {}", all ? "all" : team ? "team" : "mine");
    co_return Reply::reading(
        render::rescue_list(title, rows, page, command, render::Showing::to(asker.user, around, desk.now())));
}

} // namespace holdfast::verbs
