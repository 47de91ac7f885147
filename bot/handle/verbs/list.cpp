#include "bot/handle/subject.hpp"
#include "bot/handle/verbs/verbs.hpp"
#include "bot/render/answers.hpp"
#include "storage/accounts.hpp"
#include "storage/signal_readings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace holdfast::verbs {

namespace {

bool is_on_the_team(const Case& rescue, const UserId& user) {
    auto const team = rescue.team();
    return std::ranges::find(team, user) != team.end();
}

bool is_led_by(const Case& rescue, const UserId& user) {
    auto const path = rescue.escalation_path();
    return std::ranges::find(path, user) != path.end();
}

int page_in(const Words& words) {
    for (auto const& word : words.words) {
        int page = 0;
        auto const* const end = word.text.data() + word.text.size();
        if (std::from_chars(word.text.data(), end, page).ptr == end && page > 0) return page;
    }
    return 1;
}

Reply watched(Desk& desk, int page) {
    std::vector<render::WatchRow> rows;
    for (auto const& reading : readings_in_state(desk.reader(), "watch")) {
        auto const account = find_account(desk.reader(), reading.account);
        if (account) rows.push_back({account->id, account->name, reading.words});
    }
    return Reply::say(render::watch_list(rows, page));
}

} // namespace

Answering list(Desk& desk, const Asker& asker, const Words& words) {
    auto const which = words.words.empty() ? std::string{"mine"} : words.words.front().text;
    auto const page = page_in(words);
    if (which == "watch") co_return watched(desk, page);
    bool const all = which == "all";
    bool const team = which == "team";
    std::vector<render::RescueRow> rows;
    for (auto const& rescue : desk.book().all_open(desk.reader())) {
        bool const wanted = all || (team ? is_led_by(*rescue, asker.user) : is_on_the_team(*rescue, asker.user));
        if (wanted) rows.push_back({rescue, room_of(desk, rescue->id)});
    }
    auto const around = desk.around();
    auto const* title = all ? "All open rescues" : team ? "Rescues of your team" : "Your rescues";
    auto const command = fmt::format("list {}", all ? "all" : team ? "team" : "mine");
    co_return Reply::say(render::rescue_list(title, rows, page, command, {around, desk.now()}));
}

} // namespace holdfast::verbs
