#include "bot/handle/person_on_record.hpp"

#include "playbooks/accounts/person_names.hpp"
#include "playbooks/accounts/search_key.hpp"
#include "storage/accounts.hpp"
#include "storage/cases.hpp"
#include "storage/dossier.hpp"
#include "storage/people.hpp"
#include "storage/person_search.hpp"
#include "storage/slack_users.hpp"
#include "storage/telling_parts.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

namespace holdfast {

namespace {

std::string text_in(const nlohmann::json& object, const char* key) {
    const auto member = object.find(key);
    return member != object.end() && member->is_string() ? member->get<std::string>() : std::string{};
}

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
    std::string name_;
    std::vector<std::string> found_;
};

/// Whom at the customer an event names: who was on record at the beginning, sponsors, contacts. Read as it lies, since
/// a record that cannot be folded names people too, and the folded one only the last sponsor.
std::vector<std::string> names_in(const StoredEvent& event) {
    const bool is_of_contact = event.type == "contact-added" || event.type == "contact-left";
    if (!is_of_contact && event.type != "rescue-opened" && event.type != "sponsor-named") return {};
    const auto body = nlohmann::json::parse(event.body, nullptr, false);
    if (!body.is_object()) return {};
    if (is_of_contact) return {text_in(body, "name")};
    std::vector<std::string> names;
    if (const auto sponsor = body.find("sponsor"); sponsor != body.end() && sponsor->is_object())
        names.push_back(text_in(*sponsor, "name"));
    if (const auto people = body.find("people"); people != body.end() && people->is_array())
        for (const auto& name : *people)
            if (name.is_string()) names.push_back(name.get<std::string>());
    return names;
}

/// Whatever names others than the colleague, wherever they are: accounts, their people, other colleagues. An address
/// names somebody too, as `sales@acme.example` does, and no word of it may be taken out of it.
std::vector<std::string> names_beside(Connection& db, const KnownUser& colleague) {
    std::vector<std::string> names{std::string{former_colleague}};
    for (auto& account : list_accounts(db)) {
        for (auto& person : people_of(db, account.id)) names.push_back(std::move(person.email));
        std::ranges::move(names_at(db, account.id), std::back_inserter(names));
        names.push_back(std::move(account.name));
        names.push_back(std::move(account.id.value));
    }
    for (auto& user : list_users(db)) {
        // Whoever left and came back has two ids and one address.
        const bool is_the_same = user.id == colleague.id || (!user.email.empty() && user.email == colleague.email);
        if (is_the_same) continue;
        names.push_back(std::move(user.name));
        names.push_back(std::move(user.email));
    }
    for (auto& address : colleagues_by_address(db, UserId{}, std::numeric_limits<int>::max()))
        if (search_key(address.value) != colleague.email) names.push_back(std::move(address.value));
    return names;
}

} // namespace

std::vector<std::string> names_at(Connection& db, const AccountId& account) {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        const bool is_nobody = name.empty() || name == former_contact || name == former_colleague;
        const bool is_there = std::ranges::any_of(names, [&](const auto& one) { return same_name(one, name); });
        if (!is_nobody && !is_there) names.push_back(name);
    };
    for (const auto& person : people_of(db, account)) add(person.name);
    for (const auto& record : cases_of(db, account))
        for (const auto& event : events_since(db, record.id, 0))
            for (const auto& name : names_in(event)) add(name);
    return names;
}

std::optional<Redaction> redaction_of_contact(Transaction& tx, const Account& account, std::string_view name,
                                              bool whole_name_only) {
    PersonTerms terms{.name = std::string{name},
                      .other_names = {account.name, account.id.value, std::string{former_contact}}};
    for (auto& other : names_at(tx, account.id))
        if (!same_name(other, name)) terms.other_names.push_back(std::move(other));
    if (kept_about_contact(tx, account.id, {terms, std::string{former_contact}}).empty()) return std::nullopt;
    for (const auto& person : people_of(tx, account.id)) {
        if (search_key(person.name) != search_key(name)) continue;
        terms.addresses.push_back(person.email);
        terms.addresses.push_back(person.phone);
    }
    if (!whole_name_only) terms.name_parts = telling_parts(name, terms.other_names);
    AddressSearch search{name};
    for (const auto& record : cases_of(tx, account.id))
        for (const auto& event : events_since(tx, record.id, 0))
            search.look_into(nlohmann::json::parse(event.body, nullptr, false));
    for (auto& address : std::move(search).addresses()) terms.addresses.push_back(std::move(address));
    return Redaction{terms, std::string{former_contact}};
}

ColleagueOnRecord colleague_on_record(Connection& db, const UserId& who, bool whole_name_only) {
    const auto known = who.value.contains('@') ? find_user_by_email(db, who.value) : find_user(db, who);
    PersonTerms terms{
        .name = known ? known->name : std::string{}, .addresses = {who.value}, .parts_want_capital = true};
    if (known) {
        terms.addresses.push_back(known->id.value);
        terms.addresses.push_back(known->email);
        terms.other_names = names_beside(db, *known);
        if (!whole_name_only) terms.name_parts = telling_parts(known->name, terms.other_names);
    }
    auto described = known ? fmt::format("{} ({}, {})", known->name, known->id.value, known->email) : who.value;
    return {known ? known->id : who, {terms, std::string{former_colleague}}, std::move(described)};
}

} // namespace holdfast
