#pragma once

#include "playbooks/accounts/ids.hpp"
#include "playbooks/calendar/working_time.hpp"
#include "playbooks/catalog/catalog.hpp"

#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <set>
#include <vector>

namespace holdfast {

/// The numbers of the sponsor-call ladder (S1-24), all in the manager's zone.
struct LadderPolicy {
    std::chrono::minutes first_reminder{90};         ///< rung 1, after the trip
    MinuteOfDay second_reminder{14 * 60 + 30};       ///< rung 2, or…
    std::chrono::minutes second_reminder_after{180}; ///< …this long after the trip, the later
    MinuteOfDay last_call{16 * 60 + 30};             ///< rung 3
    MinuteOfDay day_ends{17 * 60 + 30};              ///< rung 4
    MinuteOfDay next_morning{9 * 60};                ///< rung 5, next working day
};

/// Decision Q12.
struct SponsorCallPolicy {
    MinuteOfDay close_of_day{18 * 60};
    std::chrono::minutes minutes_left{60};
    std::chrono::minutes first_hours{120};
    LadderPolicy ladder;
};

/// The configured part of the rules, already checked by the configuration loader.
struct Policy {
    WorkingHours working_hours;
    SponsorCallPolicy sponsor_call;
    std::set<UserId> leaders; ///< Q13
    std::set<UserId> admins;
    bool plain_dates = false; ///< times are written out where the surface cannot show them in the reader's own zone
    MinuteOfDay digest_at{9 * 60};
    std::chrono::minutes summary_first_nag{120};
    int touch_silence_days = 3;         ///< S0-88a
    int sprint_weeks = 8;               ///< S0-28
    int early_loss_weeks = 5;           ///< S0-108: until the end of it a loss needs one of the five reasons
    int new_contacts = 2;               ///< Q11: so many in all, of them…
    int new_in_operations = 1;          ///< …at least so many in operations
    int new_in_finance = 1;             ///< …and in finance
    std::chrono::minutes snooze{60};    ///< when nothing else is said
    int plan_horizon_days = 14;         ///< S1-04
    int plan_soft_cap = 10;             ///< S1-04
    int plan_renew_working_days = 2;    ///< Q6
    int watch_days = 90;                ///< S0-110
    int on_target_days = 14;            ///< S1-09: two weeks running
    std::chrono::hours roles_after{48}; ///< S0-106: by then…
    int roles_at_least = 3;             ///< …so many roles are filled; fewer is going alone
};

/// What is known of a colleague who is on record by Slack id or e-mail address.
enum class Presence {
    active,
    deactivated,
    unknown, ///< Slack knows nobody under this id or address
    not_asked_yet
};

/// What the rules may look at beside the case itself. All of it is data at the time of deciding; nothing is fetched.
struct Surroundings {
    const Policy* policy;
    const Catalog* catalog;
    std::function<const date::time_zone*(const UserId&)> zone_of; ///< never null: falls back to the company's zone
    std::function<Presence(const UserId&)> presence_of;
    std::function<UserId(const UserId&)> known_as; ///< the Slack id of somebody on record by address; else as given
    /// The colleagues whom a name in the configuration stands for: the members of a group, else the one person.
    std::function<std::vector<UserId>(const UserId&)> people_behind = [](const UserId& id) { return std::vector{id}; };

    /// Nothing reaches this person, so that somebody else has to hear it.
    [[nodiscard]] bool is_gone(const UserId& user) const {
        const auto presence = presence_of(user);
        return presence == Presence::deactivated || presence == Presence::unknown;
    }

    /// Somebody who is on record and whom messages reach, as far as is known.
    [[nodiscard]] bool is_reachable(const UserId& user) const { return !user.empty() && !is_gone(user); }

    /// Whether somebody is on a configured list, by themselves or in a group.
    [[nodiscard]] bool is_among(const std::set<UserId>& configured, const UserId& who) const {
        return std::ranges::any_of(configured, [&](const UserId& entry) {
            const auto people = people_behind(entry);
            return std::ranges::find(people, who) != people.end();
        });
    }
};

} // namespace holdfast
