#include "storage/event_codec.hpp"

#include "playbooks/calendar/date_words.hpp"
#include "playbooks/rescue/event.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <type_traits>
#include <utility>

using nlohmann::json;

namespace nlohmann {

template <class Tag>
struct adl_serializer<holdfast::Id<Tag>> {
    static void to_json(json& j, const holdfast::Id<Tag>& id) { j = id.value; }
    static void from_json(const json& j, holdfast::Id<Tag>& id) { id.value = j.get<std::string>(); }
};

template <>
struct adl_serializer<holdfast::Instant> {
    static void to_json(json& j, const holdfast::Instant& at) { j = at.time_since_epoch().count(); }
    static void from_json(const json& j, holdfast::Instant& at) {
        at = holdfast::Instant{std::chrono::milliseconds{j.get<std::int64_t>()}};
    }
};

template <>
struct adl_serializer<holdfast::Day> {
    static void to_json(json& j, const holdfast::Day& day) { j = date::format("%F", day); }
    static void from_json(const json& j, holdfast::Day& day) {
        const auto parsed = holdfast::parse_day(j.get<std::string>());
        if (!parsed) throw std::runtime_error{parsed.error()};
        day = *parsed;
    }
};

template <class T>
struct adl_serializer<std::optional<T>> {
    static void to_json(json& j, const std::optional<T>& value) {
        if (value) {
            j = *value;
        } else {
            j = nullptr;
        }
    }
    static void from_json(const json& j, std::optional<T>& value) {
        if (j.is_null()) {
            value.reset();
        } else {
            value = j.get<T>();
        }
    }
};

} // namespace nlohmann

namespace holdfast {

// Enumerations lie in the database by name, so that their order in the code may change.
template <class Enum, class FromText>
void read_name(const json& j, Enum& value, FromText from_text) {
    const auto text = j.get<std::string>();
    const auto known = from_text(text);
    if (!known) throw std::runtime_error{fmt::format("unknown name \"{}\"", text)};
    value = *known;
}

static void to_json(json& j, const SignalKind& kind) {
    j = to_text(kind);
}
static void from_json(const json& j, SignalKind& kind) {
    read_name(j, kind, signal_kind_from);
}
static void to_json(json& j, const TouchKind& kind) {
    j = to_text(kind);
}
static void from_json(const json& j, TouchKind& kind) {
    read_name(j, kind, touch_kind_from);
}
static void to_json(json& j, const BuyingRole& role) {
    j = to_text(role);
}
static void from_json(const json& j, BuyingRole& role) {
    read_name(j, role, buying_role_from);
}
static void to_json(json& j, const RescueRole& role) {
    j = to_text(role);
}
static void from_json(const json& j, RescueRole& role) {
    read_name(j, role, rescue_role_from);
}

static void to_json(json& j, const LossReason& reason) {
    j = to_text(reason);
}
static void from_json(const json& j, LossReason& reason) {
    read_name(j, reason, loss_reason_from);
}

static void to_json(json& j, const Direction& direction) {
    j = to_text(direction);
}
static void from_json(const json& j, Direction& direction) {
    read_name(j, direction, direction_from);
}
constexpr std::array<std::string_view, 4> mood_names{"unknown", "good", "neutral", "bad"};
static void to_json(json& j, const Mood& mood) {
    j = name_of(mood_names, mood);
}
static void from_json(const json& j, Mood& mood) {
    read_name(j, mood, [](std::string_view text) { return enumerator_named<Mood>(mood_names, text); });
}

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Signal, kind, at, numbers, note, by)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SponsorContact, name, phone, email, zone)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SponsorCallWindow, opens, due, same_day, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Touch, number, kind, direction, reached, with, mood, tags, text, next,
                                                by_when, by, at)

namespace event {

constexpr std::array<std::string_view, 3> step_mark_names{"none", "blocked", "skipped"};
static void to_json(json& j, const StepMark& mark) {
    j = name_of(step_mark_names, mark);
}
static void from_json(const json& j, StepMark& mark) {
    read_name(j, mark, [](std::string_view text) { return enumerator_named<StepMark>(step_mark_names, text); });
}
static void to_json(json& j, const Outcome& outcome) {
    j = name_of(outcome_names, outcome);
}
static void from_json(const json& j, Outcome& outcome) {
    read_name(j, outcome, [](std::string_view text) { return enumerator_named<Outcome>(outcome_names, text); });
}

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RescueOpened, account, account_name, number, reason, signals, owner,
                                                manager, executive_sponsor, sponsor, call, annual_cents, currency,
                                                renewal_date, account_zone, people)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SignalAdded, signal, relapse, call)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SignalDismissed, signal, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(FactsRecorded, what_happened, outcomes_hit, promises_broken)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TimelineNoted, text, happened, link)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SponsorNamed, sponsor, call)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SponsorCallMoved, to, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SponsorCallDelegated, to, note)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TouchLogged, touch, with_sponsor, draft_shown, draft, says_nothing,
                                                lacks_progress, lacks_next, lacks_dates)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SummaryEdited, touch, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SummarySent, touch)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SummaryDiscarded, touch, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RoleTaken, role, holder, may_approve, former)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RoleDropped, role, former)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PlanRowAdded, row, text, owner, due)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PlanRowChanged, row, text, owner, due, note)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PlanRowDone, row, note)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PlanRowDropped, row, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ServiceGranted, service, what, start, end, measure, cost_cents)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ServiceDeclined, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ServiceExtended, service, end, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ServiceStopped, service, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ServiceMadePermanent, service, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ContactAdded, name, title, role, department)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ContactLeft, name, was_sponsor)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CheckinBooked, weekday, minute_of_day, zone)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(IndicatorChosen, name, target, at_most)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(IndicatorLogged, name, value)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(IndicatorDropped, name, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(StepChanged, step, mark, owner, due, note, was)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Safeguard, text, owner, due)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ReviewHeld, what_happened, what_worked, what_did_not, safeguards,
                                                sponsor_present, gesture, gesture_reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RescueClosed, outcome, reason, evidence, loss)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ClosingProposed, outcome, reason, evidence, loss)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ReminderFired, key, to, late, pointless)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ColleagueFound, address, user)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ReminderSnoozed, key, until, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PromiseRecorded, promise, touch, text, to, by, due)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PromiseApproved, promise)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PromiseRefused, promise, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(NothingPromised, touch)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(InChargeChanged, owner, manager, executive_sponsor, account_zone)

static void to_json(json& j, const ContactShared&) {
    j = json::object();
}
static void from_json(const json&, ContactShared&) {}
static void to_json(json& j, const RecoveryConfirmed&) {
    j = json::object();
}
static void from_json(const json&, RecoveryConfirmed&) {}

} // namespace event

namespace {

/// One name per alternative of Event, in its order.
constexpr std::array<std::string_view, std::variant_size_v<Event>> names{
    "rescue-opened",      "signal-added",      "signal-dismissed",   "facts-recorded",
    "timeline-noted",     "sponsor-named",     "sponsor-call-moved", "sponsor-call-delegated",
    "touch-logged",       "summary-edited",    "summary-sent",       "summary-discarded",
    "role-taken",         "role-dropped",      "contact-shared",     "plan-row-added",
    "plan-row-changed",   "plan-row-done",     "plan-row-dropped",   "service-granted",
    "service-declined",   "service-extended",  "service-stopped",    "service-made-permanent",
    "contact-added",      "contact-left",      "checkin-booked",     "indicator-chosen",
    "indicator-logged",   "step-changed",      "review-held",        "rescue-closed",
    "recovery-confirmed", "reminder-fired",    "reminder-snoozed",   "colleague-found",
    "closing-proposed",   "promise-recorded",  "promise-approved",   "promise-refused",
    "nothing-promised",   "in-charge-changed", "indicator-dropped"};

/// Every other number of an event is whole, and a fraction that is read as one means nothing.
constexpr std::array<std::string_view, 3> members_with_fractions{"numbers", "target", "value"};

void require_whole_numbers(const json& part, int depth = 1) {
    constexpr int deepest = 16;
    if (depth > deepest) throw std::runtime_error{"it is nested too deep"};
    for (const auto& [name, value] : part.items()) {
        if (std::ranges::find(members_with_fractions, name) != members_with_fractions.end()) continue;
        if (value.is_number_float()) throw std::runtime_error{fmt::format("\"{}\" is no whole number", name)};
        if (value.is_structured()) require_whole_numbers(value, depth + 1);
    }
}

template <std::size_t... I>
Event decode_as(std::size_t index, const json& body, std::index_sequence<I...>) {
    Event result;
    (void)((I == index && (result = body.get<std::variant_alternative_t<I, Event>>(), true)) || ...);
    return result;
}

/// Before it was written down whether the recovery lead may approve, anybody of the room could take that role
/// themselves: such a lead has to be confirmed. Who was named by somebody else keeps the right.
void complete(Event& event, const json& fields, const UserId& actor) {
    auto* taken = std::get_if<event::RoleTaken>(&event);
    if (taken == nullptr || fields.contains("may_approve")) return;
    taken->may_approve = taken->role != RescueRole::recovery_lead || taken->holder != actor;
}

} // namespace

std::string_view type_name(const Event& event) {
    return names[event.index()];
}

EncodedEvent encode(const Event& event) {
    auto body = std::visit([](const auto& e) { return json(e); }, event);
    // What people typed may hold bytes that are no UTF-8; losing one sign is better than losing the event.
    return {std::string{type_name(event)}, body.dump(-1, ' ', false, json::error_handler_t::replace)};
}

Event decode_event(std::string_view type, std::string_view body, const UserId& actor) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] != type) continue;
        try {
            const auto fields = json::parse(body);
            if (!fields.is_object()) throw std::runtime_error{"its body is no JSON object"};
            require_whole_numbers(fields);
            auto event = decode_as(i, fields, std::make_index_sequence<names.size()>{});
            complete(event, fields, actor);
            return event;
        } catch (const std::exception& e) {
            throw std::runtime_error{fmt::format("event of kind {} cannot be read: {}", type, e.what())};
        }
    }
    throw std::runtime_error{fmt::format("event of unknown kind \"{}\"", type)};
}

} // namespace holdfast
