#pragma once

#include "config/secret.hpp"
#include "playbooks/accounts/ids.hpp"
#include "playbooks/accounts/money.hpp"
#include "playbooks/calendar/instant.hpp"
#include "playbooks/calendar/working_time.hpp"
#include "playbooks/signals/thresholds.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// An account whose loss would hurt the whole company (Q14, S0-01).
struct MajorAccountSettings {
    double revenue_percent = 20; ///< share of the company's revenue from which on an account is major, 0…100
};

/// Lower bounds of the stages in which accounts die (Q1, S0-09…S0-11), as percent below the baseline.
struct DeclineSettings {
    double shift_percent = 10;
    double distancing_percent = 20;
    double crisis_percent = 40;
};

/// The ladder that reminds of the sponsor call (S1-24), on the clock of the manager.
struct LadderSettings {
    int second_message_minutes = 90;                                           ///< rung 1, after the trip
    MinuteOfDay afternoon = std::chrono::hours{14} + std::chrono::minutes{30}; ///< rung 2: this time …
    int afternoon_hours = 3; ///< … or so long after the trip, the later
    MinuteOfDay last_call = std::chrono::hours{16} + std::chrono::minutes{30}; ///< rung 3
    MinuteOfDay day_ended = std::chrono::hours{17} + std::chrono::minutes{30}; ///< rung 4
    MinuteOfDay next_morning = std::chrono::hours{9};                          ///< rung 5, next working day
};

/// Until when the customer's sponsor must have been called (Q12, S1-02).
struct SponsorCallSettings {
    MinuteOfDay close_of_day = std::chrono::hours{18}; ///< on the sponsor's clock
    int minutes_left = 60; ///< with less than this before the close of day, the call is due on the next working day …
    int first_hours = 2;   ///< … within so many first working hours
    LadderSettings rungs;
};

struct SprintSettings {
    int weeks = 8; ///< S0-28
};

/// The rolling plan (Q6, S1-04).
struct PlanSettings {
    int days = 14;              ///< how far ahead its dates may lie
    int renew_working_days = 2; ///< a new plan is asked for when so many working days or fewer are left
};

/// The time after a rescue in which success is provisional (Q7, S0-110).
struct WatchSettings {
    int days = 90;
};

/// How wide the thread must become in step 6 (Q11, S1-06).
struct NewContactSettings {
    int total = 2;
    int operations = 1; ///< of them at least so many in operations
    int finance = 1;    ///< and at least so many in finance
};

/// How rescue rooms are made (S0-86b).
struct RoomSettings {
    std::string prefix = "rescue-"; ///< a to z, digits, `-` and `_`; at most 40 of Slack's 80 characters
    bool is_private = true;
};

struct ReminderSettings {
    MinuteOfDay digest = std::chrono::hours{9}; ///< the daily list, on the reader's clock
    int snooze_minutes = 60;                    ///< what the *Snooze* button gives
};

/// Where the web server listens. Port 0 lets the system choose.
struct ListenAddress {
    std::string host = "127.0.0.1"; ///< without the brackets of an IPv6 address
    std::uint16_t port = 3000;

    bool operator==(const ListenAddress&) const = default;
};

/// Receiving over connections that we open, where Slack cannot reach us (Slack contract, section 18).
struct SocketModeSettings {
    int connections = 2; ///< kept open at a time, 1…10: with two, one may break or be replaced and nothing waits
};

/// What must not stand in a file that people pass around; comes from the environment alone.
struct Secrets {
    Secret bot_token;                    ///< `xoxb-…`; empty when not set
    std::vector<Secret> signing_secrets; ///< any of them makes a request genuine: two while one is being replaced
    Secret app_token;                    ///< `xapp-…`; turns Socket Mode on
    Secret api_token;                    ///< bearer token of `/v1` that may do everything, by the name `default`
    /// Named bearer tokens of `/v1` with their scopes, one a line; read again whenever it changes. Without this and
    /// without `api_token`, `/v1` answers 403.
    std::optional<std::filesystem::path> api_tokens_file;
};

/// The real Slack; anything else is a double.
inline constexpr std::string_view slack_web_api = "https://slack.com/api/";

/// Everything that the people who run Holdfast may decide. The defaults are the decisions Q1…Q18; members have
/// the names of their keys in `holdfast.yaml`. One value per run: read once, passed by reference, never changed.
struct Settings {
    std::string time_zone = "UTC";        ///< IANA name, for what belongs to nobody in particular
    WorkingHours working_hours;           ///< of the company; its holidays come from the key `holidays`
    std::vector<UserId> leaders;          ///< senior enough to own a rescue (Q13): users or user groups (`S…`)
    std::vector<UserId> admins;           ///< may export all, erase, read the audit
    std::optional<Money> company_revenue; ///< a year's; the sum of the accounts when not set (Q14)
    MajorAccountSettings major_account;
    DeclineSettings decline;
    Thresholds thresholds; ///< when signals trip (S0-14a…S0-25): keys `signals` and `tickets`
    SponsorCallSettings sponsor_call;
    SprintSettings sprint;
    PlanSettings plan;
    WatchSettings watch;
    NewContactSettings new_contacts;
    RoomSettings room;
    ReminderSettings reminders;
    bool plain_dates = false; ///< dates as text: for Slack doubles that do not draw Slack's own
    ListenAddress listen;
    SocketModeSettings socket_mode;
    std::filesystem::path database = "holdfast.db";
    std::string slack_api_url{slack_web_api};       ///< ends in `/` once it is loaded
    std::optional<std::string> public_url;          ///< where Slack reaches us; keeps Socket Mode off
    std::optional<std::filesystem::path> playbooks; ///< directory that replaces the built-in catalog
    Secrets secrets;

    /// True when events arrive over a socket that we open, instead of over HTTP.
    [[nodiscard]] bool uses_socket_mode() const { return !secrets.app_token.empty() && !public_url; }
};

} // namespace holdfast
