#include "playbooks/accounts/person_names.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "playbooks/calendar/zone.hpp"
#include "playbooks/rescue/deciding.hpp"
#include "playbooks/rescue/ladder.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::deciding {

namespace {

Decision call_is_made(const Case& state) {
    return refuse(
        "The sponsor has been called",
        fmt::format("{} was reached", state.sponsor.name.empty() ? std::string{"the sponsor"} : state.sponsor.name),
        "`/rescue touch` logs a further call.");
}

} // namespace

Decision decide(const Deciding& d, const request::NameSponsor& asked) {
    auto sponsor = d.state.sponsor;
    const auto& given = asked.sponsor;
    // A new name is a new person: what was known of the former one does not carry over.
    if (!given.name.empty() && !same_name(given.name, sponsor.name)) {
        sponsor = SponsorContact{};
        sponsor.name = given.name;
    }
    if (!given.phone.empty()) sponsor.phone = given.phone;
    if (!given.email.empty()) sponsor.email = given.email;
    if (!given.zone.empty()) sponsor.zone = given.zone;
    if (sponsor.name.empty()) {
        return refuse("The sponsor is still unknown", "the name is missing",
                      "/rescue sponsor \"Dana Fox\" phone:+4930123 zone:Europe/Berlin", "name");
    }
    if (is_one_letter(given.name)) {
        return refuse("The sponsor is not saved", one_letter_is_no_name(given.name),
                      "/rescue sponsor \"Dana Fox\" phone:+4930123 zone:Europe/Berlin", "name");
    }
    if (sponsor == d.state.sponsor) return std::vector<Event>{};
    const auto window = call_window(sponsor, d.state.account_zone, d.state.manager, d.state.call.asked_at, d.around);
    return std::vector<Event>{event::SponsorNamed{sponsor, window}};
}

Decision decide(const Deciding& d, const request::MoveSponsorCall& asked) {
    if (!d.state.call.owed()) return call_is_made(d.state);
    if (asked.reason.empty()) {
        return refuse("The call is not moved", "a reason is needed: the whole point is to call today",
                      "/rescue call moved due:tomorrow why it cannot be today", "reason");
    }
    if (asked.to <= d.now) {
        return refuse("The call is not moved", "the new time has passed", "/rescue call moved due:tomorrow why", "due");
    }
    const auto& hours = d.around.policy->working_hours;
    const auto& zone = *d.around.zone_of(caller_of(d.state, d.around));
    const auto today = day_of(std::max(d.now, d.state.call.window.opens), zone);
    const auto latest = hours.next_working_day(today);
    if (day_of(asked.to, zone) > latest) {
        return refuse(
            "The call is not moved", fmt::format("one working day is the longest, up to {}", format_day_long(latest)),
            fmt::format("`/rescue call moved due:{} why`, or `/rescue call delegate @kim`", format_day(latest)), "due");
    }
    return std::vector<Event>{event::SponsorCallMoved{asked.to, asked.reason}};
}

Decision decide(const Deciding& d, const request::DelegateSponsorCall& asked) {
    if (!d.state.call.owed()) return call_is_made(d.state);
    if (asked.to.empty()) {
        return refuse("The call stays with you", "nobody was named", "Choose who calls instead.", "holder");
    }
    if (d.around.is_gone(asked.to)) {
        return refuse("The call stays with you", "this person's Slack account is deactivated or unknown",
                      "Choose somebody who is active.", "holder");
    }
    if (asked.to == d.state.call.delegate) return std::vector<Event>{};
    return std::vector<Event>{event::SponsorCallDelegated{asked.to, asked.note}};
}

} // namespace holdfast::deciding
