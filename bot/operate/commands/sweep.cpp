#include "bot/operate/commands/sweep.hpp"

#include "bot/decode/plain_values.hpp"
#include "bot/handle/account_health.hpp"
#include "bot/handle/evaluation.hpp"
#include "bot/operate/loaded_rules.hpp"
#include "storage/accounts.hpp"
#include "storage/database.hpp"
#include "storage/trial_copy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <variant>

namespace holdfast {

namespace {

/// The moment for which accounts are evaluated.
class SweepMoment {
public:
    static std::expected<SweepMoment, std::string> from(const std::optional<std::string>& text, Instant now) {
        if (!text) return SweepMoment{now, now};
        if (const auto day = iso_day(*text)) return SweepMoment{*day, now};
        if (const auto instant = iso_instant(*text)) return SweepMoment{*instant, now};
        return std::unexpected{fmt::format("--as-of: \"{}\" is not a day such as 2026-03-04", *text)};
    }

    /// A day means its end where the account is; today means now.
    [[nodiscard]] Instant for_account(const Account& account, const Rules& rules) const {
        if (const auto* instant = std::get_if<Instant>(&moment_)) return *instant;
        const auto& zone = zone_of_account(account, rules);
        const auto day = std::get<Day>(moment_);
        if (day == day_of(now_, zone)) return now_;
        return at(day, std::chrono::hours{24}, zone) - std::chrono::milliseconds{1};
    }

private:
    SweepMoment(std::variant<Instant, Day> moment, Instant now) : moment_{moment}, now_{now} {}

    std::variant<Instant, Day> moment_;
    Instant now_;
};

std::string reasons(const std::vector<Signal>& signals) {
    std::string text;
    for (const auto& signal : signals) text += (text.empty() ? "" : " ") + in_words(signal);
    return text;
}

/// @return whether anything tripped
bool say_what_would_trip(Reader& reader, CaseBook& book, const Rules& rules, const Account& account, Instant as_of,
                         std::ostream& out) {
    const auto evaluation = evaluate(reader, book, rules, account, as_of);
    if (evaluation.news.empty()) return false;
    const auto running = find_open_case(reader, account.id);
    out << fmt::format("{} ({}): would {}: {}\n", account.id.value, account.name,
                       running ? "join rescue " + running->id.value : "open a rescue", reasons(evaluation.news));
    return true;
}

std::string what_happened(const Change& change) {
    const auto opened = std::ranges::any_of(change.events, [](const RecordedEvent& recorded) {
        return std::holds_alternative<event::RescueOpened>(recorded.what);
    });
    return fmt::format("{} {}", opened ? "opened" : "added to", change.after->id.value);
}

std::vector<Signal> signals_of(const Change& change) {
    std::vector<Signal> signals;
    for (const auto& recorded : change.events) {
        if (const auto* opened = std::get_if<event::RescueOpened>(&recorded.what)) signals = opened->signals;
        if (const auto* added = std::get_if<event::SignalAdded>(&recorded.what)) signals.push_back(added->signal);
    }
    return signals;
}

/// @return whether anything tripped
bool act_on_what_trips(Database& database, Ledger& ledger, const Rules& rules, const Account& account, Instant as_of,
                       std::ostream& out) {
    const auto work = [&](Transaction& tx) { return evaluate_and_act(tx, ledger, rules, account.id, as_of); };
    const auto change = database.write_now(work);
    if (!change) return false;
    out << fmt::format("{} ({}): {}: {}\n", account.id.value, account.name, what_happened(*change),
                       reasons(signals_of(*change)));
    return true;
}

} // namespace

CommandResult sweep(const Settings& settings, const SweepOptions& options, const Clock& clock, std::ostream& out) {
    const auto now = clock.now();
    const auto moment = SweepMoment::from(options.as_of, now);
    if (!moment) return std::unexpected{moment.error()};
    const auto rules = load_rules(settings);
    if (!rules) return std::unexpected{rules.error()};

    // Whoever opens a database brings its schema up to date: a dry run opens a copy.
    const auto copy = options.dry_run ? std::optional{TrialCopy::of(settings.database)} : std::nullopt;
    if (copy && !*copy) return std::unexpected{copy->error()};
    Database database{copy ? (*copy)->file() : settings.database};
    auto reader = database.reader();
    CaseBook book;
    Ledger ledger{*rules};
    const auto accounts = list_accounts(reader);
    // A day that has begun in Tokyo is still to come in New York: nothing is done where it has not come everywhere.
    const auto lies_ahead = [&](const Account& account) { return moment->for_account(account, *rules) > now; };
    if (!options.dry_run && std::ranges::any_of(accounts, lies_ahead))
        return std::unexpected{"--as-of lies in the future; add --dry-run to see what would trip then"};
    std::size_t tripped = 0;
    for (const auto& account : accounts) {
        const auto as_of = moment->for_account(account, *rules);
        const bool trips = options.dry_run ? say_what_would_trip(reader, book, *rules, account, as_of, out)
                                           : act_on_what_trips(database, ledger, *rules, account, as_of, out);
        if (trips) ++tripped;
    }
    out << fmt::format("{}{} accounts evaluated, {} tripped\n", options.dry_run ? "dry run: " : "", accounts.size(),
                       tripped);
    return EXIT_SUCCESS;
}

} // namespace holdfast
