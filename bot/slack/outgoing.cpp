#include "bot/slack/outgoing.hpp"

#include "bot/slack/json_text.hpp"

namespace holdfast::slack {

using nlohmann::json;

namespace {

constexpr std::string_view room_prefix = "room:";
constexpr std::string_view person_prefix = "person:";

json ids_of(const std::vector<UserId>& users) {
    json ids = json::array();
    for (const auto& user : users) ids.push_back(user.value);
    return ids;
}

std::vector<UserId> users_from(const json& ids) {
    std::vector<UserId> users;
    for (const auto& id : ids) users.emplace_back(id.get<std::string>());
    return users;
}

} // namespace

std::string room_lane(const CaseId& id) {
    return std::string{room_prefix} + id.value;
}
std::string person_lane(const UserId& user) {
    return std::string{person_prefix} + user.value;
}

CaseId case_of_lane(std::string_view lane) {
    return lane.starts_with(room_prefix) ? CaseId{std::string{lane.substr(room_prefix.size())}} : CaseId{};
}
UserId person_of_lane(std::string_view lane) {
    return lane.starts_with(person_prefix) ? UserId{std::string{lane.substr(person_prefix.size())}} : UserId{};
}

std::string to_text(const Outgoing& outgoing) {
    return json_text(json{{"in_thread", outgoing.in_thread}, {"arguments", outgoing.arguments}});
}

Outgoing outgoing_from(std::string_view text) {
    const auto value = json::parse(text);
    return {value.at("in_thread").get<bool>(), value.at("arguments")};
}

std::string to_text(const RoomWish& wish) {
    return json_text(json{{"account_name", wish.account_name},
                          {"account", wish.account.value},
                          {"prefix", wish.prefix},
                          {"is_private", wish.is_private},
                          {"topic", wish.topic},
                          {"purpose", wish.purpose},
                          {"members", ids_of(wish.members)},
                          {"others", ids_of(wish.others)},
                          {"archived", wish.archived}});
}

RoomWish room_wish_from(std::string_view text) {
    const auto value = json::parse(text);
    RoomWish wish;
    wish.account_name = value.at("account_name").get<std::string>();
    wish.account = AccountId{value.at("account").get<std::string>()};
    wish.prefix = value.at("prefix").get<std::string>();
    wish.is_private = value.at("is_private").get<bool>();
    wish.topic = value.at("topic").get<std::string>();
    wish.purpose = value.at("purpose").get<std::string>();
    wish.members = users_from(value.at("members"));
    wish.others = users_from(value.value("others", json::array()));
    wish.archived = value.at("archived").get<bool>();
    return wish;
}

} // namespace holdfast::slack
