#include "bot/remind/morning_digest.hpp"

#include "bot/render/answers.hpp"
#include "bot/slack/outgoing.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/todo.hpp"
#include "storage/digests.hpp"

#include <fmt/format.h>

#include <set>

namespace holdfast {

namespace {

/// A digest that could not go out in the morning is pointless in the evening.
constexpr std::chrono::hours worth_sending{4};

std::set<UserId> people_with_parts(const std::vector<std::shared_ptr<const Case>>& rescues) {
    std::set<UserId> people;
    for (const auto& rescue : rescues) {
        for (const auto& user : rescue->team()) people.insert(user);
        for (const auto& row : rescue->plan) people.insert(row.owner);
        for (const auto& summary : rescue->summaries) people.insert(summary.writer);
    }
    people.erase(UserId{});
    return people;
}

} // namespace

std::vector<DueDigest> due_digests(Desk& desk, Instant now) {
    const auto rescues = desk.book().all_open(desk.reader());
    const auto around = desk.around();
    const auto& policy = desk.rules().policy;
    std::vector<DueDigest> digests;
    for (const auto& user : people_with_parts(rescues)) {
        // Somebody on record by address gets theirs under the id that is found for it, not one under each name.
        if (!slack::is_slack_user(user) || around.is_gone(user)) continue;
        const auto& zone = *around.zone_of(user);
        const auto day = day_of(now, zone);
        const auto morning = at(day, policy.digest_at, zone);
        const bool is_time =
            policy.working_hours.is_working_day(day) && now >= morning && now < morning + worth_sending;
        if (!is_time || digest_sent(desk.reader(), user, day)) continue;

        std::vector<TodoItem> items;
        const auto end_of_day = policy.working_hours.closing(day, zone);
        for (const auto& rescue : rescues) {
            for (auto& item : todo(*rescue, user, now, around)) {
                if (due_today(item, end_of_day)) items.push_back(std::move(item));
            }
        }
        DueDigest digest{user, day, std::nullopt};
        if (!items.empty()) {
            sort_by_urgency(items);
            auto message = render::digest(items, render::Showing::to(user, around, now));
            message.effect_id = fmt::format("digest/{}/{}", user.value, format_day(day));
            NewEffect effect;
            effect.effect_id = message.effect_id;
            effect.lane = slack::person_lane(user);
            effect.method = "chat.postMessage";
            effect.payload = slack::to_text(slack::Outgoing{false, slack::payload(message)});
            effect.not_before = now;
            digest.effect = std::move(effect);
        }
        digests.push_back(std::move(digest));
    }
    return digests;
}

} // namespace holdfast
