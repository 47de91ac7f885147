#pragma once

#include "bot/render/wanted.hpp"
#include "playbooks/rescue/state.hpp"

#include <chrono>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

namespace holdfast::render::test {

/// Tuesday, 3 March 2026, at this time in UTC.
inline Instant third_of_march(int hour, int minute = 0) {
    return Instant{date::sys_days{date::year{2026} / 3 / 3} + std::chrono::hours{hour} + std::chrono::minutes{minute}};
}

inline Day march(unsigned day_of_month) {
    return Day{date::year{2026} / date::month{3} / date::day{day_of_month}};
}

/// Orders 11 % and 13 % below the usual 42,000 in January and February.
inline Signal orders_down(Instant at) {
    return {.kind = SignalKind::order_volume,
            .at = at,
            .numbers = {{"baseline", 42'000},
                        {"drop1_percent", 11},
                        {"drop2_percent", 13},
                        {"month1", 202601},
                        {"month2", 202602}}};
}

/// Rules as they are by default; everybody is in Berlin.
class ExampleRules {
public:
    ExampleRules() : catalog_{load_catalog("").value()} {
        around_.policy = &policy_;
        around_.catalog = &catalog_;
        around_.zone_of = [](const UserId&) { return find_zone("Europe/Berlin"); };
        around_.presence_of = [this](const UserId& user) {
            if (unknown.contains(user)) return Presence::unknown;
            if (not_asked_yet.contains(user)) return Presence::not_asked_yet;
            return deactivated.contains(user) ? Presence::deactivated : Presence::active;
        };
        around_.known_as = [](const UserId& user) { return user; };
    }
    ExampleRules(const ExampleRules&) = delete;
    ExampleRules& operator=(const ExampleRules&) = delete;

    [[nodiscard]] const Surroundings& around() const { return around_; }
    [[nodiscard]] Showing at(Instant now) const { return {around_, now}; }

    std::set<UserId> deactivated;
    std::set<UserId> unknown; ///< to Slack
    std::set<UserId> not_asked_yet;

private:
    Policy policy_;
    Catalog catalog_;
    Surroundings around_;
};

/// The rescue of Acme: opened by falling orders on 3 March at 9:12; Kim manages the account, Jo is the manager, Lee the
/// executive sponsor, Dana Fox the customer's sponsor.
class ExampleRescue {
public:
    explicit ExampleRescue(std::string account_name = "Acme GmbH") {
        event::RescueOpened opened;
        opened.account = AccountId{"acme"};
        opened.account_name = std::move(account_name);
        opened.signals = {orders_down(third_of_march(9, 10))};
        opened.owner = UserId{"U0KIM"};
        opened.manager = UserId{"U0JO"};
        opened.executive_sponsor = UserId{"U0LEE"};
        opened.sponsor = {"Dana Fox", "+43 123 456", "", "Europe/Vienna"};
        opened.call = {third_of_march(9, 12), third_of_march(17), true, ""};
        start(std::move(opened));
    }
    explicit ExampleRescue(event::RescueOpened opened) { start(std::move(opened)); }

    ExampleRescue& then(Instant at, Event what, const char* by = "U0KIM") {
        evolve(state_, {state_.version + 1, at, UserId{by}, std::move(what)});
        return *this;
    }

    /// A call to the sponsor by the manager.
    ExampleRescue& called(Instant at, bool reached, bool draft_shown = false) {
        event::TouchLogged logged;
        logged.touch.number = static_cast<int>(state_.touches.size()) + 1;
        logged.touch.reached = reached;
        logged.touch.with = "Dana Fox";
        logged.touch.text = "she wants a plan by Friday";
        logged.touch.by = UserId{"U0JO"};
        logged.touch.at = at;
        logged.with_sponsor = true;
        logged.draft_shown = draft_shown;
        if (reached) logged.draft = "Hello Dana,\n\nThank you for the time on the phone.\n";
        return then(at, std::move(logged), "U0JO");
    }

    [[nodiscard]] const Case& state() const { return state_; }

private:
    void start(event::RescueOpened opened) {
        state_.id = CaseId{opened.account.value + "#1"};
        then(third_of_march(9, 12), std::move(opened), "");
    }

    Case state_;
};

} // namespace holdfast::render::test
