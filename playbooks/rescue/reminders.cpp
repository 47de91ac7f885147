#include "playbooks/rescue/reminders.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/draft_privacy.hpp"
#include "playbooks/rescue/ladder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace holdfast {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view again = "/again";

/// Of a weekly meeting the first two reminders announce it, the third asks for its figures.
constexpr int figures_stage = 3;

/// Collects the reminders of one case, each kind in its own function. Times are put into the working time of the first
/// person concerned unless the kind is exempt from quiet hours.
class Wishes {
public:
    Wishes(const Case& state, const Surroundings& around)
        : state_{state}, around_{around}, hours_{around.policy->working_hours} {}

    std::vector<Reminder> all() {
        if (state_.status == CaseStatus::active) {
            ladder();
            steps();
            plan_ends();
            checkin();
            touch_silence();
            going_alone();
            review();
        }
        if (state_.is_open()) {
            plan_rows();
            summaries();
            services();
        }
        if (state_.status == CaseStatus::watch) {
            safeguards();
            watch();
        }
        return std::move(wishes_);
    }

private:
    const Zone& zone(const UserId& user) const { return *around_.zone_of(user); }

    void wish(Reminder reminder) {
        std::erase_if(reminder.to, [&](const UserId& user) { return user.empty() || around_.is_gone(user); });
        std::vector<UserId> once;
        for (const auto& user : reminder.to) {
            if (std::ranges::find(once, user) == once.end()) once.push_back(user);
        }
        // Nobody left to tell: it goes one level up instead of nowhere.
        if (const auto up = acting_manager(state_, around_); once.empty() && up && !around_.is_gone(up)) {
            once.push_back(up);
        }
        reminder.to = std::move(once);
        wishes_.push_back(std::move(reminder));
    }

    void wish_in_working_time(Reminder reminder) {
        const auto first = reminder.to.empty() ? UserId{} : reminder.to.front();
        // What is due by the close of day is asked for at the close of day, not the morning after.
        const bool at_work = hours_.is_working_instant(reminder.due - std::chrono::milliseconds{1}, zone(first));
        if (!at_work) reminder.due = hours_.next_working_instant(reminder.due, zone(first));
        wish(std::move(reminder));
    }

    static Reminder about(ReminderKind kind, std::string key, Instant due, std::vector<UserId> to, int number,
                          int stage) {
        Reminder reminder;
        reminder.key = std::move(key);
        reminder.kind = kind;
        reminder.due = due;
        reminder.to = std::move(to);
        reminder.number = number;
        reminder.stage = stage;
        return reminder;
    }

    void ladder() {
        for (const auto& rung : rungs_of_the_day(state_, around_)) {
            auto reminder = about(ReminderKind::sponsor_call, rung_key(state_, rung.day, rung.step), rung.due, rung.to,
                                  rung.day, rung.step);
            reminder.room = rung.room;
            reminder.room_thread = rung.room_thread;
            reminder.expires = rung.expires;
            wish(std::move(reminder));
        }
    }

    void steps() {
        const auto steps = checklist(state_, Instant::max(), around_);
        for (const auto& step : steps) {
            const bool undone = step.state == StepState::open || step.state == StepState::overdue;
            // The call has its ladder, the notes are chased one by one, the review offers itself.
            if (!undone || step.number == 2 || step.number >= 8 || !step.due) continue;
            one_step(step, *step.due);
        }
    }

    void one_step(const StepView& step, Instant due) {
        const auto& text = around_.catalog->step(step.number);
        const auto& by_hand = state_.steps.at(static_cast<std::size_t>(step.number - 1)).due;
        // A date set by hand starts its own series; one that follows from the playbook never comes twice.
        const auto series = by_hand ? fmt::format("/{}", by_hand->time_since_epoch().count() / 1000) : std::string{};
        if (text.nudge_after) {
            const auto at = hours_.add_working_time(state_.opened_at, *text.nudge_after, zone(step.owner));
            if (at < due) {
                auto nudge = about(ReminderKind::step_nudge, fmt::format("step/{}/nudge", step.number), at,
                                   {step.owner}, step.number, 0);
                nudge.expires = due;
                wish(std::move(nudge));
            }
        }
        wish_in_working_time(about(ReminderKind::step_due, fmt::format("step/{}/due{}", step.number, series), due,
                                   {step.owner}, step.number, 0));
        int level = 0;
        std::vector<UserId> told{step.owner};
        for (const auto& rule : text.escalation) {
            const auto to = person_with(rule.to, state_, around_);
            ++level;
            if (to.empty() || std::ranges::find(told, to) != told.end()) continue;
            const auto at = hours_.add_working_time(due, rule.after, zone(to));
            wish_in_working_time(about(ReminderKind::step_escalation,
                                       fmt::format("step/{}/up{}{}", step.number, level, series), at, {to}, step.number,
                                       level));
            told.push_back(to);
        }
    }

    void plan_rows() {
        const auto lead = person_with(Duty::recovery_lead, state_, around_);
        for (const auto& row : state_.plan) {
            if (row.state != PlanRowState::open || row.owner == lead) continue;
            const auto due = hours_.closing(hours_.next_working_day(row.due), zone(lead));
            auto key = fmt::format("plan/{}/{}/late", row.number, format_day(row.due));
            if (missed_before_closing(key, due)) continue;
            wish(about(ReminderKind::plan_row_late, std::move(key), due, {lead}, row.number, 0));
        }
    }

    /// Whoever closed the rescue knew what was late by then: nobody hears of it for the first time in the watch. What
    /// had gone out can still be put off.
    bool missed_before_closing(const std::string& key, Instant due) const {
        return state_.closing && due <= state_.closing->at && !state_.fired.contains(key) &&
               !state_.snoozes.contains(key);
    }

    void plan_ends() {
        const auto lead = person_with(Duty::recovery_lead, state_, around_);
        Day last{};
        bool any = false;
        Instant written;
        for (const auto& row : state_.plan) {
            written = std::max(written, row.added_at);
            if (row.state == PlanRowState::dropped) continue;
            last = any ? std::max(last, row.due) : row.due;
            any = true;
        }
        if (!any) return;
        const auto last_working = hours_.is_working_day(last) ? last : hours_.previous_working_day(last);
        // Not on the day on which it is being written.
        const auto ask = std::max(hours_.add_working_days(last_working, -around_.policy->plan_renew_working_days),
                                  hours_.next_working_day(day_of(written, zone(lead))));
        wish(about(ReminderKind::plan_ends, fmt::format("plan/ends/{}", format_day(last)),
                   hours_.opening(ask, zone(lead)), {lead}, 0, 0));
    }

    void summaries() {
        for (const auto& summary : state_.summaries) {
            if (summary.state != SummaryState::draft) continue;
            const auto keeper = keeper_of(summary, state_, around_);
            const auto& home = zone(keeper);
            const auto key = [&](int stage) { return fmt::format("summary/{}/{}", summary.touch, stage); };
            const auto add = [&](int stage, Instant due, const UserId& to) {
                wish(about(ReminderKind::summary_unsent, key(stage), due, {to}, summary.touch, stage));
            };
            const auto first =
                hours_.next_working_instant(summary.drafted_at + around_.policy->summary_first_nag, home);
            const auto start = hours_.next_working_instant(summary.drafted_at, home);
            const auto day = day_of(start, home);
            const auto end_of_day = hours_.closing(day, home);
            const auto next = hours_.next_working_day(day);
            const auto morning = hours_.opening(next, home);
            if (keeper == summary.writer) {
                add(1, first, keeper);
                if (end_of_day > first) add(2, end_of_day, keeper);
                if (morning > first) add(3, morning, keeper);
            } else {
                // Its writer was reminded under the other keys, perhaps; whoever took it over hears of it once.
                wish(about(ReminderKind::summary_unsent, fmt::format("summary/{}/taken-over", summary.touch), first,
                           {keeper}, summary.touch, 1));
            }
            const auto lead = person_with(Duty::recovery_lead, state_, around_);
            const auto up = lead == keeper ? acting_manager(state_, around_) : lead;
            if (up && up != keeper) add(4, hours_.opening(hours_.next_working_day(next), zone(up)), up);
        }
    }

    void services() {
        for (const auto& service : state_.services) {
            if (service.state != ServiceState::running) continue;
            const std::vector<UserId> to{person_with(Duty::account_manager, state_, around_),
                                         person_with(Duty::recovery_lead, state_, around_)};
            const auto& home = zone(to.front());
            // A weekend must not swallow the warning: it comes on the working day before.
            const auto warning_day = [&](int before) {
                const auto day = service.end - date::days{before};
                return hours_.is_working_day(day) ? day : hours_.previous_working_day(day);
            };
            constexpr std::array days_before{7, 1, 0};
            for (std::size_t i = 0; i < days_before.size(); ++i) {
                const auto before = days_before[i];
                if (service.end - date::days{before} <= service.start) continue;
                const auto working = warning_day(before);
                const bool said_by_the_next = i + 1 < days_before.size() && warning_day(days_before[i + 1]) == working;
                const auto due = hours_.opening(working, home);
                if (said_by_the_next || due <= service.agreed_at) continue;
                wish(about(ReminderKind::service_ends,
                           fmt::format("service/{}/{}/{}d", service.number, format_day(service.end), before), due, to,
                           service.number, static_cast<int>(i) + 1));
            }
        }
    }

    void checkin() {
        if (!state_.checkin) return;
        const auto& booked = *state_.checkin;
        const auto* home = find_zone(booked.zone);
        if (home == nullptr) home = around_.zone_of(booked.booked_by);
        const std::vector<UserId> to{person_with(Duty::recovery_lead, state_, around_), booked.booked_by};
        auto day = day_of(booked.booked_at, *home);
        const auto weekday = date::weekday{static_cast<unsigned>(booked.weekday % 7)};
        while (date::weekday{day} != weekday) day += date::days{1};
        if (at(day, minutes{booked.minute_of_day}, *home) <= booked.booked_at) day += date::days{7};
        const auto add = [&](int stage, Instant due, Instant expires) {
            auto reminder = about(ReminderKind::checkin, checkin_key(booked, day, stage), due, to, 0, stage);
            reminder.expires = expires;
            reminder.waits_for_nobody = stage < figures_stage;
            reminder.room_thread = stage == 1;
            wish(std::move(reminder));
        };
        // The meeting that is not dealt with yet; the week after it becomes wanted when this one is over.
        for (; dealt_with(booked, *home, day); day += date::days{7}) {
            const auto over = at(day, minutes{booked.minute_of_day}, *home);
            // Asked for and still not logged: the question stands, to be answered or put off.
            if (!logged_since(over)) add(figures_stage, over + hours{1}, over + hours{24});
        }
        const auto meeting = at(day, minutes{booked.minute_of_day}, *home);
        if (meeting - hours{24} > booked.booked_at) add(1, meeting - hours{24}, meeting);
        if (meeting - minutes{10} > booked.booked_at) add(2, meeting - minutes{10}, meeting);
        if (!logged_since(meeting)) add(figures_stage, meeting + hours{1}, meeting + hours{24});
    }

    static std::string checkin_key(const Checkin& booked, Day day, int stage) {
        return fmt::format("checkin/{}/{}/{}", format_day(day), booked.minute_of_day, stage);
    }

    bool dealt_with(const Checkin& booked, const Zone& home, Day meeting_day) const {
        return state_.fired.contains(checkin_key(booked, meeting_day, figures_stage)) ||
               logged_since(at(meeting_day, minutes{booked.minute_of_day}, home));
    }

    bool logged_since(Instant meeting) const { return state_.last_logged_at && *state_.last_logged_at >= meeting; }

    void touch_silence() {
        // A relapse starts the count anew; touches are not always logged in their order.
        auto last = state_.call.asked_at;
        for (const auto& touch : state_.touches) last = std::max(last, touch.at);
        const auto to = person_with(Duty::account_manager, state_, around_);
        const auto& home = zone(to);
        const auto day =
            hours_.add_working_days(hours_.add_working_days(day_of(last, home), 0), around_.policy->touch_silence_days);
        const auto touches = static_cast<int>(state_.touches.size());
        // What went out before a relapse was about another silence, though no touch may have been logged since.
        const bool has_relapsed = state_.call.asked_at > state_.opened_at;
        auto key = fmt::format("silence/{}", touches);
        // An older version named it so after a relapse, too: what went out since then is this very reminder.
        const auto sent = state_.fired.find(key);
        const bool is_sent = sent != state_.fired.end() && sent->second.at >= state_.call.asked_at;
        if (has_relapsed && !is_sent) key += fmt::format("/{}", state_.call.asked_at.time_since_epoch().count() / 1000);
        wish(about(ReminderKind::touch_silence, std::move(key), hours_.opening(day, home), {to}, touches, 0));
    }

    void going_alone() {
        if (filled_roles(state_, around_) >= around_.policy->roles_at_least) return;
        const auto lead = person_with(Duty::recovery_lead, state_, around_);
        wish_in_working_time(about(ReminderKind::going_alone, "roles/few",
                                   state_.opened_at + around_.policy->roles_after,
                                   {lead, acting_manager(state_, around_)}, 0, 0));
    }

    void review() {
        if (state_.review || state_.indicators.empty()) return;
        Instant steady_since = Instant::min();
        Instant last_known = Instant::max();
        bool any_measured = false;
        for (const auto& indicator : state_.indicators) {
            if (indicator.points.empty()) {
                // Nobody has ever measured it: it says nothing, and must not stand in the way for longer than the two
                // weeks in which the others were on target beside it.
                steady_since = std::max(steady_since, indicator.chosen_at);
                continue;
            }
            any_measured = true;
            std::optional<Instant> since;
            std::size_t streak = 0;
            for (const auto& point : indicator.points) {
                if (point.at < state_.call.asked_at) continue; // before the relapse
                if (!indicator.on_target(point.value)) {
                    since.reset();
                    streak = 0;
                    continue;
                }
                if (!since) since = point.at;
                ++streak;
            }
            if (!since || streak < 2) return;
            steady_since = std::max(steady_since, *since);
            last_known = std::min(last_known, indicator.points.back().at);
        }
        if (!any_measured) return;
        const auto offered = steady_since + date::days{around_.policy->on_target_days};
        // Two good values and then silence are no two weeks on target; a weekly value may come a day late.
        if (last_known + date::days{8} < offered) return;
        const auto lead = person_with(Duty::recovery_lead, state_, around_);
        auto reminder = about(ReminderKind::review_offered,
                              fmt::format("review/{}", steady_since.time_since_epoch().count() / 1000), offered,
                              {lead, acting_manager(state_, around_)}, 9, 0);
        wish_in_working_time(std::move(reminder));
    }

    /// What was agreed in the review comes back on its day, or on the working day before it.
    void safeguards() {
        if (!state_.review || !state_.closing) return;
        for (std::size_t i = 0; i < state_.review->safeguards.size(); ++i) {
            const auto& safeguard = state_.review->safeguards[i];
            const auto day =
                hours_.is_working_day(safeguard.due) ? safeguard.due : hours_.previous_working_day(safeguard.due);
            const auto due = hours_.opening(day, zone(safeguard.owner));
            // Its owner has just heard of it.
            if (due <= state_.closing->at) continue;
            const auto number = static_cast<int>(i) + 1;
            wish(about(ReminderKind::safeguard_due, fmt::format("safeguard/{}/{}", number, format_day(safeguard.due)),
                       due, {safeguard.owner}, number, 0));
        }
    }

    void watch() {
        const auto since = state_.closing ? state_.closing->at : state_.changed_at;
        auto reminder =
            about(ReminderKind::watch_ends, fmt::format("watch/{}", since.time_since_epoch().count() / 1000),
                  since + date::days{around_.policy->watch_days}, escalation_path(state_, around_), 0, 0);
        reminder.room = true;
        wish(std::move(reminder));
    }

    const Case& state_;
    const Surroundings& around_;
    const WorkingHours& hours_;
    std::vector<Reminder> wishes_;
};

/// Reminders of one step, however urgent, say one thing.
ReminderKind matter_of(ReminderKind kind) {
    const bool of_a_step = kind == ReminderKind::step_nudge || kind == ReminderKind::step_escalation;
    return of_a_step ? ReminderKind::step_due : kind;
}

/// What announces a meeting is pointless from its beginning, so that is what tells one from the next. The question
/// for the figures of a meeting is not answered by the announcement of the next one.
bool ask_or_announce_the_same(const Reminder& one, const Reminder& other) {
    const bool asks = one.stage == figures_stage;
    if (asks || other.stage == figures_stage) return asks && other.stage == figures_stage;
    return one.expires == other.expires;
}

} // namespace

bool are_about_the_same(const Reminder& one, const Reminder& other) {
    const auto matter = matter_of(one.kind);
    if (matter != matter_of(other.kind) || one.number != other.number) return false;
    if (matter == ReminderKind::checkin) return ask_or_announce_the_same(one, other);
    return matter != ReminderKind::sponsor_call;
}

std::vector<Reminder> wanted_reminders(const Case& state, const Surroundings& around) {
    std::vector<Reminder> wanted;
    for (auto& reminder : Wishes{state, around}.all()) {
        const auto snooze = state.snoozes.find(reminder.key);
        const bool snoozed = snooze != state.snoozes.end();
        if (state.fired.contains(reminder.key)) {
            // Gone out, put off by the person, still undone: once more at the time they chose.
            if (!snoozed || !snooze->second.again) continue;
            reminder.key += again;
            if (state.fired.contains(reminder.key)) continue;
        }
        if (snoozed) {
            reminder.due = snooze->second.until;
            if (!reminder.waits_for_nobody) reminder.expires.reset();
        }
        wanted.push_back(std::move(reminder));
    }
    std::ranges::sort(wanted, {}, [](const Reminder& reminder) { return std::tie(reminder.due, reminder.key); });
    return wanted;
}

std::optional<Reminder> live_reminder(const Case& state, const std::string& key, const Surroundings& around) {
    auto plain = key;
    if (plain.ends_with(again)) plain.resize(plain.size() - again.size());
    for (auto& reminder : Wishes{state, around}.all()) {
        if (reminder.key == plain) return reminder;
    }
    return std::nullopt;
}

} // namespace holdfast
