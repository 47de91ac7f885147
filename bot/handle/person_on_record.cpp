#include "bot/handle/person_on_record.hpp"

#include "playbooks/accounts/search_key.hpp"
#include "storage/cases.hpp"
#include "storage/dossier.hpp"
#include "storage/people.hpp"
#include "storage/slack_users.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>
#include <vector>

namespace holdfast {

namespace {

/// Finds the objects of events that carry the name (sponsors, contacts) and the addresses beside it.
class AddressSearch {
public:
    explicit AddressSearch(std::string_view name) : name_{search_key(name)} {}

    void look_into(const nlohmann::json& value) {
        if (value.is_object() && search_key(text_in(value, "name")) == name_) {
            for (const auto* key : {"email", "phone"})
                if (auto address = text_in(value, key); !address.empty()) found_.push_back(std::move(address));
        }
        if (value.is_structured())
            for (const auto& member : value) look_into(member);
    }

    [[nodiscard]] std::vector<std::string> addresses() && { return std::move(found_); }

private:
    static std::string text_in(const nlohmann::json& object, const char* key) {
        const auto member = object.find(key);
        return member != object.end() && member->is_string() ? member->get<std::string>() : std::string{};
    }

    std::string name_;
    std::vector<std::string> found_;
};

} // namespace

std::optional<Redaction> redaction_of_contact(Transaction& tx, const Account& account, std::string_view name,
                                              bool whole_name_only) {
    PersonTerms terms{.name = std::string{name}};
    if (kept_about_contact(tx, account.id, {terms, std::string{former_contact}}).empty()) return std::nullopt;
    std::vector<std::string> others{account.name, account.id.value, std::string{former_contact}};
    for (const auto& person : people_of(tx, account.id)) {
        if (search_key(person.name) != search_key(name)) {
            others.push_back(person.name);
            continue;
        }
        terms.addresses.push_back(person.email);
        terms.addresses.push_back(person.phone);
    }
    if (!whole_name_only) terms.name_parts = telling_parts(name, others);
    AddressSearch search{name};
    for (const auto& record : cases_of(tx, account.id))
        for (const auto& event : events_since(tx, record.id, 0))
            search.look_into(nlohmann::json::parse(event.body, nullptr, false));
    for (auto& address : std::move(search).addresses()) terms.addresses.push_back(std::move(address));
    return Redaction{terms, std::string{former_contact}};
}

ColleagueOnRecord colleague_on_record(Connection& db, const UserId& who) {
    const auto known = who.value.contains('@') ? find_user_by_email(db, who.value) : find_user(db, who);
    PersonTerms terms{.name = known ? known->name : std::string{}, .addresses = {who.value}};
    if (known) {
        terms.addresses.push_back(known->id.value);
        terms.addresses.push_back(known->email);
    }
    auto described = known ? fmt::format("{} ({}, {})", known->name, known->id.value, known->email) : who.value;
    return {known ? known->id : who, {terms, std::string{former_colleague}}, std::move(described)};
}

} // namespace holdfast
