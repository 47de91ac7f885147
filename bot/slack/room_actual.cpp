#include "bot/slack/room_actual.hpp"

#include "bot/slack/json_text.hpp"

#include <nlohmann/json.hpp>

namespace holdfast::slack {

using nlohmann::json;

bool is_in_trouble(const RoomActual& actual) {
    return !have_same_trouble(actual, RoomActual{});
}

bool have_same_trouble(const RoomActual& one, const RoomActual& other) {
    return one.failures == other.failures && one.refused == other.refused && one.trouble == other.trouble;
}

std::string to_text(const RoomActual& actual) {
    const json object{{"asked_name", actual.asked_name},
                      {"asked_at", actual.asked_at},
                      {"topic", actual.topic},
                      {"purpose", actual.purpose},
                      {"invited", actual.invited},
                      {"failures", actual.failures},
                      {"members_tried", actual.members_tried},
                      {"members_seen", actual.members_seen},
                      {"refused", actual.refused},
                      {"trouble", actual.trouble},
                      {"trouble_since", actual.trouble_since},
                      {"pinned_ts", actual.pinned_ts},
                      {"bookmarked_ts", actual.bookmarked_ts},
                      {"archived", actual.archived},
                      {"lost", actual.lost}};
    return json_text(object);
}

RoomActual room_actual_from(std::string_view text) {
    const json object = json::parse(text);
    const RoomActual usual;
    RoomActual actual;
    actual.asked_name = object.value("asked_name", usual.asked_name);
    actual.asked_at = object.value("asked_at", usual.asked_at);
    actual.topic = object.value("topic", usual.topic);
    actual.purpose = object.value("purpose", usual.purpose);
    actual.invited = object.value("invited", usual.invited);
    actual.failures = object.value("failures", usual.failures);
    actual.members_tried = object.value("members_tried", usual.members_tried);
    actual.members_seen = object.value("members_seen", usual.members_seen);
    actual.refused = object.value("refused", usual.refused);
    actual.trouble = object.value("trouble", usual.trouble);
    actual.trouble_since = object.value("trouble_since", usual.trouble_since);
    actual.pinned_ts = object.value("pinned_ts", usual.pinned_ts);
    actual.bookmarked_ts = object.value("bookmarked_ts", usual.bookmarked_ts);
    actual.archived = object.value("archived", usual.archived);
    actual.lost = object.value("lost", usual.lost);
    return actual;
}

} // namespace holdfast::slack
