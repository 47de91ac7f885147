#include "bot/handle/ledger.hpp"

#include "bot/handle/consequences.hpp"
#include "bot/handle/surroundings.hpp"
#include "storage/accounts.hpp"
#include "storage/cases.hpp"
#include "storage/event_codec.hpp"
#include "storage/people.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <stdexcept>

namespace holdfast {

namespace {

/// The customer's sponsor as the people on record say.
SponsorContact sponsor_of(Connection& db, const AccountId& account) {
    for (const auto& person : people_of(db, account)) {
        if (person.sponsor) return {person.name, person.phone, person.email, person.time_zone};
    }
    return {};
}

void append(Transaction& tx, const CaseId& id, int version, std::span<const RecordedEvent> events) {
    std::vector<NewEvent> rows;
    rows.reserve(events.size());
    for (const auto& event : events) {
        auto encoded = encode(event.what);
        rows.push_back({event.at, event.by.value, std::move(encoded.type), std::move(encoded.body)});
    }
    // One connection writes and loads right before: a conflict means that this rule was broken.
    if (!append_events(tx, id, version, rows)) throw std::logic_error{"case " + id.value + " changed while deciding"};
}

/// Everybody whose work goes to somebody else when they leave: the team, and whoever has a step, a row or a draft.
std::vector<UserId> people_with_work(const Case& rescue) {
    auto people = rescue.team();
    for (const auto& step : rescue.steps) people.push_back(step.owner);
    for (const auto& row : rescue.plan) people.push_back(row.owner);
    for (const auto& summary : rescue.summaries) {
        if (summary.state == SummaryState::draft) people.push_back(summary.writer);
    }
    std::erase(people, UserId{});
    return people;
}

void settle_openness(Transaction& tx, const Case& before, const Case& after, Instant now) {
    if (before.version > 0 && before.is_open() && !after.is_open()) close_case(tx, after.id, now);
}

} // namespace

CaseBook& Ledger::book() {
    if (distrusted_.exchange(false)) book_ = CaseBook{};
    return book_;
}

Changed Ledger::record(Transaction& tx, const Case& before, std::vector<Event> decided, const Actor& actor,
                       Instant now) {
    auto after = std::make_shared<Case>(before);
    Case previous = before; // follows one event behind
    Change change;
    const auto around = surroundings(tx, rules_);
    Consequences consequences{tx, rules_, around, now};
    for (auto& event : decided) {
        const RecordedEvent recorded{after->version + 1, now, actor.id, std::move(event)};
        evolve(*after, recorded);
        consequences.of_event(previous, *after, recorded);
        evolve(previous, recorded);
        change.events.push_back(recorded);
    }
    append(tx, before.id, before.version, change.events);
    settle_openness(tx, before, *after, now);
    consequences.of_change(*after, change.events);
    consequences.of_state(*after);
    for (const auto& event : change.events) {
        spdlog::info("case={} event={} kind={} by={}", before.id.value, event.number, type_name(event.what),
                     event.by.value.empty() ? "holdfast" : event.by.value);
    }
    change.after = std::move(after);
    return change;
}

Changed Ledger::apply(Transaction& tx, const CaseId& id, const std::vector<Request>& requests, const Actor& actor,
                      Instant now) {
    const auto before = book().find(tx, id);
    if (!before) {
        return std::unexpected{Refusal{"This rescue does not exist", "it is not on record", "/rescue list", {}}};
    }
    const auto around = surroundings(tx, rules_);
    Case state = *before;
    std::vector<Event> decided;
    for (const auto& request : requests) {
        auto decision = decide(state, request, actor, now, around);
        if (!decision) {
            auto refusal = std::move(decision.error());
            refusal.about = state.account;
            return std::unexpected{std::move(refusal)};
        }
        for (auto& event : *decision) {
            evolve(state, {state.version + 1, now, actor.id, event});
            decided.push_back(std::move(event));
        }
    }
    if (decided.empty()) return Change{before, {}};
    return record(tx, *before, std::move(decided), actor, now);
}

Changed Ledger::open(Transaction& tx, const Account& account, const std::vector<Signal>& signals,
                     const std::string& reason, const Actor& actor, Instant now) {
    if (const auto running = find_open_case(tx, account.id)) {
        std::vector<Request> requests;
        for (const auto& signal : signals) requests.emplace_back(request::AddSignal{signal});
        return apply(tx, running->id, requests, actor, now);
    }
    const auto created = create_case(tx, account.id, {}, now);
    if (!created) throw std::logic_error{"account " + account.id.value + " has an open case that was not found"};

    Opening opening;
    opening.account = account.id;
    opening.account_name = account.name;
    opening.number = created->number;
    opening.reason = reason;
    opening.signals = signals;
    opening.owner = resolved(tx, account.owner);
    opening.manager = resolved(tx, account.manager);
    opening.executive_sponsor = resolved(tx, account.executive_sponsor);
    opening.sponsor = sponsor_of(tx, account.id);
    opening.account_zone = account.time_zone;
    opening.annual_value = account.annual_revenue.value_or(Money{});
    opening.currency = account.currency;
    opening.renewal_date = account.renewal_date;
    for (auto& person : people_of(tx, account.id)) opening.people.push_back(std::move(person.name));
    // Nobody in charge on record: whoever opens it is, so that the rescue belongs to somebody (D-15).
    if (opening.owner.empty()) opening.owner = actor.id;
    if (opening.manager.empty())
        opening.manager = opening.executive_sponsor ? opening.executive_sponsor : opening.owner;
    Case fresh;
    fresh.id = created->id;
    return record(tx, fresh, {open_rescue(opening, now, surroundings(tx, rules_))}, actor, now);
}

void Ledger::colleague_found(Transaction& tx, const UserId& address, const UserId& user, Instant now) {
    replace_colleague(tx, address, user);
    for (const auto& rescue : book().all_open(tx)) {
        // Nobody refuses to be known by their id; a case without this colleague has nothing to do.
        (void)apply(tx, rescue->id, {request::FindColleague{address, user}}, Actor{}, now);
    }
}

void Ledger::follow_account(Transaction& tx, const Account& account, Instant now) {
    const auto rescue = book().find_open(tx, account.id);
    if (!rescue) return;
    const auto news = [&](const UserId& on_record, const UserId& known) {
        const auto named = resolved(tx, on_record);
        return named == resolved(tx, known) ? UserId{} : named;
    };
    const request::PutInCharge named{news(account.owner, rescue->owner), news(account.manager, rescue->manager),
                                     news(account.executive_sponsor, rescue->executive_sponsor), account.time_zone};
    // Refused by nobody: who may name them was asked when the account's record changed.
    (void)apply(tx, rescue->id, {named}, Actor{}, now);
}

void Ledger::colleague_changed(Transaction& tx, const UserId& who, Instant now) {
    const auto id = resolved(tx, who);
    for (const auto& rescue : book().all_open(tx)) {
        const auto people = people_with_work(*rescue);
        const bool concerned =
            std::ranges::any_of(people, [&](const UserId& user) { return user == who || resolved(tx, user) == id; });
        if (concerned) refresh(tx, rescue->id, now);
    }
}

void Ledger::refresh(Transaction& tx, const CaseId& id, Instant now) {
    const auto state = book().find(tx, id);
    if (!state) return;
    const auto around = surroundings(tx, rules_);
    Consequences{tx, rules_, around, now}.of_state(*state);
}

} // namespace holdfast
