#include "playbooks/rescue/reminding.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/draft_privacy.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/ladder.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

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
            return std::move(head().say(fmt::format("the two-week plan is nearly over. Write the next one: "
                                                    "`/rescue plan {}`",
                                                    typed(c_.account))));
        case ReminderKind::summary_unsent: return unsent();
        case ReminderKind::service_ends: return service();
        case ReminderKind::checkin: return checkin();
        case ReminderKind::touch_silence:
            return std::move(head().say(fmt::format("no touch has been logged for {} working days. Log one with "
                                                    "`/rescue touch {}`, or make one today.",
                                                    around_.policy->touch_silence_days, typed(c_.account))));
        case ReminderKind::going_alone:
            return std::move(
                head().say(fmt::format("{} of the {} roles filled so far. Nobody saves an account alone: "
                                       "name the others, such as `/rescue role {} support @kim`.",
                                       filled_roles(c_, around_), all_rescue_roles.size(), typed(c_.account))));
        case ReminderKind::review_offered:
            return std::move(head().say("the indicators have been on target for two weeks. Hold the review with the "
                                        "sponsor and agree on safeguards."));
        case ReminderKind::watch_ends: return std::move(head().say("the watch is over without a relapse."));
        }
        return {};
    }

    const StepText& step() const { return around_.catalog->step(r_.number); }

    std::string_view is_or_was() const { return r_.due <= c_.call.due() ? "is" : "was"; }

    Line call() const {
        const auto day = r_.number > 1 ? fmt::format(" (day {})", r_.number) : std::string{};
        switch (r_.stage) {
        case 1:
            return std::move(
                head()
                    .say(fmt::format("please call {} now{}. The call {} due ", sponsor(), day, is_or_was()))
                    .at(c_.call.due())
                    .say("."));
        case 2:
            return std::move(
                head()
                    .say(fmt::format("{} has not been called yet{}. The call {} due ", sponsor(), day, is_or_was()))
                    .at(c_.call.due())
                    .say("."));
        case 3:
            return std::move(head()
                                 .stress("Last call before the close of day: ")
                                 .say(fmt::format("reach {} now{}.", sponsor(), day)));
        case 4:
            return std::move(head()
                                 .stress("The day ended without a call")
                                 .say(fmt::format(" to {}{}. ", sponsor(), day))
                                 .say(c_.call.moved_to ? as_sentence("It was moved: " + c_.call.moved_reason) + " "
                                                       : std::string{"Please say what stands in the way (`/rescue call "
                                                                     "moved due:tomorrow why`). "})
                                 .say("Call in the first hour of the next working day."));
        default:
            if (c_.call.moved_to && *c_.call.moved_to > r_.due) {
                return std::move(head()
                                     .stress(fmt::format("Day {}: ", r_.number + 1))
                                     .say(fmt::format("the call to {} is agreed for ", sponsor()))
                                     .at(*c_.call.moved_to)
                                     .say("."));
            }
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

    Line service() const {
        for (const auto& service : c_.services) {
            if (service.number != r_.number) continue;
            auto line = head();
            line.say(fmt::format("the temporary service {} ends on ", quoted(service.what))).on(service.end);
            return std::move(
                line.say(fmt::format(". Check its measure ({}), then stop it, extend it once with a reason "
                                     "(`/rescue service extend {} +7d why`) or ask to keep it.",
                                     service.measure, service.number)));
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
            return std::move(head().say(fmt::format("please log the weekly check-in: `/rescue checkin {} log {}:95`",
                                                    typed(c_.account), name)));
        }
        }
    }

    const Case& c_;
    const Reminder& r_;
    const event::ReminderFired& fired_;
    const Surroundings& around_;
};

} // namespace

std::vector<Notice> notices_of_reminder(const Case& before, const Reminder& reminder, const event::ReminderFired& fired,
                                        const Surroundings& around) {
    return Reminding{before, reminder, fired, around}.notices();
}

} // namespace holdfast
