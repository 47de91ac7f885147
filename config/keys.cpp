#include "config/keys.hpp"

#include "config/yaml_notation.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace holdfast {

namespace {

using Complaint = std::optional<std::string>;

/// Binds a key to the member that `member` picks (from a Settings of either constness) and to a check of its value.
template <class Member, class Check>
Key key(std::string path, std::string meaning, Member member, Check check) {
    using Value = std::remove_cvref_t<decltype(member(std::declval<Settings&>()))>;
    const auto set = [member, check](Settings& settings, const YAML::Node& node) -> Complaint {
        auto value = Notation<Value>::read(node);
        if (!value) {
            return std::move(value.error());
        }
        if (Complaint complaint = check(*value)) {
            return complaint;
        }
        member(settings) = std::move(*value);
        return std::nullopt;
    };
    const auto show = [member](const Settings& settings) { return Notation<Value>::write(member(settings)); };
    return {std::move(path), std::move(meaning), set, show};
}

constexpr auto anything = [](const auto&) -> Complaint { return std::nullopt; };

constexpr auto between(int least, int most) {
    return [least, most](auto value) -> Complaint {
        if (value >= least && value <= most) {
            return std::nullopt;
        }
        return fmt::format("must be from {} to {}, not {}", least, most, value);
    };
}

constexpr auto percent = [](double value) -> Complaint {
    if (value > 0 && value <= 100) {
        return std::nullopt;
    }
    return fmt::format("must be a percentage above 0 and up to 100, not {}", value);
};

constexpr auto at_least_one_day = [](Weekdays days) -> Complaint {
    if (days.any()) {
        return std::nullopt;
    }
    return "must name at least one day";
};

Complaint known_zone(const std::string& name) {
    try {
        static_cast<void>(date::locate_zone(name));
        return std::nullopt;
    } catch (const std::runtime_error&) {
        return fmt::format("\"{}\" is not a time zone of this system; write it as Europe/Berlin", name);
    }
}

Complaint room_prefix(const std::string& prefix) {
    constexpr std::size_t most = 40;
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    if (prefix.size() <= most && std::ranges::all_of(prefix, allowed)) {
        return std::nullopt;
    }
    return fmt::format("must be at most {} of the characters a to z, 0 to 9, - and _", most);
}

Complaint web_address(const std::string& url) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (url.starts_with(scheme) && url.size() > scheme.size() && !url.contains(' ')) {
            return std::nullopt;
        }
    }
    return fmt::format("\"{}\" is not a web address; write it as https://example.com/", url);
}

Complaint web_address_if_any(const std::optional<std::string>& url) {
    return url ? web_address(*url) : std::nullopt;
}

Complaint positive_if_any(const std::optional<Money>& amount) {
    if (!amount || amount->cents > 0) {
        return std::nullopt;
    }
    return "must be more than 0";
}

} // namespace

std::vector<Key> setting_keys() {
    constexpr int days_of_a_year = 366;
    constexpr int minutes_of_a_day = 24 * 60;
    return {
        key(
            "time_zone", "The company's time zone (IANA name), for what belongs to nobody in particular.",
            [](auto& s) -> auto& { return s.time_zone; }, known_zone),
        key(
            "working_hours.start", "When a working day starts, on the clock of whoever it concerns.",
            [](auto& s) -> auto& { return s.working_hours.start; }, anything),
        key(
            "working_hours.end", "When it ends.", [](auto& s) -> auto& { return s.working_hours.end; }, anything),
        key(
            "working_hours.days", "Working days: mon, tue, wed, thu, fri, sat, sun.",
            [](auto& s) -> auto& { return s.working_hours.days; }, at_least_one_day),
        key(
            "holidays", "Days on which nobody works, as [2026-12-24, 2026-12-25].",
            [](auto& s) -> auto& { return s.working_hours.holidays; }, anything),
        key(
            "leaders", "Who is senior enough to own a rescue: Slack ids of people or groups, or e-mail addresses.",
            [](auto& s) -> auto& { return s.leaders; }, anything),
        key(
            "admins", "Who may export everything, erase, and read the audit: ids or addresses, as above.",
            [](auto& s) -> auto& { return s.admins; }, anything),
        key(
            "company_revenue", "The company's revenue of a year; ~ takes the sum over all accounts.",
            [](auto& s) -> auto& { return s.company_revenue; }, positive_if_any),

        key(
            "major_account.revenue_percent", "An account is major from this share of the company's revenue on.",
            [](auto& s) -> auto& { return s.major_account.revenue_percent; }, percent),

        key(
            "decline.shift_percent", "Orders so far below the usual: stage \"shift\".",
            [](auto& s) -> auto& { return s.decline.shift_percent; }, percent),
        key(
            "decline.distancing_percent", "Orders so far below the usual: stage \"distancing\".",
            [](auto& s) -> auto& { return s.decline.distancing_percent; }, percent),
        key(
            "decline.crisis_percent", "Orders so far below the usual: stage \"crisis\".",
            [](auto& s) -> auto& { return s.decline.crisis_percent; }, percent),

        key(
            "signals.order_baseline.months",
            "What is usual is the mean of up to so many complete months before the last two.",
            [](auto& s) -> auto& { return s.thresholds.order_baseline.months; }, between(1, 60)),
        key(
            "signals.order_baseline.least_months",
            "With fewer months than this on record, nothing is known to be usual.",
            [](auto& s) -> auto& { return s.thresholds.order_baseline.least_months; }, between(1, 60)),
        key(
            "signals.order_volume.drop_percent",
            "The amount ordered trips when it lay more than this below the usual in each of the last two months.",
            [](auto& s) -> auto& { return s.thresholds.order_volume.drop_percent; }, percent),
        key(
            "signals.order_frequency.drop_percent", "The number of orders trips when it lay this or more below.",
            [](auto& s) -> auto& { return s.thresholds.order_frequency.drop_percent; }, percent),
        key(
            "signals.payment_terms.late_invoices", "So many invoices in a row paid later than their terms trip.",
            [](auto& s) -> auto& { return s.thresholds.payment_terms.late_invoices; }, between(1, 100)),
        key(
            "signals.payment_terms.request_days",
            "A request of the customer explains longer terms that begin at most so many days later.",
            [](auto& s) -> auto& { return s.thresholds.payment_terms.request_days; }, between(0, days_of_a_year)),
        key(
            "signals.payment_terms.recent_days", "Payments longer ago than this are history.",
            [](auto& s) -> auto& { return s.thresholds.payment_terms.recent_days; }, between(1, days_of_a_year)),
        key(
            "signals.renewal_silent.days", "A renewal nobody talked about trips with fewer days left than this.",
            [](auto& s) -> auto& { return s.thresholds.renewal.days; }, between(1, days_of_a_year)),
        key(
            "signals.renewal_silent.talk_days",
            "A talk about the renewal counts from so many days before that time on.",
            [](auto& s) -> auto& { return s.thresholds.renewal.talk_days; }, between(0, days_of_a_year)),
        key(
            "signals.renewal_silent.passed_days", "A renewal date passed longer ago than this is out of date.",
            [](auto& s) -> auto& { return s.thresholds.renewal.passed_days; }, between(0, days_of_a_year)),
        key(
            "signals.qualitative.kinds", "So many different kinds of observations by people make an alert.",
            [](auto& s) -> auto& { return s.thresholds.qualitative.kinds; }, between(1, 6)),
        key(
            "signals.qualitative.window_days", "Only observations at most so many days apart count together.",
            [](auto& s) -> auto& { return s.thresholds.qualitative.window_days; }, between(1, days_of_a_year)),

        key(
            "tickets.rise_percent", "Support tickets trip when they rose by this or more.",
            [](auto& s) -> auto& { return s.thresholds.tickets.rise_percent; }, between(1, 1000)),
        key(
            "tickets.floor", "Fewer tickets than this never trip; 0 switches this floor off.",
            [](auto& s) -> auto& { return s.thresholds.tickets.floor; }, between(0, 1'000'000)),
        key(
            "tickets.window_days", "The last so many days are compared with as many before them.",
            [](auto& s) -> auto& { return s.thresholds.tickets.window_days; }, between(1, days_of_a_year)),

        key(
            "sponsor_call.close_of_day",
            "The customer's sponsor is to be called on the day itself by this time, on the sponsor's clock.",
            [](auto& s) -> auto& { return s.sponsor_call.close_of_day; }, anything),
        key(
            "sponsor_call.minutes_left",
            "With fewer minutes than this left, the call is due on the next working day instead.",
            [](auto& s) -> auto& { return s.sponsor_call.minutes_left; }, between(0, minutes_of_a_day)),
        key(
            "sponsor_call.first_hours", "It is then due within so many first working hours.",
            [](auto& s) -> auto& { return s.sponsor_call.first_hours; }, between(1, 24)),
        key(
            "sponsor_call.rungs.second_message_minutes", "The manager is reminded so many minutes after the signal.",
            [](auto& s) -> auto& { return s.sponsor_call.rungs.second_message_minutes; }, between(1, minutes_of_a_day)),
        key(
            "sponsor_call.rungs.afternoon",
            "Then in the afternoon, on the manager's clock like all times of the ladder.",
            [](auto& s) -> auto& { return s.sponsor_call.rungs.afternoon; }, anything),
        key(
            "sponsor_call.rungs.afternoon_hours",
            "The afternoon reminder comes no earlier than so many hours after the signal.",
            [](auto& s) -> auto& { return s.sponsor_call.rungs.afternoon_hours; }, between(1, 24)),
        key(
            "sponsor_call.rungs.last_call", "Last call of the day; the recovery lead hears it too.",
            [](auto& s) -> auto& { return s.sponsor_call.rungs.last_call; }, anything),
        key(
            "sponsor_call.rungs.day_ended", "The next level up hears that the day ended without a call.",
            [](auto& s) -> auto& { return s.sponsor_call.rungs.day_ended; }, anything),
        key(
            "sponsor_call.rungs.next_morning", "The ladder starts again at this time of the next working day.",
            [](auto& s) -> auto& { return s.sponsor_call.rungs.next_morning; }, anything),

        key(
            "sprint.weeks", "How long a rescue runs before it must be decided: 6 to 8.",
            [](auto& s) -> auto& { return s.sprint.weeks; }, between(6, 8)),
        key(
            "plan.days", "How far ahead the dates of a plan may lie.", [](auto& s) -> auto& { return s.plan.days; },
            between(1, 56)),
        key(
            "plan.renew_working_days", "A new plan is asked for when so many working days of the current one are left.",
            [](auto& s) -> auto& { return s.plan.renew_working_days; }, between(0, 10)),
        key(
            "watch.days", "A recovered account counts as recovered after so many days.",
            [](auto& s) -> auto& { return s.watch.days; }, between(1, days_of_a_year)),
        key(
            "new_contacts.total", "So many new contacts at the customer make the thread wide enough.",
            [](auto& s) -> auto& { return s.new_contacts.total; }, between(1, 20)),
        key(
            "new_contacts.operations", "At least so many of them work in operations.",
            [](auto& s) -> auto& { return s.new_contacts.operations; }, between(0, 20)),
        key(
            "new_contacts.finance", "At least so many of them work in finance.",
            [](auto& s) -> auto& { return s.new_contacts.finance; }, between(0, 20)),

        key(
            "room.prefix", "What the names of rescue rooms begin with.", [](auto& s) -> auto& { return s.room.prefix; },
            room_prefix),
        key(
            "room.private", "Whether only invited people see a room.",
            [](auto& s) -> auto& { return s.room.is_private; }, anything),
        key(
            "reminders.digest", "When the daily list of what is due arrives, on the reader's clock.",
            [](auto& s) -> auto& { return s.reminders.digest; }, anything),
        key(
            "reminders.snooze_minutes", "How long the Snooze button puts a reminder off.",
            [](auto& s) -> auto& { return s.reminders.snooze_minutes; }, between(1, minutes_of_a_day)),

        key(
            "plain_dates", "Dates as text instead of Slack's own, for Slack doubles that do not draw those.",
            [](auto& s) -> auto& { return s.plain_dates; }, anything),
        key(
            "listen", "Address and port of the web server. HOLDFAST_LISTEN goes before it.",
            [](auto& s) -> auto& { return s.listen; }, anything),
        key(
            "public_url", "Where Slack reaches this server; set it to get HTTP although SLACK_APP_TOKEN is set.",
            [](auto& s) -> auto& { return s.public_url; }, web_address_if_any),
        key(
            "socket_mode.connections", "How many connections Socket Mode keeps open; Slack allows ten per app.",
            [](auto& s) -> auto& { return s.socket_mode.connections; }, between(1, 10)),
        key(
            "database", "The SQLite file. HOLDFAST_DB goes before it.", [](auto& s) -> auto& { return s.database; },
            anything),
        key(
            "slack_api_url", "Base address of Slack's Web API. SLACK_API_URL goes before it.",
            [](auto& s) -> auto& { return s.slack_api_url; }, web_address),
        key(
            "playbooks", "A directory whose playbook files replace the built-in ones of the same name; ~ for none.",
            [](auto& s) -> auto& { return s.playbooks; }, anything),
    };
}

std::vector<Agreement> setting_agreements() {
    return {
        {"working_hours.end", "working_hours.start", "must be later than working_hours.start",
         [](const Settings& s) { return s.working_hours.start < s.working_hours.end; }},
        {"signals.order_baseline.least_months", "signals.order_baseline.months",
         "must not be more than signals.order_baseline.months",
         [](const Settings& s) {
             return s.thresholds.order_baseline.least_months <= s.thresholds.order_baseline.months;
         }},
        {"decline.distancing_percent", "decline.shift_percent", "must be more than decline.shift_percent",
         [](const Settings& s) { return s.decline.shift_percent < s.decline.distancing_percent; }},
        {"decline.crisis_percent", "decline.distancing_percent", "must be more than decline.distancing_percent",
         [](const Settings& s) { return s.decline.distancing_percent < s.decline.crisis_percent; }},
        {"sponsor_call.rungs.last_call", "sponsor_call.rungs.afternoon",
         "must be later than sponsor_call.rungs.afternoon",
         [](const Settings& s) { return s.sponsor_call.rungs.afternoon < s.sponsor_call.rungs.last_call; }},
        {"sponsor_call.rungs.day_ended", "sponsor_call.rungs.last_call",
         "must be later than sponsor_call.rungs.last_call",
         [](const Settings& s) { return s.sponsor_call.rungs.last_call < s.sponsor_call.rungs.day_ended; }},
        {"new_contacts.total", "new_contacts.operations",
         "must be at least new_contacts.operations and new_contacts.finance together",
         [](const Settings& s) { return s.new_contacts.operations + s.new_contacts.finance <= s.new_contacts.total; }},
    };
}

} // namespace holdfast
