#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/notices.hpp"
#include "playbooks/wording/duration.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast {

namespace {

std::string with_article(std::string_view noun) {
    constexpr std::string_view vowels = "aeiou";
    const bool begins_with_vowel = vowels.contains(noun.front());
    return fmt::format("{} {}", begins_with_vowel ? "an" : "a", noun);
}

std::string closing_word(event::Outcome outcome) {
    switch (outcome) {
    case event::Outcome::recovered: return "recovered";
    case event::Outcome::lost: return "lost";
    case event::Outcome::false_alarm: return "a false alarm";
    }
    return {};
}

/// Ends a sentence with what somebody said about it, if they did.
std::string told(const std::string& why) {
    return why.empty() ? std::string{"."} : ": " + as_sentence(why);
}

/// What was written in a form with room for pages, for a line of the record.
std::string in_short(std::string_view text) {
    constexpr std::size_t most = 120;
    std::string line;
    for (const char c : text) {
        const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (is_blank && (line.empty() || line.back() == ' ')) continue;
        line += is_blank ? ' ' : c;
    }
    if (line.size() <= most) return line;
    auto end = line.rfind(' ', most);
    if (end == std::string::npos || end < most / 2) {
        // Never inside of a character.
        for (end = most; end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80;) --end;
    }
    return line.substr(0, end) + "…";
}

/// What shows that a rescue ended so; typed in one line it is the reason itself.
std::string shown_by(const std::string& evidence, const std::string& reason) {
    if (evidence.empty() || evidence == reason) return {};
    return as_sentence(" What shows it: " + in_short(evidence));
}

std::string how_to_name_a_sponsor(const Case& state) {
    return fmt::format("`/rescue sponsor {} \"name\"` names the new one.", typed(state.account));
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
    static std::string zone_now(const event::InChargeChanged& e) {
        const auto zone = e.account_zone.value_or("");
        if (zone.empty()) return "The account's time zone is not known any more.";
        return fmt::format("The account's time zone is now {}.", zone);
    }
    const PlanRow* row(int number) const { return c.plan_row(number); }
    std::string service(int number) const {
        const auto found = std::ranges::find(c.services, number, &Service::number);
        if (found == c.services.end()) return "the temporary service";
        return "the temporary service " + quoted(found->what);
    }
    std::string promise(int number) const {
        const auto* known = c.promise(number);
        return known == nullptr ? fmt::format("promise {}", number)
                                : fmt::format("promise {}, {}", number, quoted(known->text));
    }

    /// `of step 4, Agree the two-week plan,`
    std::string what_of(const std::string& reminder) const {
        const auto about = reminded_of(reminder);
        if (!about) return quoted(reminder);
        const auto number = about->number;
        switch (about->kind) {
        case ReminderKind::sponsor_call: return "of the sponsor call";
        case ReminderKind::step_nudge:
        case ReminderKind::step_due:
        case ReminderKind::step_escalation:
            return number < 1 || number > 9
                       ? quoted(reminder)
                       : fmt::format("of step {}, {},", number, around.catalog->step(number).title);
        case ReminderKind::plan_row_late: return fmt::format("of plan row {}", number);
        case ReminderKind::plan_ends: return "that the plan ends";
        case ReminderKind::summary_unsent: return fmt::format("of the summary of touch {}", number);
        case ReminderKind::service_ends: return "of " + service(number);
        case ReminderKind::checkin: return "of the weekly check-in";
        case ReminderKind::touch_silence: return "to log a touch";
        case ReminderKind::going_alone: return "to fill the roles";
        case ReminderKind::review_offered: return "of the review";
        case ReminderKind::safeguard_due: return fmt::format("of safeguard {}", number);
        case ReminderKind::watch_ends: return "of the end of the watch";
        }
        return quoted(reminder);
    }

    Line operator()(const event::RescueOpened& e) const {
        auto line = Line{};
        if (recorded.by)
            line.name(recorded.by).say(" opened the rescue");
        else
            line.say("The rescue was opened by a warning signal");
        if (!e.signals.empty())
            line.say(": " + in_words(e.signals.front()));
        else
            line.say(told(e.reason));
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
        return std::move(by().say(fmt::format("called {} not a real signal{}", which, told(e.reason))));
    }
    Line operator()(const event::FactsRecorded& e) const {
        auto line = by();
        line.say("recorded the facts. ");
        line.stress("What happened:").say(" " + as_sentence(in_short(e.what_happened)) + " ");
        line.stress("Results hit:").say(" " + as_sentence(in_short(e.outcomes_hit)) + " ");
        line.stress("Promises broken:").say(" " + as_sentence(in_short(e.promises_broken)));
        return line;
    }
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
        return std::move(by().say("moved the sponsor call to ").at(e.to).say(told(e.reason)));
    }
    Line operator()(const event::SponsorCallDelegated& e) const {
        return std::move(by().say("handed the sponsor call to ").name(e.to).say(told(e.note)));
    }
    Line operator()(const event::TouchLogged& e) const {
        const auto& touch = e.touch;
        auto line = by();
        const auto with = touch.with.empty() ? std::string{"the customer"} : touch.with;
        if (!touch.reached) {
            line.say(fmt::format("tried to reach {} ({})", with, to_text(touch.kind)));
            return std::move(line.say(told(touch.text)));
        }
        const auto way = touch.direction == Direction::in ? "from" : "with";
        line.say(fmt::format("logged {} {} {}{}", with_article(to_text(touch.kind)), way, with, told(touch.text)));
        if (e.with_sponsor && c.call.reached_at == touch.at) {
            line.say(" ").stress(duration_in_words(touch.at - c.call.asked_at) + " from signal to call.");
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
        // Why is its writer's alone, like the draft itself (S1-08).
        return std::move(by().say(fmt::format("discarded the summary of touch {}.", e.touch)));
    }
    Line operator()(const event::RoleTaken& e) const {
        Line line;
        if (e.former == e.holder) {
            return std::move(by().say("confirmed ")
                                 .name(e.holder)
                                 .say(" as ")
                                 .stress(std::string{title_of(e.role)})
                                 .say(": with the right to close and to approve."));
        }
        line.name(e.holder).say(" is now ").stress(std::string{title_of(e.role)});
        if (e.former) line.say(" in place of ").name(e.former);
        line.say(".");
        if (!e.may_approve) {
            line.say(" Closing and approving stay with the manager and the executive sponsor until one of them names "
                     "the lead.");
        }
        return line;
    }
    Line operator()(const event::RoleDropped& e) const {
        if (e.former && e.former != recorded.by) {
            return std::move(by().say(fmt::format("took the role {} from ", title_of(e.role)))
                                 .name(e.former)
                                 .say(". It is open now."));
        }
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
                             .say(")" + told(e.note)));
    }
    Line operator()(const event::PlanRowDone& e) const {
        const auto* done = row(e.row);
        auto line = by();
        line.say(fmt::format("finished plan row {}: {}", e.row, done == nullptr ? std::string{} : done->text));
        if (!e.note.empty()) line.say(fmt::format(" ({})", e.note));
        return line;
    }
    Line operator()(const event::PlanRowDropped& e) const {
        return std::move(by().say(fmt::format("dropped plan row {}{}", e.row, told(e.reason))));
    }
    Line operator()(const event::ServiceGranted& e) const {
        return std::move(by().say(fmt::format("granted {} until ", quoted(e.what)))
                             .on(e.end)
                             .say(as_sentence(fmt::format(", measured by {}", e.measure))));
    }
    Line operator()(const event::ServiceDeclined& e) const {
        return std::move(by().say("decided against extra service" + told(e.reason)));
    }
    Line operator()(const event::ServiceExtended& e) const {
        return std::move(by().say(fmt::format("extended {} to ", service(e.service))).on(e.end).say(told(e.reason)));
    }
    Line operator()(const event::ServiceStopped& e) const {
        return std::move(by().say(fmt::format("ended {}{}", service(e.service), told(e.reason))));
    }
    Line operator()(const event::ServiceMadePermanent& e) const {
        return std::move(by().say(fmt::format("made {} permanent{}", service(e.service), told(e.reason))));
    }
    Line operator()(const event::ContactAdded& e) const {
        const auto where = e.department.empty() ? std::string{} : fmt::format(" ({})", e.department);
        return std::move(
            by().say(as_sentence(fmt::format("added {}{} to the people of {}", e.name, where, c.account_name))));
    }
    Line operator()(const event::ContactLeft& e) const {
        auto line = by();
        line.say(as_sentence(fmt::format("noted that {} has left {}", e.name, c.account_name)));
        if (e.was_sponsor) line.say(" ").stress("The sponsor is unknown now.").say(" " + how_to_name_a_sponsor(c));
        return line;
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
            line.say(fmt::format(", target {}{}: {}.", indicator->at_most ? "at most " : "",
                                 number_text(indicator->target),
                                 indicator->on_target(e.value) ? "on target" : "not on target"));
        }
        return line;
    }
    Line operator()(const event::IndicatorDropped& e) const {
        return std::move(by().say(fmt::format("no longer follows {}{}", quoted(e.name), told(e.reason))));
    }
    Line operator()(const event::StepChanged& e) const {
        auto line = by();
        if (e.was != event::StepMark::none && e.mark == event::StepMark::none) {
            line.say(fmt::format("reopened step {}", e.step));
        } else if (e.mark == e.was) {
            line.say(fmt::format("changed step {}", e.step));
        } else if (e.mark == event::StepMark::blocked) {
            line.say(fmt::format("marked step {} as blocked", e.step));
        } else {
            line.say(fmt::format("skips step {}", e.step));
        }
        if (e.owner) line.say(", owner ").name(e.owner);
        if (e.due) line.say(", due ").at(*e.due);
        // A mark that stays keeps the note that was told when it was set.
        const bool is_marked_as_before = e.mark == e.was && e.mark != event::StepMark::none;
        return std::move(line.say(is_marked_as_before ? "." : told(e.note)));
    }
    Line operator()(const event::ReviewHeld& e) const {
        auto line = by();
        line.say(fmt::format("recorded the review with the sponsor: {} safeguard{}.", e.safeguards.size(),
                             e.safeguards.size() == 1 ? "" : "s"));
        for (const auto& safeguard : e.safeguards) {
            line.say(fmt::format(" {} (", quoted(in_short(safeguard.text))));
            line.name(safeguard.owner).say(", due ").on(safeguard.due).say(").");
        }
        if (e.gesture) line.say(fmt::format(" A gesture of goodwill{}", told(in_short(e.gesture_reason))));
        return line;
    }
    Line operator()(const event::RescueClosed& e) const {
        auto line = by();
        switch (e.outcome) {
        case event::Outcome::recovered:
            line.say("closed the rescue as ")
                .stress("recovered (provisional)")
                .say(fmt::format(": it counts after {} days without a relapse.", around.policy->watch_days));
            break;
        case event::Outcome::lost:
            line.say("closed the rescue as ").stress("lost");
            if (e.loss) line.say(fmt::format(" ({})", title_of(*e.loss)));
            line.say(told(e.reason)).say(shown_by(e.evidence, e.reason));
            break;
        case event::Outcome::false_alarm:
            line.say("closed the rescue as a ").stress("false alarm").say(told(e.reason));
            break;
        }
        return line;
    }
    Line operator()(const event::ClosingProposed& e) const {
        auto line = by();
        line.say("proposes to close the rescue as ").stress(closing_word(e.outcome));
        if (e.loss) line.say(fmt::format(" ({})", title_of(*e.loss)));
        return std::move(line.say(told(e.reason)).say(shown_by(e.evidence, e.reason)));
    }
    Line operator()(const event::PromiseRecorded& e) const {
        auto line = by();
        line.say(fmt::format("recorded promise {}: {} (", e.promise, e.text)).name(e.by);
        line.say(" to " + (e.to.empty() ? std::string{"the customer"} : e.to));
        if (e.due) line.say(", due ").on(*e.due);
        return std::move(line.say("). It is not approved yet."));
    }
    Line operator()(const event::PromiseApproved& e) const {
        return std::move(by().say(as_sentence("approved " + promise(e.promise))));
    }
    Line operator()(const event::PromiseRefused& e) const {
        return std::move(by().say(fmt::format("refused {}{}", promise(e.promise), told(e.reason))));
    }
    Line operator()(const event::NothingPromised& e) const {
        return std::move(by().say(fmt::format("says that the summary of touch {} promises nothing.", e.touch)));
    }
    Line operator()(const event::RecoveryConfirmed&) const {
        return std::move(
            Line{}
                .stress("Recovered.")
                .say(fmt::format(" {} days without a relapse: the recovery counts.", around.policy->watch_days)));
    }
    Line operator()(const event::ReminderFired&) const { return {}; }
    Line operator()(const event::ColleagueFound&) const { return {}; }
    Line operator()(const event::InChargeChanged& e) const {
        const bool names_somebody = e.owner || e.manager || e.executive_sponsor;
        if (!names_somebody) return std::move(Line{}.say(zone_now(e)));
        auto line = by();
        line.say(recorded.by ? "changed who is in charge:" : "Others are in charge now:");
        const auto add = [&](std::string_view part, const UserId& person) {
            if (person) line.say(fmt::format(" {} ", part)).name(person).say(";");
        };
        add("account manager", e.owner);
        add("manager", e.manager);
        add("executive sponsor", e.executive_sponsor);
        line.say(" their to-dos and reminders go with it.");
        if (e.account_zone) line.say(" " + zone_now(e));
        return line;
    }
    Line operator()(const event::ReminderSnoozed& e) const {
        return std::move(
            by().say(fmt::format("put off the reminder {} until ", what_of(e.key))).at(e.until).say(told(e.reason)));
    }
};

} // namespace

Line line_about(const Case& after, const RecordedEvent& recorded, const Surroundings& around) {
    return std::visit(About{after, recorded, around}, recorded.what);
}

} // namespace holdfast
