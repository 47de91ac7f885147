#include "playbooks/rescue/reminding.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/calendar/zone.hpp"
#include "playbooks/rescue/checkin_commands.hpp"
#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/command_words.hpp"
#include "playbooks/rescue/draft_privacy.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/ladder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace holdfast {

namespace {

/// What a reminder says. The case is as before it went out, apart from the note that it did.
class Reminding {
public:
    Reminding(const Case& state, const Reminder& reminder, const event::ReminderFired& fired, Instant at,
              const Surroundings& around)
        : c_{state}, r_{reminder}, fired_{fired}, at_{date::floor<std::chrono::minutes>(at)}, around_{around} {}

    std::vector<Notice> notices() const {
        if (fired_.pointless) return {};
        auto line = text();
        if (line.empty()) return {};
        if (fired_.late) line.say(" (This reminder comes late.)");
        std::vector<Notice> result;
        for (const auto& person : fired_.to) {
            Notice notice;
            notice.where = Notice::Where::person;
            notice.to = person;
            notice.line = line;
            // Nothing is left to do or to put off when the watch has ended.
            if (r_.kind != ReminderKind::watch_ends) notice.reminder = fired_.key;
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
            return std::move(head().say(fmt::format("step {}, {}, is waiting. ", r_.number, step().title)).say(how()));
        case ReminderKind::step_due:
            return std::move(head()
                                 .say(fmt::format("step {}, {}, is {}. Missing: {}. ", r_.number, step().title,
                                                  is_past() ? "overdue" : "due",
                                                  evidence_for(r_.number, c_, *around_.policy).missing))
                                 .say(how()));
        case ReminderKind::step_escalation: return escalation();
        case ReminderKind::plan_row_late: return late_row();
        case ReminderKind::plan_ends:
            return std::move(head().say(fmt::format("the two-week plan is {}over. Write the next one: "
                                                    "`/rescue plan {}`",
                                                    plan_is_over() ? "" : "nearly ", typed(c_.account))));
        case ReminderKind::summary_unsent: return unsent();
        case ReminderKind::service_ends: return service();
        case ReminderKind::checkin: return checkin();
        case ReminderKind::touch_silence:
            return std::move(head().say(fmt::format("no touch has been logged for {}{} working days. Log one with "
                                                    "`/rescue touch {}`, or make one today.",
                                                    is_past() ? "more than " : "", around_.policy->touch_silence_days,
                                                    typed(c_.account))));
        case ReminderKind::going_alone:
            return std::move(
                head().say(fmt::format("{} of the {} roles filled so far. Nobody saves an account alone: "
                                       "name the others, such as `/rescue role {} support @kim`.",
                                       filled_roles(c_, around_), all_rescue_roles.size(), typed(c_.account))));
        case ReminderKind::review_offered:
            return std::move(head().say("the indicators have been on target for two weeks. Hold the review with the "
                                        "sponsor and agree on safeguards."));
        case ReminderKind::safeguard_due: return safeguard();
        case ReminderKind::watch_ends: return std::move(head().say("the watch is over without a relapse."));
        }
        return {};
    }

    const StepText& step() const { return around_.catalog->step(r_.number); }
    std::string how() const { return with_account(step().how, c_.account); }

    std::string_view is_or_was() const { return at_ <= c_.call.due() ? "is" : "was"; }

    /// Long after its time, because nobody was there to send it or somebody put it off.
    bool is_past() const { return at_ > r_.due + punctual; }

    /// What was agreed for a time outside of the sponsor's hours is done then all the same.
    bool is_appointment() const {
        const auto& agreed = c_.call.moved_to;
        return agreed && at_ >= *agreed && at_ < *agreed + std::chrono::hours{1};
    }

    /// When the sponsor's day begins, where it is no use to call before.
    std::optional<Instant> sponsors_day() const {
        const auto begins = sponsor_can_be_called(c_, at_, around_);
        if (begins <= at_ || is_appointment()) return std::nullopt;
        return begins;
    }

    /// `The sponsor's day begins tomorrow at nine.`
    static Line& say_when(Line& line, Instant day_begins, std::string_view then = {}) {
        return line.say("The sponsor's day begins ").at(day_begins).say(fmt::format("{}.", then));
    }

    Line call() const {
        const auto day = r_.number > 1 ? fmt::format(" (day {})", r_.number) : std::string{};
        const auto begins = sponsors_day();
        auto line = head();
        switch (r_.stage) {
        case 1:
            line.say(fmt::format("please call {}{}{}. ", sponsor(), begins ? "" : " now", day));
            if (begins) say_when(line, *begins).say(" ");
            return std::move(line.say(fmt::format("The call {} due ", is_or_was())).at(c_.call.due()).say("."));
        case 2:
            line.say(fmt::format("{} has not been called yet{}. ", sponsor(), day));
            if (begins) say_when(line, *begins).say(" ");
            return std::move(line.say(fmt::format("The call {} due ", is_or_was())).at(c_.call.due()).say("."));
        case 3:
            line.stress("Last call before the close of day: ");
            if (!begins) return std::move(line.say(fmt::format("reach {} now{}.", sponsor(), day)));
            return std::move(say_when(line.say(fmt::format("{} has not been called{}. ", sponsor(), day)), *begins));
        case 4: return end_of_the_day(day);
        default: return next_morning(begins);
        }
    }

    /// For the next level and the room.
    Line end_of_the_day(const std::string& day) const {
        auto line = head();
        line.stress("The day ended without a call").say(fmt::format(" to {}{}. ", sponsor(), day));
        const auto& agreed = c_.call.moved_to;
        if (agreed) {
            line.say("It was moved to ").at(*agreed).say(": " + as_sentence(c_.call.moved_reason));
            if (*agreed > at_) return line;
            line.say(" ");
        } else {
            line.say(fmt::format("Please say what stands in the way (`/rescue call {} moved due:tomorrow why`). ",
                                 typed(c_.account)));
        }
        const auto rungs = rungs_of_the_day(c_, around_);
        const auto morning = rungs.empty() ? at_ : rungs.back().due;
        const auto first_slot = sponsor_can_be_called(c_, morning, around_);
        if (first_slot > morning) return std::move(say_when(line, first_slot, ": call then"));
        return std::move(line.say("Call in the first hour of the next working day."));
    }

    Line next_morning(std::optional<Instant> sponsors_day_begins) const {
        auto line = head();
        line.stress(fmt::format("Day {}: ", r_.number + 1));
        const auto& agreed = c_.call.moved_to;
        if (agreed && *agreed >= r_.due) {
            const bool is_ahead = *agreed > at_;
            line.say(fmt::format("the call to {} {} agreed for ", sponsor(), is_ahead ? "is" : "was")).at(*agreed);
            return std::move(line.say(is_ahead ? "." : ". Call now."));
        }
        line.say(fmt::format("{} has still not been called. ", sponsor()));
        if (sponsors_day_begins) {
            return std::move(say_when(line, *sponsors_day_begins, ": call then, before anything else"));
        }
        return std::move(line.say("Call now, before anything else."));
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
                                 .name(keeper_of(*summary, c_, around_))
                                 .say(fmt::format(" has not sent the written summary of touch {} yet.", r_.number)));
        }
        if (around_.is_gone(summary->writer)) {
            return std::move(head()
                                 .name(summary->writer)
                                 .say(fmt::format(" has left Slack before the written summary of touch {} was sent: it "
                                                  "is yours now. Send it to the customer, then mark it as sent, or "
                                                  "discard it and say why.",
                                                  r_.number)));
        }
        return std::move(head().say(fmt::format("the written summary of touch {} is not sent yet. Send it to the "
                                                "customer, then mark it as sent.",
                                                r_.number)));
    }

    /// Where whoever hears it is.
    Day today() const { return day_of(at_, *around_.zone_of(r_.to.empty() ? UserId{} : r_.to.front())); }

    bool plan_is_over() const {
        return std::ranges::none_of(
            c_.plan, [&](const PlanRow& row) { return row.state != PlanRowState::dropped && row.due >= today(); });
    }

    Line safeguard() const {
        const auto index = static_cast<std::size_t>(r_.number - 1);
        if (!c_.review || index >= c_.review->safeguards.size()) return {};
        const auto& agreed = c_.review->safeguards[index];
        const bool is_over = agreed.due < today();
        return std::move(head()
                             .say(fmt::format("your safeguard {} {} due ", quoted(agreed.text), is_over ? "was" : "is"))
                             .on(agreed.due)
                             .say(". It was agreed with the sponsor: see that it is in place."));
    }

    Line service() const {
        for (const auto& service : c_.services) {
            if (service.number != r_.number) continue;
            auto line = head();
            const auto end = service.end < today() ? "was to end on" : "ends on";
            line.say(fmt::format("the temporary service {} {} ", quoted(service.what), end)).on(service.end);
            return std::move(
                line.say(fmt::format(". Check its measure ({}), then stop it, extend it once with a reason "
                                     "(`/rescue service {} extend {} +7d why`) or ask to keep it.",
                                     service.measure, typed(c_.account), service.number)));
        }
        return {};
    }

    /// What comes before a meeting has no use when it begins.
    Instant meeting() const { return r_.expires.value_or(at_); }

    /// Slack may hold a message up for longer than the time left, so that it tells the time and never how far off it
    /// is.
    Line meeting_announced() const { return std::move(head().say("the weekly ten minutes: ").at(meeting())); }

    Line checkin() const {
        switch (r_.stage) {
        case 1: {
            auto line = meeting_announced();
            if (c_.indicators.empty()) return std::move(line.say("."));
            line.say(". Please bring the numbers:");
            for (const auto& indicator : c_.indicators) {
                line.say(fmt::format(" {} (target {}{})", indicator.name, indicator.at_most ? "at most " : "",
                                     number_text(indicator.target)));
            }
            return line;
        }
        case 2: return std::move(meeting_announced().say(". Progress, what is next, numbers."));
        default:
            return std::move(head().say(fmt::format("{}: `{}`",
                                                    c_.indicators.empty()
                                                        ? "no number is followed in the weekly check-in yet. Choose one"
                                                        : "please log the weekly check-in",
                                                    command_to_log(c_))));
        }
    }

    const Case& c_;
    const Reminder& r_;
    const event::ReminderFired& fired_;
    Instant at_; ///< when it goes out, to the minute: what it says must be true then
    const Surroundings& around_;
};

} // namespace

std::vector<Notice> notices_of_reminder(const Case& before, const Reminder& reminder, const event::ReminderFired& fired,
                                        Instant at, const Surroundings& around) {
    return Reminding{before, reminder, fired, at, around}.notices();
}

} // namespace holdfast
