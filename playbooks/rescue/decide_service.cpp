#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/deciding.hpp"
#include "playbooks/rescue/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace holdfast::deciding {

namespace {

constexpr auto approval_of_services = Action::approve_tier_2;

constexpr std::string_view example = "/rescue service premium-response end:+14d measure:ontime cost:900";

Refusal none_runs(const Case& state) {
    return {"No temporary service is running",
            "there is nothing to change",
            std::string{state.is_open() ? example : "`/rescue service` shows what there was."},
            {}};
}

/// `1 “premium-response”, 2 “daily-status”`
std::string listed(const std::vector<const Service*>& services) {
    std::string text;
    for (const auto* service : services)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", service->number, quoted(service->what));
    return text;
}

/// The service with this number, as long as it runs; 0 means the only one.
/// @param example_with what to type, the number of a service left out
std::expected<const Service*, Refusal> meant(const Case& state, int number,
                                             fmt::format_string<const int&> example_with) {
    const auto running = state.running_services();
    if (running.empty()) return std::unexpected{none_runs(state)};
    if (number == 0 && running.size() == 1) return running.front();
    const auto instead = fmt::format(example_with, running.front()->number);
    if (number == 0) {
        return refuse("Which service is meant?", fmt::format("{} run: {}", running.size(), listed(running)), instead);
    }
    const auto found = std::ranges::find(running, number, &Service::number);
    if (found != running.end()) return *found;
    return refuse(fmt::format("Service {} does not run", number), fmt::format("running: {}", listed(running)), instead);
}

std::string keep_command(const Case& state, int number) {
    return fmt::format("/rescue service {} keep {} why it is worth its cost", typed(state.account), number);
}

/// What somebody is told who does not approve that a service stays: who does, and what they type.
Refusal for_others(const Deciding& d, const std::vector<UserId>& others, int service, std::string why) {
    return {"The service stays temporary",
            std::move(why) + "; ask",
            fmt::format("`{}`, typed by them", keep_command(d.state, service)),
            {},
            others.front()};
}

/// How somebody who is alone in charge gets a second one who approves.
std::string naming_another(const Deciding& d) {
    const auto account = typed(d.state.account);
    const auto standing = d.standing();
    if (standing.executive)
        return fmt::format("`/rescue role {} lead @kim` names a recovery lead, who can approve it.", account);
    constexpr std::string_view executive = "names an executive sponsor, who can approve it.";
    if (standing.manager) return fmt::format("`/rescue role {} executive @kim` {}", account, executive);
    return fmt::format("`/rescue account set {} executive:@kim`, typed by its account manager or an admin, {}", account,
                       executive);
}

/// Why the actor does not approve that this service stays (S1-18).
std::optional<Refusal> no_approval(const Deciding& d, const Service& service) {
    const auto others = others_who_may(approval_of_services, d.actor.id, d.state, d.around);
    if (!may(approval_of_services, d.standing())) {
        if (others.empty()) return not_for(d, approval_of_services);
        return for_others(d, others, service.number,
                          fmt::format("to keep it is for {}", who_may(approval_of_services)));
    }
    const bool is_own = !d.actor.id.empty() && d.actor.id == service.granted_by;
    if (!is_own) return std::nullopt;
    if (others.empty()) {
        // Nobody new comes to a rescue that is over.
        return Refusal{"The service stays temporary",
                       "you granted it, nobody approves their own request, and nobody else is in charge",
                       d.state.is_open() ? naming_another(d)
                                         : fmt::format("`/rescue service {} stop {}` ends it.", typed(d.state.account),
                                                       service.number),
                       {}};
    }
    return for_others(d, others, service.number, "you granted it, and nobody approves their own request");
}

} // namespace

Decision decide(const Deciding& d, const request::GrantService& asked) {
    if (asked.what.empty()) {
        return refuse("The service is not saved", "what is offered is missing", std::string{example}, "what");
    }
    if (!asked.end) {
        return refuse("The service is not saved", "it has no end date: extra service is for a fixed time",
                      std::string{example}, "end");
    }
    if (asked.measure.empty()) {
        return refuse("The service is not saved", "it has no measure: how will you see that it helps?",
                      std::string{example}, "measure");
    }
    const auto start = asked.start.value_or(d.today());
    if (*asked.end <= start || *asked.end < d.today()) {
        return refuse("The service is not saved",
                      fmt::format("{} is {}", format_day(*asked.end),
                                  *asked.end <= start ? "not after its start" : "in the past"),
                      std::string{example}, "end");
    }
    if (asked.cost.cents < 0) {
        return refuse("The service is not saved", "the cost is negative", std::string{example}, "cost");
    }
    const bool runs_already = std::ranges::any_of(d.state.services, [&](const Service& service) {
        return service.state == ServiceState::running && service.what == asked.what;
    });
    if (runs_already) {
        return refuse("The service is not saved", fmt::format("\"{}\" is running already", asked.what),
                      "`/rescue service extend +7d why` prolongs it once.", "what");
    }
    event::ServiceGranted granted;
    granted.service = static_cast<int>(d.state.services.size()) + 1;
    granted.what = asked.what;
    granted.start = start;
    granted.end = *asked.end;
    granted.measure = asked.measure;
    granted.cost_cents = asked.cost.cents;
    return std::vector<Event>{std::move(granted)};
}

Decision decide(const Deciding& d, const request::DeclineService& asked) {
    if (const auto running = d.state.running_services(); !running.empty()) {
        return refuse("Nothing was saved", fmt::format("still running: {}", listed(running)),
                      fmt::format("`/rescue service stop {}` ends it first.", running.front()->number));
    }
    if (asked.reason.empty()) {
        return refuse("Nothing was saved", "a reason is needed to go without extra service",
                      "/rescue service not-needed why it would not steady things", "reason");
    }
    return std::vector<Event>{event::ServiceDeclined{asked.reason}};
}

Decision decide(const Deciding& d, const request::ExtendService& asked) {
    const auto found = meant(d.state, asked.service, "/rescue service extend {} +7d why it is still needed");
    if (!found) return std::unexpected{found.error()};
    const auto& service = **found;
    const auto again = fmt::format("/rescue service extend {} +7d why it is still needed", service.number);
    if (service.extensions > 0) {
        return refuse("The service is not extended", "it was extended once already",
                      fmt::format("`/rescue service stop {0}` ends it; `/rescue service keep {0} why` makes it "
                                  "permanent, with approval.",
                                  service.number));
    }
    if (asked.reason.empty()) return refuse("The service is not extended", "a reason is needed", again, "reason");
    const auto earliest = std::max(service.end + date::days{1}, d.today());
    if (!asked.end || *asked.end < earliest) {
        return refuse("The service is not extended",
                      fmt::format("the new end must be {} or later", format_day(earliest)), again, "end");
    }
    return std::vector<Event>{event::ServiceExtended{service.number, *asked.end, asked.reason}};
}

Decision decide(const Deciding& d, const request::StopService& asked) {
    const auto found = meant(d.state, asked.service, "/rescue service stop {}");
    if (!found) return std::unexpected{found.error()};
    return std::vector<Event>{event::ServiceStopped{(*found)->number, asked.reason}};
}

Decision decide(const Deciding& d, const request::KeepService& asked) {
    const auto found = meant(d.state, asked.service, "/rescue service keep {} why it is worth its cost");
    if (!found) return std::unexpected{found.error()};
    if (auto refusal = no_approval(d, **found)) return std::unexpected{*std::move(refusal)};
    const auto number = (*found)->number;
    if (asked.reason.empty()) {
        return refuse("The service stays temporary", "a reason is needed to keep it for good",
                      keep_command(d.state, number), "reason");
    }
    return std::vector<Event>{event::ServiceMadePermanent{number, asked.reason}};
}

} // namespace holdfast::deciding
