#include "bot/render/case_words.hpp"
#include "bot/render/wanted.hpp"
#include "bot/slack/mrkdwn.hpp"
#include "bot/slack/text.hpp"
#include "playbooks/calendar/day_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace holdfast::render {
namespace {

constexpr std::size_t longest = 250; ///< of a topic or purpose (Slack contract, appendix A)
constexpr date::days room_of_a_lost_account{7};

/// Plain text: Slack fills in no mention and no markup here.
std::string plain(std::string_view text) {
    return slack::cut_at_word(slack::one_line(text), longest);
}

std::string topic(const Case& state, const Showing& showing) {
    const Zone& home = home_of(state, showing.around);
    const auto day = [&](Instant at) { return format_day(day_of(at, home)); };
    if (!state.is_open()) {
        const Instant since = state.closing ? state.closing->at : state.changed_at;
        return fmt::format("Closed {}: {}", day(since), to_text(state.status));
    }
    const auto dues = next_dues(state, showing, 1);
    const std::string next =
        dues.empty() ? std::string{"nothing is due"}
                     : fmt::format("next: {} due {}", slack::cut_at_word(slack::one_line(dues.front().what), 100),
                                   day(dues.front().due));
    // The day of the watch would change the topic every day, and every change is a line in the room.
    const std::string stage =
        state.status == CaseStatus::watch ? "Recovered (provisional)" : stage_in_words(state, showing);
    return fmt::format("{} · {} steps · {}", stage, earned_of_nine(checklist(state, showing.now, showing.around)),
                       next);
}

/// Our people, whoever opened it (D-15), and those whose signals opened it.
std::vector<UserId> invited_people(const Case& state) {
    std::vector<UserId> people = state.team();
    people.push_back(state.opened_by);
    for (const CaseSignal& entry : state.signals) {
        const UserId flagged_by{entry.signal.by};
        const bool opened_it = entry.signal.at <= state.opened_at;
        if (opened_it && slack::is_slack_user(flagged_by)) people.push_back(flagged_by);
    }
    return people;
}

/// Whoever has something to do in a rescue that runs.
std::vector<UserId> people_with_work(const Case& state) {
    std::vector<UserId> people;
    if (!state.is_open()) return people;
    for (const StepOverride& step : state.steps) people.push_back(step.owner);
    for (const PlanRow& row : state.plan)
        if (row.state == PlanRowState::open) people.push_back(row.owner);
    return people;
}

void add_once(std::vector<UserId>& people, const UserId& user) {
    if (!user.empty() && std::ranges::find(people, user) == people.end()) people.push_back(user);
}

bool is_archived(const Case& state, Instant now) {
    if (state.status == CaseStatus::false_alarm) return true;
    return state.status == CaseStatus::lost && state.closing && now >= state.closing->at + room_of_a_lost_account;
}

} // namespace

slack::RoomWish wanted_room(const Case& state, const Showing& showing, const RoomSettings& settings) {
    slack::RoomWish wish;
    wish.account_name = state.account_name;
    wish.account = state.account;
    wish.prefix = settings.prefix;
    wish.is_private = settings.is_private;
    wish.topic = plain(topic(state, showing));
    wish.purpose =
        plain(fmt::format("Saving the account {}. The pinned card shows the nine steps; type /rescue to act.",
                          slack::cut_at_word(slack::one_line(state.account_name), 120)));
    std::vector<UserId> others = people_with_work(state);
    for (const UserId& member : invited_people(state)) {
        // Whoever has left cannot be invited, but has to be replaced.
        add_once(showing.around.is_gone(member) ? others : wish.members, member);
    }
    for (const UserId& other : others) {
        const bool is_member = std::ranges::find(wish.members, other) != wish.members.end();
        if (!is_member) add_once(wish.others, other);
    }
    wish.archived = is_archived(state, showing.now);
    return wish;
}

} // namespace holdfast::render
