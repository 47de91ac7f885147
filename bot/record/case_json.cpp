#include "bot/record/case_json.hpp"

#include "playbooks/accounts/money.hpp"
#include "playbooks/calendar/day_text.hpp"
#include "storage/event_codec.hpp"

#include <nlohmann/json.hpp>

namespace holdfast {

namespace {

using Json = nlohmann::ordered_json;

template <class Value, class Text>
Json known(const std::optional<Value>& value, Text text) {
    return value ? Json(text(*value)) : Json(nullptr);
}

Json account_json(const std::optional<Account>& account) {
    if (!account) return nullptr;
    return {{"id", account->id.value},
            {"name", account->name},
            {"annual_revenue", known(account->annual_revenue, plain_decimal)},
            {"currency", account->currency},
            {"owner", account->owner.value},
            {"manager", account->manager.value},
            {"executive_sponsor", account->executive_sponsor.value},
            {"time_zone", account->time_zone},
            {"renewal_date", known(account->renewal_date, format_day)},
            {"segment", account->segment}};
}

Json case_head(const CaseRecord& record, const Case& now) {
    return {{"id", record.id.value},
            {"account", record.account.value},
            {"account_name", now.account_name},
            {"number", record.number},
            {"status", to_text(now.status)},
            {"room", record.title},
            {"opened_at", record_time(record.opened_at)},
            {"closed_at", known(record.closed_at, record_time)},
            {"reason", now.reason},
            {"owner", now.owner.value},
            {"manager", now.manager.value},
            {"executive_sponsor", now.executive_sponsor.value}};
}

std::string_view mood_text(Mood mood) {
    switch (mood) {
    case Mood::unknown: return "";
    case Mood::good: return "+";
    case Mood::neutral: return "0";
    case Mood::bad: return "-";
    }
    return "";
}

std::string_view state_text(SummaryState state) {
    switch (state) {
    case SummaryState::draft: return "draft";
    case SummaryState::sent: return "sent";
    case SummaryState::discarded: return "discarded";
    }
    return "";
}

Json summary_json(const Summary* summary) {
    if (summary == nullptr) return nullptr;
    return {{"state", state_text(summary->state)},
            {"text", summary->text},
            {"settled_at", known(summary->settled_at, record_time)},
            {"discard_reason", summary->discard_reason}};
}

Json touch_json(const Case& now, std::size_t index) {
    const auto& touch = now.touches[index];
    return {{"number", touch.number},
            {"at", record_time(touch.at)},
            {"kind", to_text(touch.kind)},
            {"direction", to_text(touch.direction)},
            {"reached", touch.reached},
            {"with", touch.with},
            {"with_sponsor", bool{now.touch_with_sponsor[index]}},
            {"mood", mood_text(touch.mood)},
            {"tags", touch.tags},
            {"text", touch.text},
            {"next", touch.next},
            {"by_when", known(touch.by_when, format_day)},
            {"by", touch.by.value},
            {"summary", summary_json(now.summary_of(touch.number))}};
}

Json event_json(const RecordedEvent& event, const TimelineEntry& entry) {
    return {{"number", event.number}, {"at", record_time(event.at)}, {"by", event.by.value},
            {"kind", entry.kind},     {"words", entry.words},        {"data", Json::parse(encode(event.what).body)}};
}

} // namespace

std::string case_json(const CaseHistory& history, const Timeline& timeline) {
    Json json{{"format", "holdfast-case-1"}};
    json["case"] = case_head(history.record, timeline.now);
    json["account"] = account_json(history.account);
    json["touches"] = Json::array();
    for (std::size_t i = 0; i < timeline.now.touches.size(); ++i)
        json["touches"].push_back(touch_json(timeline.now, i));
    json["events"] = Json::array();
    for (std::size_t i = 0; i < history.events.size(); ++i)
        json["events"].push_back(event_json(history.events[i], timeline.entries[i]));
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace holdfast
