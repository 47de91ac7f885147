#include "bot/decode/nearest.hpp"
#include "bot/handle/subject.hpp"
#include "bot/handle/typed_values.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/handle/watch_list.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/ladder.hpp"
#include "playbooks/wording/letter_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

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
        int page = 0;
        const auto* const end = word.text.data() + word.text.size();
        if (std::from_chars(word.text.data(), end, page).ptr == end && page > 0) return page;
    }
    return 1;
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
