#include "bot/handle/erasing.hpp"

#include "bot/handle/person_on_record.hpp"
#include "playbooks/accounts/person_names.hpp"
#include "playbooks/accounts/search_key.hpp"
#include "storage/audit.hpp"
#include "storage/cases.hpp"
#include "storage/dossier.hpp"
#include "storage/event_codec.hpp"
#include "storage/living_messages.hpp"
#include "storage/people.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <tuple>

namespace holdfast {

namespace {

/// The cases of which rows of these tables are among those kept.
std::vector<CaseId> cases_in(const std::vector<KeptRows>& kept, std::initializer_list<std::string_view> tables) {
    std::set<CaseId> cases;
    for (const auto& [table, rows] : kept) {
        if (std::ranges::find(tables, table) == tables.end()) continue;
        for (const auto& row : rows) cases.emplace(nlohmann::json::parse(row).at("case_id").get<std::string>());
    }
    return {cases.begin(), cases.end()};
}

/// Its own event: who reads the record sees that it says less than it did, since when, and on whose account.
void note_in_record(Transaction& tx, const CaseId& id, std::string_view who_was_erased, const ErasureOrder& order) {
    const auto text = fmt::format("{} was erased from this record by {}", who_was_erased, order.by);
    auto encoded = encode(event::TimelineNoted{text, order.at, {}});
    const std::array events{NewEvent{order.at, {}, std::move(encoded.type), std::move(encoded.body)}};
    const auto record = find_case(tx, id);
    const bool is_noted = record && append_events(tx, id, record->version, events);
    if (!is_noted) throw std::logic_error{id.value + " changed while erasing"};
}

/// What is left must be a record that can be read, and what Slack shows must follow from it.
/// The audit says who erased somebody and how much of them there was, and nothing by which they could be found again.
/// @param kept what named them
void settle(Transaction& tx, Ledger& ledger, const Erasure& erasure, const std::vector<KeptRows>& kept,
            std::string_view who_was_erased, const ErasureOrder& order) {
    // What was folded before still names them.
    ledger.distrust();
    for (const auto& id : erasure.cases) note_in_record(tx, id, who_was_erased, order);
    for (const auto& id : cases_in(kept, {"case_events", "living_messages", "rooms"})) {
        forget_wanted_messages(tx, id);
        ledger.refresh(tx, id, order.at);
    }
    long long rows = 0;
    for (const auto& table : erasure.rows) rows += table.rows;
    note_in_audit(tx, {order.at, order.by, fmt::format("{} erased", who_was_erased),
                       fmt::format("{} rows, records of {} rescues among them", rows, erasure.cases.size())});
}

/// The words that go out of these rows. The keys of account and case stay.
TakenWords words_in(const std::vector<KeptRows>& kept, const Redaction& redaction) {
    TakenWords words;
    for (const auto& [table, rows] : kept) {
        for (const auto& row : rows) {
            // Of a row with bytes that are no text nothing is told.
            const auto columns = nlohmann::json::parse(row, nullptr, false);
            if (!columns.is_object()) continue;
            for (const auto& [key, column] : columns.items())
                if (column.is_string() && key != "account_id" && key != "case_id")
                    std::ignore = redaction.applied_to(column.get_ref<const std::string&>(), &words);
        }
    }
    return words;
}

} // namespace

std::expected<std::string, std::string> contact_to_erase(Transaction& tx, const Account& account,
                                                         const std::string& typed_name) {
    const auto names = names_at(tx, account.id);
    const auto exact = std::ranges::find_if(names, [&](const auto& name) { return same_name(name, typed_name); });
    if (exact != names.end()) return *exact;
    const auto near = people_called(typed_name, names, Typed::beginning);
    if (near.empty()) return typed_name;
    std::string listed;
    for (const auto position : near) listed += fmt::format("{}\"{}\"", listed.empty() ? "" : ", ", names[position]);
    return std::unexpected{fmt::format("\"{}\" is nobody's whole name at {}. {} {}. Repeat this with the whole name",
                                       typed_name, account.name,
                                       near.size() == 1 ? "It may mean" : "It may mean any of", listed)};
}

Erasure erase_contact(Transaction& tx, Ledger& ledger, const Account& account, const std::string& name,
                      const ErasureOrder& order) {
    const auto redaction = redaction_of_contact(tx, account, name, order.whole_name_only);
    Erasure erasure;
    if (!redaction) return erasure;
    erasure.whom = fmt::format("{}, a contact of {}", name, account.name);
    const auto kept = kept_about_contact(tx, account.id, *redaction);
    erasure.cases = cases_in(kept, {"case_events"});
    if (order.list_words) erasure.words = words_in(kept, *redaction);
    for (const auto& person : people_of(tx, account.id)) {
        if (search_key(person.name) != search_key(name)) continue;
        remove_person(tx, account.id, person.name);
        erasure.rows.push_back({"people", 1});
    }
    std::ranges::move(redact_in_account(tx, account.id, *redaction), std::back_inserter(erasure.rows));
    settle(tx, ledger, erasure, kept, "A contact", order);
    return erasure;
}

Erasure erase_colleague(Transaction& tx, Ledger& ledger, const UserId& who, const ErasureOrder& order) {
    const auto colleague = colleague_on_record(tx, who, order.whole_name_only);
    Erasure erasure;
    erasure.whom = colleague.described;
    const auto kept = kept_about_colleague(tx, colleague.redaction);
    erasure.cases = cases_in(kept, {"case_events"});
    if (order.list_words) erasure.words = words_in(kept, colleague.redaction);
    erasure.rows = redact_colleague(tx, colleague.id, colleague.redaction);
    if (!erasure.empty()) settle(tx, ledger, erasure, kept, "A colleague", order);
    return erasure;
}

} // namespace holdfast
