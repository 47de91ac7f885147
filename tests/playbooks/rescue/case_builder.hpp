#pragma once

#include "playbooks/rescue/checklist.hpp"
#include "playbooks/rescue/decide.hpp"
#include "playbooks/rescue/notices.hpp"
#include "playbooks/rescue/reminders.hpp"
#include "tests/playbooks/calendar/zones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// A company with fixed people and zones, and one rescue in it that grows by asking `decide` and folding `evolve`.
namespace holdfast::test {

inline const UserId account_manager{"UOWNER"};
inline const UserId manager{"UMANAGER"};
inline const UserId executive{"UEXEC"};
inline const UserId lead{"ULEAD"};
inline const UserId colleague{"UCOLLEAGUE"};
inline const UserId admin{"UADMIN"};
inline const UserId stranger{"USTRANGER"};

inline constexpr std::string_view berlin = "Europe/Berlin";

/// The default texts, read once for all tests.
inline const Catalog& built_in_catalog() {
    static const Catalog catalog = [] {
        auto loaded = load_catalog("");
        if (!loaded) throw std::runtime_error{loaded.error().front().in_one_line()};
        return *std::move(loaded);
    }();
    return catalog;
}

/// What stands around every case: default rules and texts, everybody in Berlin unless moved.
struct Company {
    Company() { policy.admins.insert(admin); }

    Policy policy;
    std::map<UserId, std::string_view> zones;
    const Zone* home = &zone(berlin);
    std::set<UserId> deactivated;
    std::set<UserId> unknown; ///< to Slack
    std::map<UserId, std::vector<UserId>> groups;

    [[nodiscard]] Surroundings around() const {
        return {&policy,
                &built_in_catalog(),
                [this](const UserId& user) {
                    const auto known = zones.find(user);
                    return known == zones.end() ? home : &zone(known->second);
                },
                [this](const UserId& user) {
                    if (unknown.contains(user)) return Presence::unknown;
                    return deactivated.contains(user) ? Presence::deactivated : Presence::active;
                },
                [](const UserId& user) { return user; },
                [this](const UserId& entry) {
                    const auto group = groups.find(entry);
                    return group == groups.end() ? std::vector{entry} : group->second;
                }};
    }
};

inline Signal orders_down(Instant at) {
    return {SignalKind::order_volume, at, {{"baseline", 42'000}, {"drop_percent", 13}}, {}, {}};
}

inline Opening acme() {
    Opening opening;
    opening.account = AccountId{"acme"};
    opening.account_name = "Acme GmbH";
    opening.owner = account_manager;
    opening.manager = manager;
    opening.executive_sponsor = executive;
    opening.sponsor = {"Dana Fox", "+49 30 1234", "", std::string{berlin}};
    return opening;
}

/// One reminder that went out.
struct Fired {
    Reminder reminder;
    event::ReminderFired event;
    std::vector<Notice> notices;
};

class Rescue {
public:
    /// Opened by a detector at `trip`, Berlin time: `2026-03-03 09:12` is a Tuesday.
    explicit Rescue(std::string_view trip = "2026-03-03 09:12", Opening opening = acme())
        : Rescue{moment(trip, berlin), Company{}, std::move(opening)} {}

    Rescue(Instant trip, Company surroundings, Opening opening = acme()) : company{std::move(surroundings)}, now{trip} {
        opening.signals.push_back(orders_down(trip));
        state.id = CaseId{"acme#1"};
        record({open_rescue(opening, now, company.around())}, {});
    }

    /// Asks at a time given in Berlin; whoever asks sits in the room unless said otherwise.
    Decision ask(std::string_view at, const Request& request, const UserId& by = manager) {
        return ask(moment(at, berlin), request, {by, true});
    }
    Decision ask(Instant at, const Request& request, const Actor& by) {
        now = at;
        auto decision = decide(state, request, by, now, company.around());
        if (decision) record(*decision, by.id);
        return decision;
    }
    /// The same, where a refusal would mean that the test is wrong.
    Rescue& does(std::string_view at, const Request& request, const UserId& by = manager) {
        const auto decision = ask(at, request, by);
        if (!decision) throw std::runtime_error{decision.error().what + ": " + decision.error().why};
        return *this;
    }
    void apply(const Event& event, const UserId& by = manager) { record({event}, by); }

    /// The clock comes to `at`: everything due by then goes out, one after the other.
    std::vector<Fired> tick(Instant at) {
        std::vector<Fired> fired;
        now = at;
        while (true) {
            const auto wanted = wanted_reminders(state, company.around());
            if (wanted.empty() || wanted.front().due > now) return fired;
            const auto before = state;
            const auto decision =
                decide(state, request::ReminderDue{wanted.front().key}, Actor{}, now, company.around());
            if (!decision || decision->empty()) throw std::runtime_error{"a reminder that is due does not go out"};
            record(*decision, {});
            const auto& sent = history[static_cast<std::size_t>(before.version)];
            auto after = before;
            evolve(after, sent);
            fired.push_back({wanted.front(), std::get<event::ReminderFired>(sent.what),
                             notices_of(before, after, sent, company.around())});
        }
    }
    std::vector<Fired> tick(std::string_view at) { return tick(moment(at, berlin)); }

    [[nodiscard]] std::vector<Reminder> wanted() const { return wanted_reminders(state, company.around()); }
    [[nodiscard]] std::vector<Reminder> wanted(ReminderKind kind) const {
        auto reminders = wanted();
        std::erase_if(reminders, [&](const Reminder& reminder) { return reminder.kind != kind; });
        return reminders;
    }
    /// What people were told of the last event.
    [[nodiscard]] std::vector<Notice> notices_of_the_last() const {
        Case before;
        before.id = state.id;
        for (std::size_t i = 0; i + 1 < history.size(); ++i) evolve(before, history[i]);
        return notices_of(before, state, history.back(), company.around());
    }
    /// Who was told of the last event, in person.
    [[nodiscard]] std::vector<UserId> told_of_the_last() const {
        std::vector<UserId> people;
        for (const auto& notice : notices_of_the_last()) {
            if (notice.where == Notice::Where::person) people.push_back(notice.to);
        }
        return people;
    }
    /// The line of the record about the last event.
    [[nodiscard]] std::string last_words() const;

    [[nodiscard]] Evidence evidence(int step) const { return evidence_for(step, state, company.policy); }
    [[nodiscard]] StepView step(int number) const {
        return checklist(state, now, company.around()).at(static_cast<std::size_t>(number - 1));
    }

    Company company;
    Case state;
    Instant now;
    std::vector<RecordedEvent> history;

private:
    void record(const std::vector<Event>& events, const UserId& by) {
        for (const auto& event : events) {
            history.push_back({state.version + 1, now, by, event});
            evolve(state, history.back());
        }
    }
};

/// `Tue 10:42` on the clocks of a zone.
inline std::string clock(Instant at, std::string_view zone_name = berlin) {
    return date::format("%a %H:%M", date::floor<std::chrono::minutes>(to_wall_time(at, zone(zone_name))));
}
/// `Tue 3 Mar 10:42`, written `03-03 10:42`.
inline std::string day_and_clock(Instant at, std::string_view zone_name = berlin) {
    return date::format("%m-%d %H:%M", date::floor<std::chrono::minutes>(to_wall_time(at, zone(zone_name))));
}

/// All words of a line, people as `@id`, moments and days as `#`.
inline std::string words(const Line& line) {
    std::string text;
    for (const auto& piece : line.pieces()) {
        if (const auto* phrase = std::get_if<Phrase>(&piece))
            text += phrase->text;
        else if (const auto* user = std::get_if<UserId>(&piece))
            text += "@" + user->value;
        else
            text += "#";
    }
    return text;
}

inline std::string Rescue::last_words() const {
    return words(line_about(state, history.back(), company.around()));
}

inline request::LogTouch call_with_sponsor(bool reached = true) {
    request::LogTouch asked;
    asked.touch.kind = TouchKind::call;
    asked.touch.direction = Direction::out;
    asked.touch.reached = reached;
    asked.touch.text = reached ? "angry about the silence, wants a plan by Friday" : "";
    asked.with_sponsor = true;
    asked.draft = "Dear Dana";
    return asked;
}

inline request::LogTouch touch_with(std::string name, TouchKind kind = TouchKind::meeting) {
    request::LogTouch asked;
    asked.touch.kind = kind;
    asked.touch.with = std::move(name);
    asked.touch.text = "walked through the delivery figures";
    asked.draft = "Dear …";
    return asked;
}

inline request::WritePlan plan_of(std::vector<request::PlanRowInput> rows) {
    return {std::move(rows)};
}
inline request::PlanRowInput row(int number, std::string text, const UserId& owner, std::string_view due) {
    return {number, std::move(text), owner, day(due)};
}

} // namespace holdfast::test
