#include "bot/handle/evaluation.hpp"

#include "bot/handle/account_health.hpp"
#include "playbooks/rescue/news.hpp"
#include "playbooks/signals/flagged_number.hpp"
#include "storage/accounts.hpp"
#include "storage/history.hpp"
#include "storage/signal_readings.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace holdfast {

namespace {

/// Measured signs that somebody else's system sent (`/v1/signals`) or a person flagged: each is a trip (S0-18), unless
/// a person gave a number that is too small for one.
std::vector<Signal> imported_signals(Connection& db, const Thresholds& thresholds, const Account& account,
                                     const Case* latest, Instant as_of) {
    std::vector<Signal> signals;
    for (const auto& flag : flags_since(db, account.id, imported_signs_count_from(latest, as_of))) {
        auto signal = signal_of(flag);
        const bool counts = !is_qualitative(signal.kind) && signal.at <= as_of;
        if (counts && !short_of_a_trip(signal, thresholds)) signals.push_back(std::move(signal));
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
    evaluation.news = news_among(evaluation.readings, rescues);
    std::ranges::move(imported_signals(db, rules.health.signals, account, latest.get(), as_of),
                      std::back_inserter(evaluation.news));
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
