#include "bot/handle/evaluation.hpp"

#include "bot/handle/account_health.hpp"
#include "storage/accounts.hpp"
#include "storage/history.hpp"
#include "storage/signal_readings.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace holdfast {

namespace {

/// Numbers that change by themselves from day to day without anything having happened.
bool same_matter(const Signal& one, const Signal& other) {
    if (one.kind != other.kind) return false;
    if (one.kind == SignalKind::renewal_silent) return true;
    return one.numbers == other.numbers;
}

/// A trip says nothing new when an earlier rescue, now over, was about the very same thing.
bool was_dealt_with(const Signal& signal, const std::vector<std::shared_ptr<const Case>>& rescues) {
    return std::ranges::any_of(rescues, [&](const auto& rescue) {
        return !rescue->is_open() && std::ranges::any_of(rescue->signals, [&](const CaseSignal& entry) {
            return same_matter(entry.signal, signal);
        });
    });
}

/// Signals that somebody else's system measured and sent (`/v1/signals`): each is a trip (S0-18).
std::vector<Signal> imported_signals(Connection& db, const Account& account, const Case* latest, Instant as_of) {
    constexpr auto recent = std::chrono::hours{24 * 30};
    auto from = as_of - recent;
    if (latest != nullptr && latest->closing) from = std::max(from, latest->closing->at);
    std::vector<Signal> signals;
    for (const auto& flag : flags_since(db, account.id, from)) {
        const auto kind = signal_kind_from(flag.kind);
        if ((kind && is_qualitative(*kind)) || flag.at > as_of) continue;
        Signal signal;
        signal.kind = kind.value_or(SignalKind::imported);
        signal.at = flag.at;
        signal.note = kind ? flag.note : flag.kind + (flag.note.empty() ? "" : ": " + flag.note);
        signal.by = flag.by;
        signals.push_back(std::move(signal));
    }
    return signals;
}

std::string numbers_json(const Reading& reading) {
    nlohmann::json numbers = nlohmann::json::object();
    if (!reading.signals.empty()) {
        for (const auto& [name, value] : reading.signals.front().numbers) numbers[name] = value;
    }
    return numbers.dump();
}

std::string state_text(ReadingState state) {
    switch (state) {
    case ReadingState::quiet: return "quiet";
    case ReadingState::watch: return "watch";
    case ReadingState::tripped: return "tripped";
    case ReadingState::no_data: return "no-data";
    }
    return "no-data";
}

} // namespace

Evaluation evaluate(Connection& db, CaseBook& book, const Rules& rules, const Account& account, Instant as_of) {
    const AsOf when{as_of, &zone_of_account(account, rules)};
    Evaluation evaluation;
    evaluation.readings = evaluate_all(history_of(db, account, rules.health.signals, when), rules.health.signals, when);
    const auto latest = book.find_latest(db, account.id);
    std::vector<std::shared_ptr<const Case>> rescues;
    for (const auto& record : cases_of(db, account.id)) rescues.push_back(book.load(db, record));
    for (const auto& reading : evaluation.readings) {
        if (!reading.tripped()) continue;
        for (const auto& signal : reading.signals) {
            if (!was_dealt_with(signal, rescues)) evaluation.news.push_back(signal);
        }
    }
    std::ranges::move(imported_signals(db, account, latest.get(), as_of), std::back_inserter(evaluation.news));
    return evaluation;
}

std::optional<Change> evaluate_and_act(Transaction& tx, Ledger& ledger, const Rules& rules, const AccountId& id,
                                       Instant now) {
    const auto account = find_account(tx, id);
    if (!account) return std::nullopt;
    ledger.follow_account(tx, *account, now);
    const auto evaluation = evaluate(tx, ledger.book(), rules, *account, now);
    for (const auto& reading : evaluation.readings) {
        store_reading(tx, {id, std::string{to_text(reading.detector)}, state_text(reading.state), reading.words,
                           numbers_json(reading), now, now});
    }
    if (evaluation.news.empty()) return std::nullopt;
    auto changed = ledger.open(tx, *account, evaluation.news, {}, Actor{}, now);
    if (!changed || changed->events.empty()) return std::nullopt;
    return std::move(*changed);
}

} // namespace holdfast
