#include "bot/handle/rules.hpp"

#include <stdexcept>

namespace holdfast {

Rules make_rules(Settings settings, Catalog catalog) {
    Rules rules;
    rules.company_zone = find_zone(settings.time_zone);
    if (rules.company_zone == nullptr) throw std::invalid_argument{"unknown time zone " + settings.time_zone};

    auto& policy = rules.policy;
    policy.working_hours = settings.working_hours;
    const auto& call = settings.sponsor_call;
    policy.sponsor_call.close_of_day = call.close_of_day;
    policy.sponsor_call.minutes_left = std::chrono::minutes{call.minutes_left};
    policy.sponsor_call.first_hours = std::chrono::hours{call.first_hours};
    auto& ladder = policy.sponsor_call.ladder;
    ladder.first_reminder = std::chrono::minutes{call.rungs.second_message_minutes};
    ladder.second_reminder = call.rungs.afternoon;
    ladder.second_reminder_after = std::chrono::hours{call.rungs.afternoon_hours};
    ladder.last_call = call.rungs.last_call;
    ladder.day_ends = call.rungs.day_ended;
    ladder.next_morning = call.rungs.next_morning;
    policy.leaders = {settings.leaders.begin(), settings.leaders.end()};
    policy.admins = {settings.admins.begin(), settings.admins.end()};
    policy.plain_dates = settings.plain_dates;
    policy.digest_at = settings.reminders.digest;
    policy.plan_horizon_days = settings.plan.days;
    policy.plan_renew_working_days = settings.plan.renew_working_days;
    policy.watch_days = settings.watch.days;
    policy.sprint_weeks = settings.sprint.weeks;
    policy.new_contacts = settings.new_contacts.total;
    policy.new_in_operations = settings.new_contacts.operations;
    policy.new_in_finance = settings.new_contacts.finance;
    policy.snooze = std::chrono::minutes{settings.reminders.snooze_minutes};

    rules.health.signals = settings.thresholds;
    rules.health.decline = {settings.decline.shift_percent, settings.decline.distancing_percent,
                            settings.decline.crisis_percent};
    rules.health.major_percent = settings.major_account.revenue_percent;
    rules.catalog = std::move(catalog);
    rules.settings = std::move(settings);
    return rules;
}

} // namespace holdfast
