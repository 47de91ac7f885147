#include "playbooks/summary/draft.hpp"

#include "playbooks/calendar/day_text.hpp"
#include "playbooks/calendar/zone.hpp"
#include "playbooks/summary/signature.hpp"
#include "playbooks/summary/wording.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast {

namespace {

using Values = kainjow::mustache::data;

/// A note that lists more is no longer a short note.
constexpr std::size_t most_plan_rows = 5;
/// Whoever is that far behind writes about it in words of their own.
constexpr std::size_t most_late_rows = 3;

struct NextAction {
    std::string text;
    std::optional<Day> when;
    std::string who;
};

/// What is still to be done, nearest first.
struct OpenActions {
    std::vector<NextAction> ahead;
    std::vector<NextAction> late; ///< a list of their own: late is said once, and the same way whoever has to do it
};

std::string known_name(const UserId& user, const SummaryFacts& facts) {
    if (user.empty() || !facts.name_of) return {};
    const std::string name = without_outer_blanks(facts.name_of(user));
    return name == user.value ? std::string{} : name;
}

/// The last time this person heard from us before: what was done until then is known to them.
Instant last_heard(const Case& rescue, const Touch& touch) {
    Instant last = Instant::min();
    for (const Touch& earlier : rescue.touches) {
        const bool counts = earlier.reached && earlier.with == touch.with && earlier.number != touch.number;
        if (counts && earlier.at < touch.at) last = std::max(last, earlier.at);
    }
    return last;
}

std::vector<std::string> done_since_last_heard(const Case& rescue, const Touch& touch) {
    const Instant since = last_heard(rescue, touch);
    std::vector<const PlanRow*> rows;
    for (const PlanRow& row : rescue.plan) {
        if (row.state == PlanRowState::done && row.done_at > since && row.done_at <= touch.at) rows.push_back(&row);
    }
    std::ranges::sort(rows, std::greater{}, &PlanRow::done_at);
    if (rows.size() > most_plan_rows) rows.resize(most_plan_rows);
    std::vector<std::string> texts;
    for (const PlanRow* row : rows) {
        std::string text = as_sentence_on_one_line(row->text);
        if (!text.empty()) texts.push_back(std::move(text));
    }
    return texts;
}

std::vector<const PlanRow*> open_rows_nearest_first(const Case& rescue) {
    std::vector<const PlanRow*> rows;
    for (const PlanRow& row : rescue.plan) {
        if (row.state == PlanRowState::open) rows.push_back(&row);
    }
    std::ranges::sort(rows, {}, [](const PlanRow* row) { return std::pair{row->due, row->number}; });
    return rows;
}

OpenActions open_actions(const Case& rescue, const Touch& touch, const SummaryFacts& facts) {
    OpenActions actions;
    const std::string own = as_sentence_on_one_line(touch.next);
    std::size_t most_ahead = most_plan_rows;
    if (!own.empty()) {
        actions.ahead.push_back({own, touch.by_when, {}});
        ++most_ahead;
    }
    for (const PlanRow* row : open_rows_nearest_first(rescue)) {
        std::string text = as_sentence_on_one_line(row->text);
        if (text.empty() || text == own) continue;
        if (row->due < facts.today) {
            if (actions.late.size() < most_late_rows) actions.late.push_back({std::move(text), row->due, {}});
        } else if (actions.ahead.size() < most_ahead) {
            actions.ahead.push_back({std::move(text), row->due, known_name(row->owner, facts)});
        }
    }
    return actions;
}

/// The dates that lie ahead of whoever reads the note.
std::set<Day> dates_ahead(const OpenActions& actions, const Touch& touch, Day today) {
    std::set<Day> ahead;
    for (const NextAction& action : actions.ahead) {
        if (action.when && *action.when >= today) ahead.insert(*action.when);
    }
    // A date of the touch that belongs to no action of its own.
    if (touch.by_when && touch.next.empty() && *touch.by_when >= today) ahead.insert(*touch.by_when);
    return ahead;
}

std::vector<const Service*> services_told_of(const Case& rescue, Day today) {
    std::vector<const Service*> services;
    for (const Service& service : rescue.services) {
        const bool is_running = service.state == ServiceState::running && service.end >= today;
        if (is_running && !without_outer_blanks(service.what).empty()) services.push_back(&service);
    }
    return services;
}

std::optional<Day> next_meeting(const Checkin& checkin, Instant after, Day today) {
    const Zone* const zone = find_zone(checkin.zone);
    if (zone == nullptr) return std::nullopt;
    Day day = day_of(after, *zone);
    if (minute_of_day(after, *zone).count() >= checkin.minute_of_day) day += date::days{1};
    day = std::max(day, today);
    return day + (date::weekday{static_cast<unsigned>(checkin.weekday)} - date::weekday{day});
}

/// `Berlin` for `Europe/Berlin`, `New York` for `America/New_York`.
std::string place_of(std::string_view zone) {
    std::string place{zone.substr(zone.rfind('/') + 1)};
    std::ranges::replace(place, '_', ' ');
    return place;
}

Values meeting_values(const Checkin& checkin, const Touch& touch, const SummaryFacts& facts) {
    Values values;
    values.set("weekday", std::string{weekday_name(date::weekday{static_cast<unsigned>(checkin.weekday)})});
    values.set("time", format_minute_of_day(MinuteOfDay{checkin.minute_of_day}));
    values.set("place", place_of(checkin.zone));
    if (const auto day = next_meeting(checkin, touch.at, facts.today)) values.set("next_on", date_in_full(*day));
    return values;
}

void add_occasion(Values& values, const Touch& touch) {
    values.set(std::string{to_text(touch.kind)}, true);
    values.set("incoming", touch.direction == Direction::in);
}

void add_what_moved(Values& values, const Case& rescue, const Touch& touch) {
    const std::string moved = as_sentence(touch.text);
    Values done{Values::type::list};
    for (const std::string& text : done_since_last_heard(rescue, touch)) done.push_back(Values{"text", text});
    values.set("progress", !moved.empty() || !done.is_empty_list());
    if (!moved.empty()) values.set("moved", moved);
    values.set("done", done);
}

Values listed(const std::vector<NextAction>& actions) {
    Values entries{Values::type::list};
    for (const NextAction& action : actions) {
        Values entry{"text", action.text};
        if (action.when) entry.set("when", date_in_full(*action.when));
        if (!action.who.empty()) entry.set("who", action.who);
        entries.push_back(entry);
    }
    return entries;
}

void add_what_is_next(Values& values, const OpenActions& actions) {
    values.set("next_actions", !actions.ahead.empty());
    values.set("next", listed(actions.ahead));
    values.set("overdue_actions", !actions.late.empty());
    values.set("overdue", listed(actions.late));
}

void add_by_when(Values& values, const Case& rescue, const Touch& touch, const OpenActions& actions,
                 const SummaryFacts& facts) {
    const std::set<Day> ahead = dates_ahead(actions, touch, facts.today);
    if (ahead.size() == 1) values.set("only_date", date_in_full(*ahead.begin()));
    if (ahead.size() > 1) {
        values.set("first_date", date_in_full(*ahead.begin()));
        values.set("last_date", date_in_full(*ahead.rbegin()));
    }
    if (rescue.checkin) values.set("checkin", meeting_values(*rescue.checkin, touch, facts));

    Values services{Values::type::list};
    for (const Service* service : services_told_of(rescue, facts.today)) {
        Values entry{"what", as_sentence_on_one_line(service->what)};
        entry.set("until", date_in_full(service->end));
        services.push_back(entry);
    }
    values.set("dates", !ahead.empty() || rescue.checkin.has_value() || !services.is_empty_list());
    values.set("services", services);
}

} // namespace

DraftParts parts_of_draft(const Case& rescue, const Touch& touch, Day today) {
    const auto actions = open_actions(rescue, touch, {{}, today});
    DraftParts parts;
    parts.progress = !without_outer_blanks(touch.text).empty() || !done_since_last_heard(rescue, touch).empty();
    parts.next = !actions.ahead.empty();
    parts.dates = !dates_ahead(actions, touch, today).empty() || rescue.checkin.has_value() ||
                  !services_told_of(rescue, today).empty();
    return parts;
}

std::string draft_summary(const Case& rescue, const Touch& touch, const Catalog& catalog, const SummaryFacts& facts) {
    const auto actions = open_actions(rescue, touch, facts);
    Values values;
    if (const std::string name = greeting_name(touch.with); !name.empty()) values.set("first_name", name);
    add_occasion(values, touch);
    add_what_moved(values, rescue, touch);
    add_what_is_next(values, actions);
    add_by_when(values, rescue, touch, actions, facts);
    const std::string sender = known_name(touch.by, facts);
    values.set("sender", sender.empty() ? std::string{name_to_fill_in} : sender);
    return fill_in(catalog.summary_template, values);
}

} // namespace holdfast
