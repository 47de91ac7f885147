#include "playbooks/calendar/day_text.hpp"
#include "playbooks/rescue/deciding.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace holdfast::deciding {

namespace {

constexpr std::string_view example = "/rescue service premium-response end:+14d measure:ontime cost:900";

Decision none_runs() {
    return refuse("No temporary service is running", "there is nothing to change", std::string{example});
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
    if (const auto* service = d.state.running_service()) {
        return refuse("Nothing was saved", fmt::format("\"{}\" is running", service->what),
                      "`/rescue service stop` ends it first.");
    }
    if (asked.reason.empty()) {
        return refuse("Nothing was saved", "a reason is needed to go without extra service",
                      "/rescue service not-needed why it would not steady things", "reason");
    }
    return std::vector<Event>{event::ServiceDeclined{asked.reason}};
}

Decision decide(const Deciding& d, const request::ExtendService& asked) {
    const auto* service = d.state.running_service();
    if (service == nullptr) return none_runs();
    if (service->extensions > 0) {
        return refuse("The service is not extended", "it was extended once already",
                      "`/rescue service stop` ends it; `/rescue service keep why` makes it permanent, with approval.");
    }
    if (asked.reason.empty()) {
        return refuse("The service is not extended", "a reason is needed",
                      "/rescue service extend +7d why it is still needed", "reason");
    }
    const auto earliest = std::max(service->end + date::days{1}, d.today());
    if (!asked.end || *asked.end < earliest) {
        return refuse("The service is not extended",
                      fmt::format("the new end must be {} or later", format_day(earliest)),
                      "/rescue service extend +7d why it is still needed", "end");
    }
    return std::vector<Event>{event::ServiceExtended{service->number, *asked.end, asked.reason}};
}

Decision decide(const Deciding& d, const request::StopService& asked) {
    const auto* service = d.state.running_service();
    if (service == nullptr) return none_runs();
    if (asked.service != 0) {
        const auto named = std::ranges::find(d.state.services, asked.service, &Service::number);
        if (named == d.state.services.end() || named->state != ServiceState::running) return none_runs();
        return std::vector<Event>{event::ServiceStopped{asked.service}};
    }
    return std::vector<Event>{event::ServiceStopped{service->number}};
}

Decision decide(const Deciding& d, const request::KeepService& asked) {
    const auto* service = d.state.running_service();
    if (service == nullptr) return none_runs();
    if (asked.reason.empty()) {
        return refuse("The service stays temporary", "a reason is needed to keep it for good",
                      "/rescue service keep why it is worth its cost", "reason");
    }
    return std::vector<Event>{event::ServiceMadePermanent{service->number, asked.reason}};
}

} // namespace holdfast::deciding
