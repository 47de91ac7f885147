#include "bot/receive/health_json.hpp"

#include "bot/slack/json_text.hpp"
#include "playbooks/accounts/money.hpp"
#include "playbooks/calendar/day_text.hpp"

#include <nlohmann/json.hpp>

namespace holdfast {

namespace {

using Json = nlohmann::ordered_json;

std::string instant_text(Instant at) {
    return date::format("%FT%TZ", date::floor<std::chrono::seconds>(at));
}

template <class Value, class Text>
Json known(const std::optional<Value>& value, Text text) {
    return value ? Json(text(*value)) : Json(nullptr);
}

template <class Value>
Json known(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

std::string_view name_of(ReadingState state) {
    switch (state) {
    case ReadingState::quiet: return "quiet";
    case ReadingState::watch: return "watch";
    case ReadingState::tripped: return "tripped";
    case ReadingState::no_data: return "no-data";
    }
    return {};
}

Json signal_json(const Signal& signal) {
    Json json{{"kind", to_text(signal.kind)}, {"at", instant_text(signal.at)}, {"words", in_words(signal)}};
    json["numbers"] = Json::object();
    for (const auto& [name, value] : signal.numbers) json["numbers"][name] = value;
    json["note"] = signal.note;
    json["by"] = signal.by;
    return json;
}

Json reading_json(const Reading& reading) {
    Json json{{"detector", to_text(reading.detector)}, {"state", name_of(reading.state)}, {"words", reading.words}};
    json["signals"] = Json::array();
    for (const auto& signal : reading.signals) json["signals"].push_back(signal_json(signal));
    return json;
}

Json decline_json(const Decline& decline) {
    return {{"stage", known(decline.stage, [](DeclineStage stage) { return to_text(stage); })},
            {"by_orders", known(decline.by_orders, [](DeclineStage stage) { return to_text(stage); })},
            {"by_months", known(decline.by_months, [](DeclineStage stage) { return to_text(stage); })},
            {"drop_percent", known(decline.drop_percent)},
            {"month", known(decline.month)},
            {"words", decline.words}};
}

Json rescue_json(const Case* rescue) {
    if (rescue == nullptr) return nullptr;
    return {{"id", rescue->id.value},
            {"status", to_text(rescue->status)},
            {"opened_at", instant_text(rescue->opened_at)},
            {"owner", rescue->owner.value}};
}

} // namespace

std::string health_json(const Account& account, const HealthReport& report, const Case* rescue, Instant now) {
    Json json{{"account", account.id.value}, {"name", account.name}, {"as_of", instant_text(now)}};
    json["tripped"] = report.tripped();
    json["readings"] = Json::array();
    for (const auto& reading : report.readings) json["readings"].push_back(reading_json(reading));
    json["reported"] = Json::array();
    for (const auto& signal : report.reported) json["reported"].push_back(signal_json(signal));
    json["decline"] = decline_json(report.decline);
    json["renewal_date"] = known(report.renewal_date, format_day);
    json["renewal_days_left"] = known(report.renewal_days_left);
    json["revenue"] = known(report.revenue, plain_decimal);
    json["currency"] = report.currency;
    json["revenue_share_percent"] = known(report.share, [](const RevenueShare& share) { return share.percent; });
    json["major_account"] = known(report.share, [](const RevenueShare& share) { return share.is_major; });
    json["days_since_touch"] = known(report.days_since_touch);
    json["unknown"] = report.unknown;
    json["rescue"] = rescue_json(rescue);
    return json_text(json);
}

} // namespace holdfast
