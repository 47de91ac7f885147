#include "bot/rooms/room_actual.hpp"

#include <nlohmann/json.hpp>

namespace holdfast {

using nlohmann::json;

std::string to_text(const RoomActual& actual) {
    const json object{{"asked_name", actual.asked_name},
                      {"asked_at", actual.asked_at},
                      {"topic", actual.topic},
                      {"purpose", actual.purpose},
                      {"invited", actual.invited},
                      {"failures", actual.failures},
                      {"members_tried", actual.members_tried},
                      {"refused", actual.refused},
                      {"trouble", actual.trouble},
                      {"pinned_ts", actual.pinned_ts},
                      {"archived", actual.archived},
                      {"lost", actual.lost}};
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
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
    actual.refused = object.value("refused", usual.refused);
    actual.trouble = object.value("trouble", usual.trouble);
    actual.pinned_ts = object.value("pinned_ts", usual.pinned_ts);
    actual.archived = object.value("archived", usual.archived);
    actual.lost = object.value("lost", usual.lost);
    return actual;
}

} // namespace holdfast
