#include "bot/remind/morning_digest.hpp"

#include "bot/render/answers.hpp"
#include "bot/slack/outgoing.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/todo.hpp"
#include "storage/digests.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

namespace holdfast {

namespace {

/// A digest that could not go out in the morning is pointless in the evening.
constexpr std::chrono::hours worth_sending{4};

std::set<UserId> people_with_parts(std::span<const std::shared_ptr<const Case>> rescues) {
    std::set<UserId> people;
    for (const auto& rescue : rescues) {
        for (const auto& user : rescue->team()) people.insert(user);
        for (const auto& row : rescue->plan) people.insert(row.owner);
        for (const auto& summary : rescue->summaries) people.insert(summary.writer);
    }
    people.erase(UserId{});
    return people;
}

std::string name_of(const Morning& morning) {
    return fmt::format("digest/{}/{}", morning.to.value, format_day(morning.day));
}

} // namespace

std::vector<Morning> mornings_due(Desk& desk, std::span<const std::shared_ptr<const Case>> rescues, Instant now) {
    const auto around = desk.around();
    const auto& policy = desk.rules().policy;
    std::vector<Morning> mornings;
    for (const auto& user : people_with_parts(rescues)) {
        // Somebody on record by address gets theirs under the id that is found for it, not one under each name.
        if (!slack::is_slack_user(user) || around.is_gone(user)) continue;
        const auto& zone = *around.zone_of(user);
        const auto day = day_of(now, zone);
        const auto morning = at(day, policy.digest_at, zone);
        const bool is_time =
            policy.working_hours.is_working_day(day) && now >= morning && now < morning + worth_sending;
        if (is_time && !digest_sent(desk.reader(), user, day)) mornings.push_back({user, day});
    }
    return mornings;
}

std::optional<NewEffect> digest_of(Desk& desk, std::span<const std::shared_ptr<const Case>> rescues,
                                   const Morning& morning, Instant now) {
    const auto around = desk.around();
    std::vector<TodoItem> items;
    const auto end_of_day = around.policy->working_hours.closing(morning.day, *around.zone_of(morning.to));
    for (const auto& rescue : rescues) {
        for (auto& item : todo(*rescue, morning.to, now, around)) {
            if (due_today(item, end_of_day)) items.push_back(std::move(item));
        }
    }
    if (items.empty()) return std::nullopt;
    sort_by_urgency(items);
    auto message = render::digest(items, render::Showing::to(morning.to, around, now));
    message.effect_id = name_of(morning);
    NewEffect effect;
    effect.effect_id = message.effect_id;
    effect.lane = slack::person_lane(morning.to);
    effect.method = "chat.postMessage";
    effect.payload = slack::to_text(slack::Outgoing{false, slack::payload(message)});
    effect.not_before = now;
    return effect;
}

boost::asio::awaitable<bool> MorningDigestJob::do_what_is_due() {
    const auto now = desk_.now();
    const auto rescues = desk_.book().all_open(desk_.reader());
    const auto mornings = mornings_due(desk_, rescues, now);
    bool any = false;
    for (const auto& morning : mornings) {
        if (stop_.stop_requested()) break;
        if (setbacks_.rests(name_of(morning), now)) continue;
        const bool sent = co_await send(morning, rescues);
        any = any || sent;
    }
    co_return any;
}

boost::asio::awaitable<bool> MorningDigestJob::send(Morning morning, const Rescues& rescues) {
    const auto now = desk_.now();
    bool sent = false;
    try {
        auto effect = digest_of(desk_, rescues, morning, now);
        auto work = [&morning, &effect, now](Transaction& tx, Ledger&) {
            if (!claim_digest(tx, morning.to, morning.day, now)) return false;
            if (effect) append_effect(tx, *effect, now);
            return effect.has_value();
        };
        sent = co_await desk_.change(std::move(work));
        setbacks_.went_well(name_of(morning));
    } catch (const std::exception& failure) {
        if (refuses_everything(failure)) throw;
        setbacks_.failed(name_of(morning), failure.what(), now);
    }
    if (sent) ++counts_.digests;
    co_return sent;
}

} // namespace holdfast
