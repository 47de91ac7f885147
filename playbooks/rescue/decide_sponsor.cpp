#include "playbooks/rescue/deciding.hpp"

#include <fmt/format.h>

namespace holdfast::deciding {

namespace {

Decision call_is_made(const Case& state) {
    return refuse(
        "The sponsor has been called",
        fmt::format("{} was reached", state.sponsor.name.empty() ? std::string{"the sponsor"} : state.sponsor.name),
        "/rescue touch logs a further call.");
}

} // namespace

Decision decide(const Deciding& d, const request::NameSponsor& asked) {
    auto sponsor = d.state.sponsor;
    const auto& given = asked.sponsor;
    // A new name is a new person: what was known of the former one does not carry over.
    if (!given.name.empty() && given.name != sponsor.name) sponsor = SponsorContact{};
    if (!given.name.empty()) sponsor.name = given.name;
    if (!given.phone.empty()) sponsor.phone = given.phone;
    if (!given.email.empty()) sponsor.email = given.email;
    if (!given.zone.empty()) sponsor.zone = given.zone;
    if (sponsor.name.empty()) {
        return refuse("The sponsor is still unknown", "the name is missing",
                      "/rescue sponsor \"Dana Fox\" phone:+49… zone:Europe/Berlin", "name");
    }
    if (sponsor == d.state.sponsor) return std::vector<Event>{};
    // A time that was agreed for the call outlives a corrected phone number.
    const auto window = d.state.call.moved_reason.empty() ? asked.call : d.state.call.window;
    return std::vector<Event>{event::SponsorNamed{sponsor, window}};
}

Decision decide(const Deciding& d, const request::MoveSponsorCall& asked) {
    if (!d.state.call.owed()) return call_is_made(d.state);
    if (asked.reason.empty()) {
        return refuse("The call is not moved", "a reason is needed: the whole point is to call today",
                      "/rescue call moved due:tomorrow why it cannot be today", "reason");
    }
    if (asked.to <= d.now) {
        return refuse("The call is not moved", "the new time has passed", "/rescue call moved due:tomorrow reason…",
                      "due");
    }
    constexpr auto longest = std::chrono::hours{24 * 7};
    if (asked.to > d.now + longest) {
        return refuse("The call is not moved", "a week is too long to wait with it",
                      "Choose a day within the next week, or delegate the call.", "due");
    }
    return std::vector<Event>{event::SponsorCallMoved{asked.to, asked.reason}};
}

Decision decide(const Deciding& d, const request::DelegateSponsorCall& asked) {
    if (!d.state.call.owed()) return call_is_made(d.state);
    if (asked.to.empty()) {
        return refuse("The call stays with you", "nobody was named", "Choose who calls instead.", "holder");
    }
    if (d.around.is_deactivated(asked.to)) {
        return refuse("The call stays with you", "this person's Slack account is deactivated",
                      "Choose somebody who is active.", "holder");
    }
    if (asked.to == d.state.call.delegate) return std::vector<Event>{};
    return std::vector<Event>{event::SponsorCallDelegated{asked.to}};
}

} // namespace holdfast::deciding
