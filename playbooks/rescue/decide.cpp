#include "playbooks/rescue/decide.hpp"

#include "playbooks/calendar/sponsor_call_due.hpp"
#include "playbooks/calendar/zone.hpp"
#include "playbooks/rescue/deciding.hpp"
#include "playbooks/rescue/figures.hpp"
#include "playbooks/rescue/not_for.hpp"

#include <fmt/format.h>

#include <array>

namespace holdfast {

namespace {

template <class T>
struct RequestTraits {
    static constexpr Action needs = Action::change;
    static constexpr bool only_active = true; ///< makes no sense once the rescue is over
};

template <Action action, bool active>
struct Traits {
    static constexpr Action needs = action;
    static constexpr bool only_active = active;
};

template <>
struct RequestTraits<request::AddSignal> : Traits<Action::log, true> {};
template <>
struct RequestTraits<request::LogTouch> : Traits<Action::log, false> {};
template <>
struct RequestTraits<request::EditSummary> : Traits<Action::log, false> {};
template <>
struct RequestTraits<request::SendSummary> : Traits<Action::log, false> {};
template <>
struct RequestTraits<request::DiscardSummary> : Traits<Action::log, false> {};
template <>
struct RequestTraits<request::SnoozeReminder> : Traits<Action::log, false> {};
template <>
struct RequestTraits<request::ReminderDue> : Traits<Action::log, false> {};
template <>
struct RequestTraits<request::FindColleague> : Traits<Action::log, false> {};
template <>
struct RequestTraits<request::PutInCharge> : Traits<Action::log, false> {};
template <>
struct RequestTraits<request::NoteTimeline> : Traits<Action::change, false> {};
// The customer has what was granted, and what was promised, beyond the end of the rescue: both still need an answer.
template <>
struct RequestTraits<request::ExtendService> : Traits<Action::change, false> {};
template <>
struct RequestTraits<request::StopService> : Traits<Action::change, false> {};
// Who may not approve is told who of the others can.
template <>
struct RequestTraits<request::KeepService> : Traits<Action::log, false> {};
template <>
struct RequestTraits<request::HoldReview> : Traits<Action::propose_closing, true> {};
template <>
struct RequestTraits<request::CloseRescue> : Traits<Action::propose_closing, true> {};
// Whoever writes to the customer may say what they promise, in a draft that is still to leave after the end as well.
template <>
struct RequestTraits<request::RecordPromise> : Traits<Action::log, false> {};
template <>
struct RequestTraits<request::DenyPromise> : Traits<Action::log, false> {};
template <>
struct RequestTraits<request::ApprovePromise> : Traits<Action::log, false> {};
template <>
struct RequestTraits<request::RefusePromise> : Traits<Action::log, false> {};
// Whoever owns the row may always say that it is done.
template <>
struct RequestTraits<request::FinishPlanRow> : Traits<Action::log, true> {};
// Which right it needs depends on the role.
template <>
struct RequestTraits<request::TakeRole> : Traits<Action::log, true> {};
template <>
struct RequestTraits<request::DropRole> : Traits<Action::log, true> {};

} // namespace

Decision decide(const Case& state, const Request& request, const Actor& actor, Instant now,
                const Surroundings& around) {
    const deciding::Deciding deciding{state, actor, now, around};
    return std::visit(
        [&]<class R>(const R& asked) -> Decision {
            if (!may(RequestTraits<R>::needs, deciding.standing())) {
                return std::unexpected{deciding::not_for(deciding, RequestTraits<R>::needs)};
            }
            if (RequestTraits<R>::only_active && !state.is_open()) {
                return std::unexpected{deciding::closed_already(deciding)};
            }
            return deciding::decide(deciding, asked);
        },
        request);
}

namespace deciding {

Day Deciding::today() const {
    return day_of(now, *around.zone_of(actor.id));
}

Refusal closed_already(const Deciding& d) {
    return {"The rescue of " + d.state.account_name + " is closed",
            "it ended as " + std::string{to_text(d.state.status)},
            fmt::format("`/rescue open {} why` starts a new one.", typed(d.state.account)),
            {}};
}

Refusal not_for(const Deciding& d, Action action) {
    return holdfast::not_for(action, d.standing(), d.state.account_name);
}

std::unexpected<Refusal> refuse(std::string what, std::string why, std::string instead, std::string field) {
    return std::unexpected{Refusal{std::move(what), std::move(why), std::move(instead), std::move(field)}};
}

} // namespace deciding

SponsorCallWindow call_window(const SponsorContact& sponsor, std::string_view account_zone, const UserId& manager,
                              Instant trip, const Surroundings& around) {
    const std::array<std::string_view, 2> customers_zones{sponsor.zone, account_zone};
    const auto* zone = first_known_zone(customers_zones);
    if (zone == nullptr) zone = around.zone_of(manager);
    const auto& policy = around.policy->sponsor_call;
    const auto due = sponsor_call_due(trip, *zone, around.policy->working_hours,
                                      {policy.close_of_day, policy.minutes_left, policy.first_hours});
    return {due.window_start, due.due, due.same_day, due.reason};
}

Event open_rescue(const Opening& opening, Instant now, const Surroundings& around) {
    event::RescueOpened opened;
    opened.account = opening.account;
    opened.account_name = opening.account_name;
    opened.number = opening.number;
    opened.reason = opening.reason;
    opened.signals = opening.signals;
    opened.owner = opening.owner;
    opened.manager = opening.manager;
    opened.executive_sponsor = opening.executive_sponsor;
    opened.sponsor = opening.sponsor;
    opened.annual_cents = opening.annual_value.cents;
    opened.currency = opening.currency;
    opened.renewal_date = opening.renewal_date;
    opened.account_zone = opening.account_zone;
    opened.people = opening.people;
    opened.call = call_window(opening.sponsor, opening.account_zone, opening.manager, now, around);
    return opened;
}

} // namespace holdfast
