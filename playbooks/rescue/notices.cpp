#include "playbooks/rescue/notices.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/ladder.hpp"
#include "playbooks/rescue/permissions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

namespace {

std::string quoted(std::string_view text) {
    return fmt::format("“{}”", text);
}

std::string number_text(double value) {
    return fmt::format("{:g}", value);
}

/// The line of the record for each kind of event.
struct About {
    const Case& c;
    const RecordedEvent& recorded;
    const Surroundings& around;

    Line by() const {
        Line line;
        if (recorded.by) return std::move(line.name(recorded.by).say(" "));
        return line;
    }
    const PlanRow* row(int number) const { return c.plan_row(number); }

    Line operator()(const event::RescueOpened& e) const {
        auto line = Line{};
        if (recorded.by)
            line.name(recorded.by).say(" opened the rescue");
        else
            line.say("The rescue was opened by a warning signal");
        if (!e.signals.empty())
            line.say(": " + in_words(e.signals.front()));
        else if (!e.reason.empty())
            line.say(": " + e.reason);
        return line;
    }
    Line operator()(const event::SignalAdded& e) const {
        auto line = Line{};
        line.stress(e.relapse ? "Relapse: " : "Further signal: ").say(in_words(e.signal));
        if (recorded.by) line.say(" Flagged by ").name(recorded.by).say(".");
        return line;
    }
    Line operator()(const event::SignalDismissed& e) const {
        const auto index = static_cast<std::size_t>(e.signal);
        const auto which = index < c.signals.size() ? quoted(in_brief(c.signals[index].signal)) : std::string{"it"};
        return std::move(by().say(fmt::format("called {} not a real signal: {}", which, e.reason)));
    }
    Line operator()(const event::FactsRecorded&) const { return std::move(by().say("recorded the facts.")); }
    Line operator()(const event::TimelineNoted& e) const {
        auto line = by();
        line.say("noted: " + e.text);
        if (e.happened < recorded.at - std::chrono::minutes{5}) line.say(" (").at(e.happened).say(")");
        return line;
    }
    Line operator()(const event::SponsorNamed& e) const {
        return std::move(by().say(fmt::format("named {} as the customer's sponsor.", e.sponsor.name)));
    }
    Line operator()(const event::SponsorCallMoved& e) const {
        return std::move(by().say("moved the sponsor call to ").at(e.to).say(": " + e.reason));
    }
    Line operator()(const event::SponsorCallDelegated& e) const {
        return std::move(by().say("handed the sponsor call to ").name(e.to).say("."));
    }
    Line operator()(const event::TouchLogged& e) const {
        const auto& touch = e.touch;
        auto line = by();
        const auto with = touch.with.empty() ? std::string{"the customer"} : touch.with;
        if (!touch.reached)
            return std::move(line.say(fmt::format("tried to reach {} ({}).", with, to_text(touch.kind))));
        const auto way = touch.direction == Direction::in ? "from" : "with";
        line.say(fmt::format("logged a {} {} {}", to_text(touch.kind), way, with));
        if (!touch.text.empty()) line.say(": " + touch.text);
        if (e.with_sponsor && c.call.reached_at == touch.at) {
            const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(touch.at - c.call.asked_at).count();
            line.say(" ").stress(fmt::format("{} minutes from signal to call.", minutes));
        }
        return line;
    }
    Line operator()(const event::SummaryEdited& e) const {
        return std::move(by().say(fmt::format("edited the summary of touch {}.", e.touch)));
    }
    Line operator()(const event::SummarySent& e) const {
        const auto notes = evidence_for(8, c, *around.policy);
        return std::move(
            by().say(fmt::format("sent the summary of touch {}: {}/{} sent.", e.touch, notes.done, notes.needed)));
    }
    Line operator()(const event::SummaryDiscarded& e) const {
        return std::move(by().say(fmt::format("discarded the summary of touch {}: {}", e.touch, e.reason)));
    }
    Line operator()(const event::RoleTaken& e) const {
        return std::move(Line{}.name(e.holder).say(" is now ").stress(std::string{title_of(e.role)}).say("."));
    }
    Line operator()(const event::RoleDropped& e) const {
        return std::move(by().say(fmt::format("left the role {} open.", title_of(e.role))));
    }
    Line operator()(const event::ContactShared&) const {
        return std::move(by().say("shared the recovery owner's contact with the sponsor."));
    }
    Line operator()(const event::PlanRowAdded& e) const {
        return std::move(by().say(fmt::format("added plan row {}: {} (", e.row, e.text))
                             .name(e.owner)
                             .say(", due ")
                             .on(e.due)
                             .say(")."));
    }
    Line operator()(const event::PlanRowChanged& e) const {
        return std::move(by().say(fmt::format("changed plan row {}: {} (", e.row, e.text))
                             .name(e.owner)
                             .say(", due ")
                             .on(e.due)
                             .say(")."));
    }
    Line operator()(const event::PlanRowDone& e) const {
        const auto* done = row(e.row);
        return std::move(
            by().say(fmt::format("finished plan row {}: {}", e.row, done == nullptr ? std::string{} : done->text)));
    }
    Line operator()(const event::PlanRowDropped& e) const {
        return std::move(by().say(fmt::format("dropped plan row {}: {}", e.row, e.reason)));
    }
    Line operator()(const event::ServiceGranted& e) const {
        return std::move(by().say(fmt::format("granted {} until ", quoted(e.what)))
                             .on(e.end)
                             .say(fmt::format(", measured by {}.", e.measure)));
    }
    Line operator()(const event::ServiceDeclined& e) const {
        return std::move(by().say("decided against extra service: " + e.reason));
    }
    Line operator()(const event::ServiceExtended& e) const {
        return std::move(by().say("extended the temporary service to ").on(e.end).say(": " + e.reason));
    }
    Line operator()(const event::ServiceStopped&) const { return std::move(by().say("ended the temporary service.")); }
    Line operator()(const event::ServiceMadePermanent& e) const {
        return std::move(by().say("made the temporary service permanent: " + e.reason));
    }
    Line operator()(const event::ContactAdded& e) const {
        const auto where = e.department.empty() ? std::string{} : fmt::format(" ({})", e.department);
        return std::move(by().say(fmt::format("added {}{} to the people of {}.", e.name, where, c.account_name)));
    }
    Line operator()(const event::ContactLeft& e) const {
        return std::move(by().say(fmt::format("noted that {} has left {}.", e.name, c.account_name)));
    }
    Line operator()(const event::CheckinBooked& e) const {
        const auto day = weekday_name(date::weekday{static_cast<unsigned>(e.weekday % 7)});
        return std::move(by().say(fmt::format("booked the weekly ten minutes: {} {} ({}).", day,
                                              format_minute_of_day(MinuteOfDay{e.minute_of_day}), e.zone)));
    }
    Line operator()(const event::IndicatorChosen& e) const {
        return std::move(by().say(fmt::format("follows {} with the target {}{}.", quoted(e.name),
                                              e.at_most ? "at most " : "", number_text(e.target))));
    }
    Line operator()(const event::IndicatorLogged& e) const {
        const auto* indicator = c.indicator(e.name);
        auto line = by();
        line.say(fmt::format("logged {} = {}", e.name, number_text(e.value)));
        if (indicator != nullptr) {
            line.say(fmt::format(", target {}: {}.", number_text(indicator->target),
                                 indicator->on_target(e.value) ? "on target" : "not on target"));
        }
        return line;
    }
    Line operator()(const event::StepChanged& e) const {
        auto line = by();
        switch (e.mark) {
        case event::StepMark::blocked: line.say(fmt::format("marked step {} as blocked: {}", e.step, e.note)); break;
        case event::StepMark::skipped: line.say(fmt::format("skips step {}: {}", e.step, e.note)); break;
        case event::StepMark::none: line.say(fmt::format("changed step {}", e.step)); break;
        }
        if (e.owner) line.say(", owner ").name(e.owner);
        if (e.due) line.say(", due ").at(*e.due);
        return line;
    }
    Line operator()(const event::ReviewHeld& e) const {
        return std::move(by().say(fmt::format("recorded the review with the sponsor: {} safeguard{}.",
                                              e.safeguards.size(), e.safeguards.size() == 1 ? "" : "s")));
    }
    Line operator()(const event::RescueClosed& e) const {
        auto line = by();
        switch (e.outcome) {
        case event::Outcome::recovered:
            line.say("closed the rescue as ")
                .stress("recovered (provisional)")
                .say(fmt::format(": it counts after {} days without a relapse.", around.policy->watch_days));
            break;
        case event::Outcome::lost: line.say("closed the rescue as ").stress("lost").say(": " + e.reason); break;
        case event::Outcome::false_alarm:
            line.say("closed the rescue as a ").stress("false alarm").say(": " + e.reason);
            break;
        }
        return line;
    }
    Line operator()(const event::RecoveryConfirmed&) const {
        return std::move(
            Line{}
                .stress("Recovered.")
                .say(fmt::format(" {} days without a relapse: the recovery counts.", around.policy->watch_days)));
    }
    Line operator()(const event::ReminderFired&) const { return {}; }
    Line operator()(const event::ColleagueFound&) const { return {}; }
    Line operator()(const event::ReminderSnoozed& e) const {
        auto line = by();
        line.say("put off a reminder until ").at(e.until);
        if (!e.reason.empty()) line.say(": " + e.reason);
        return line;
    }
};

/// What a reminder says. The case is as before it went out, apart from the note that it did.
class Reminding {
public:
    Reminding(const Case& state, const Reminder& reminder, const event::ReminderFired& fired,
              const Surroundings& around)
        : c_{state}, r_{reminder}, fired_{fired}, around_{around} {}

    std::vector<Notice> notices() const {
        if (fired_.pointless) return {};
        auto line = text();
        if (line.empty()) return {};
        if (fired_.late) line.say(" (This reminder is late: Holdfast was not running.)");
        std::vector<Notice> result;
        for (const auto& person : fired_.to) {
            Notice notice;
            notice.where = Notice::Where::person;
            notice.to = person;
            notice.line = line;
            notice.reminder = fired_.key;
            if (r_.kind == ReminderKind::summary_unsent && r_.stage < 4) notice.summary = r_.number;
            notice.review = r_.kind == ReminderKind::review_offered;
            result.push_back(std::move(notice));
        }
        if (r_.room || r_.room_thread) {
            Notice notice;
            notice.where = r_.room ? Notice::Where::room : Notice::Where::thread;
            notice.line = line;
            if (r_.kind == ReminderKind::watch_ends) notice.line = {};
            if (!notice.line.empty()) result.push_back(std::move(notice));
        }
        return result;
    }

private:
    Line head() const { return std::move(Line{}.stress(c_.account_name).say(": ")); }

    std::string sponsor() const {
        return c_.sponsor.name.empty() ? std::string{"the sponsor (name still unknown)"} : c_.sponsor.name;
    }

    Line text() const {
        switch (r_.kind) {
        case ReminderKind::sponsor_call: return call();
        case ReminderKind::step_nudge:
            return std::move(
                head().say(fmt::format("step {}, {}, is waiting. ", r_.number, step().title)).say(step().how));
        case ReminderKind::step_due:
            return std::move(head()
                                 .say(fmt::format("step {}, {}, is due. Missing: {}. ", r_.number, step().title,
                                                  evidence_for(r_.number, c_, *around_.policy).missing))
                                 .say(step().how));
        case ReminderKind::step_escalation: return escalation();
        case ReminderKind::plan_row_late: return late_row();
        case ReminderKind::plan_ends:
            return std::move(head()
                                 .say("the two-week plan is nearly over. Write the next one: /rescue plan ")
                                 .say(c_.account.value));
        case ReminderKind::summary_unsent: return unsent();
        case ReminderKind::service_ends: return service();
        case ReminderKind::checkin: return checkin();
        case ReminderKind::touch_silence:
            return std::move(head().say(fmt::format("no touch has been logged for {} working days. Log one with "
                                                    "/rescue touch {}, or make one today.",
                                                    around_.policy->touch_silence_days, c_.account.value)));
        case ReminderKind::review_offered:
            return std::move(head().say("the indicators have been on target for two weeks. Hold the review with the "
                                        "sponsor and agree on safeguards."));
        case ReminderKind::watch_ends: return std::move(head().say("the watch is over without a relapse."));
        }
        return {};
    }

    const StepText& step() const { return around_.catalog->step(r_.number); }

    std::string_view is_or_was() const { return r_.due <= c_.call.window.due ? "is" : "was"; }

    Line call() const {
        const auto day = r_.number > 1 ? fmt::format(" (day {})", r_.number) : std::string{};
        switch (r_.stage) {
        case 1:
            return std::move(
                head()
                    .say(fmt::format("please call {} now{}. The call {} due ", sponsor(), day, is_or_was()))
                    .at(c_.call.window.due)
                    .say("."));
        case 2:
            return std::move(
                head()
                    .say(fmt::format("{} has not been called yet{}. The call {} due ", sponsor(), day, is_or_was()))
                    .at(c_.call.window.due)
                    .say("."));
        case 3:
            return std::move(head()
                                 .stress("Last call before the close of day: ")
                                 .say(fmt::format("reach {} now{}.", sponsor(), day)));
        case 4:
            return std::move(head()
                                 .stress("The day ended without a call")
                                 .say(fmt::format(" to {}{}. ", sponsor(), day))
                                 .say("Please say what stands in the way (/rescue call moved due:… why), and call in "
                                      "the first hour of the next working day."));
        default:
            return std::move(
                head()
                    .stress(fmt::format("Day {}: ", r_.number + 1))
                    .say(fmt::format("{} has still not been called. Call now, before anything else.", sponsor())));
        }
    }

    Line escalation() const {
        auto line = head();
        line.say(fmt::format("step {}, {}, is overdue", r_.number, step().title));
        const auto owner = checklist(c_, Instant::max(), around_).at(static_cast<std::size_t>(r_.number - 1)).owner;
        if (owner) line.say(" with ").name(owner);
        return std::move(line.say(fmt::format(". Missing: {}.", evidence_for(r_.number, c_, *around_.policy).missing)));
    }

    Line late_row() const {
        const auto* row = c_.plan_row(r_.number);
        if (row == nullptr) return {};
        return std::move(head()
                             .say(fmt::format("plan row {} is overdue: {} (", row->number, row->text))
                             .name(row->owner)
                             .say(", was due ")
                             .on(row->due)
                             .say(")."));
    }

    Line unsent() const {
        const auto* summary = c_.summary_of(r_.number);
        if (summary == nullptr) return {};
        if (r_.stage >= 4) {
            return std::move(head()
                                 .name(summary->writer)
                                 .say(fmt::format(" has not sent the written summary of touch {} yet.", r_.number)));
        }
        return std::move(head().say(fmt::format("the written summary of touch {} is not sent yet. Send it to the "
                                                "customer, then mark it as sent.",
                                                r_.number)));
    }

    Line service() const {
        for (const auto& service : c_.services) {
            if (service.number != r_.number) continue;
            auto line = head();
            line.say(fmt::format("the temporary service {} ends on ", quoted(service.what))).on(service.end);
            return std::move(
                line.say(fmt::format(". Check its measure ({}), then stop it, extend it once with a reason "
                                     "(/rescue service extend +7d why) or ask to keep it.",
                                     service.measure)));
        }
        return {};
    }

    Line checkin() const {
        switch (r_.stage) {
        case 1: {
            auto line = head();
            line.say("the weekly ten minutes are tomorrow. Please bring the numbers:");
            for (const auto& indicator : c_.indicators) {
                line.say(fmt::format(" {} (target {}{})", indicator.name, indicator.at_most ? "at most " : "",
                                     number_text(indicator.target)));
            }
            return line;
        }
        case 2:
            return std::move(
                head().say("the weekly ten minutes begin in ten minutes: progress, what is next, numbers."));
        default: {
            const auto name = c_.indicators.empty() ? std::string{"ontime"} : c_.indicators.front().name;
            return std::move(head().say(
                fmt::format("please log the weekly check-in: /rescue checkin {} log {}:…", c_.account.value, name)));
        }
        }
    }

    const Case& c_;
    const Reminder& r_;
    const event::ReminderFired& fired_;
    const Surroundings& around_;
};

Notice to_person(const UserId& user, Line line) {
    Notice notice;
    notice.where = Notice::Where::person;
    notice.to = user;
    notice.line = std::move(line);
    return notice;
}

/// People who must hear of an event beside the thread.
std::vector<Notice> personal(const Case& after, const RecordedEvent& recorded, const Surroundings& around) {
    std::vector<Notice> notices;
    if (const auto* role = std::get_if<event::RoleTaken>(&recorded.what)) {
        const auto& text = around.catalog->roles.find(role->role);
        auto line = std::move(Line{}
                                  .say("You are now ")
                                  .stress(std::string{title_of(role->role)})
                                  .say(" for " + after.account_name + ". "));
        if (text != around.catalog->roles.end()) line.say(text->second.instructions);
        notices.push_back(to_person(role->holder, std::move(line)));
    }
    if (const auto* delegated = std::get_if<event::SponsorCallDelegated>(&recorded.what)) {
        const auto manager = acting_manager(after, around);
        if (manager && manager != delegated->to) {
            notices.push_back(to_person(manager, std::move(Line{}
                                                               .stress(after.account_name)
                                                               .say(": ")
                                                               .name(delegated->to)
                                                               .say(" now makes the sponsor call."))));
        }
    }
    if (const auto* dismissed = std::get_if<event::SignalDismissed>(&recorded.what)) {
        const bool stands =
            std::ranges::any_of(after.signals, [](const CaseSignal& signal) { return !signal.dismissed; });
        const bool proposed = !stands && after.status == CaseStatus::active;
        if (const auto manager = acting_manager(after, around); proposed && manager) {
            notices.push_back(to_person(
                manager,
                std::move(Line{}
                              .name(recorded.by)
                              .say(" proposes to close the rescue of ")
                              .stress(after.account_name)
                              .say(fmt::format(" as a false alarm: {}. /rescue close {} false-alarm closes it.",
                                               dismissed->reason, after.account.value)))));
        }
    }
    if (std::holds_alternative<event::ReviewHeld>(recorded.what)) {
        const bool proposed = after.status == CaseStatus::active &&
                              !may(Action::close, standing_of({recorded.by, false}, after, *around.policy));
        if (const auto manager = acting_manager(after, around); proposed && manager) {
            notices.push_back(to_person(
                manager,
                std::move(Line{}
                              .name(recorded.by)
                              .say(" held the review with the sponsor of ")
                              .stress(after.account_name)
                              .say(fmt::format(" and proposes to close it. /rescue close {} recovered closes it.",
                                               after.account.value)))));
        }
    }
    return notices;
}

} // namespace

Line line_about(const Case& after, const RecordedEvent& recorded, const Surroundings& around) {
    return std::visit(About{after, recorded, around}, recorded.what);
}

std::vector<Notice> notices_of(const Case& before, const Case& after, const RecordedEvent& recorded,
                               const Surroundings& around) {
    if (const auto* fired = std::get_if<event::ReminderFired>(&recorded.what)) {
        // Found by its key in the case it was wanted for: its text needs no copy of its own.
        const auto reminder = live_reminder(before, fired->key, around);
        if (!reminder) return {};
        return Reminding{before, *reminder, *fired, around}.notices();
    }
    std::vector<Notice> notices;
    // The opening is told by the card itself.
    if (!std::holds_alternative<event::RescueOpened>(recorded.what)) {
        Notice notice;
        notice.line = line_about(after, recorded, around);
        if (!notice.line.empty()) notices.push_back(std::move(notice));
    }
    std::ranges::move(personal(after, recorded, around), std::back_inserter(notices));
    return notices;
}

} // namespace holdfast
